#include "services/replay/select/ParcelPacker.h"

#include "services/replay/TargetLimits.h"

#include <limits>
#include <utility>

namespace spanglass {

using namespace literals;

namespace {

constexpr Nanos Unnoticed = 50_ms; ///< a shift in time that a replay with its gaps may have

Nanos mostGap(double speed) {
    if (speed <= 0)
        return Nanos{std::numeric_limits<std::int64_t>::max()};
    return Nanos{static_cast<std::int64_t>(static_cast<double>(Unnoticed.value) * speed)};
}

} // namespace

ParcelPacker::ParcelPacker(const ReplayPlan& plan)
    : m_joins(!plan.selection.wholeRequests)
    , m_mostGap(mostGap(plan.pace.speed))
    , m_mostSpans(plan.mostSpans)
    , m_mostTraces(limitsInForce(plan).tracesAtOnce())
    , m_mostBytes(plan.mostBytes) {
    m_open.number = 1;
    m_open.firstPiece = 1;
}

bool ParcelPacker::fits(const ParcelPick& pick) const {
    return m_joins && m_open.items > 0 && pick.signal == m_open.signal && pick.format == PayloadFormat::Protobuf
        && m_open.format == PayloadFormat::Protobuf && m_open.items + pick.items <= m_mostSpans
        && m_open.traces + pick.traces <= m_mostTraces && m_open.bytes + pick.bytes <= m_mostBytes
        && pick.arrival - m_open.arrival <= m_mostGap;
}

std::optional<LedgerParcel> ParcelPacker::add(const ParcelPick& pick) {
    std::optional<LedgerParcel> complete;
    if (!fits(pick)) {
        complete = finish();
        m_open.signal = pick.signal;
        m_open.format = pick.format;
        m_open.arrival = pick.arrival;
    }
    ++m_open.lastPiece;
    m_open.items += pick.items;
    m_open.traces += pick.traces;
    m_open.bytes += pick.bytes;
    return complete;
}

std::optional<LedgerParcel> ParcelPacker::finish() {
    if (m_open.items == 0)
        return std::nullopt;
    LedgerParcel next;
    next.number = m_open.number + 1;
    next.firstPiece = m_open.lastPiece + 1;
    next.lastPiece = m_open.lastPiece;
    return std::exchange(m_open, next);
}

} // namespace spanglass
