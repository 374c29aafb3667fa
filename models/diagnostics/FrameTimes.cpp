#include "models/diagnostics/FrameTimes.h"

#include "models/common/Quantity.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spanglass {

void FrameTimes::add(Nanos begun, Nanos ended) {
    const Nanos since = m_last.value < 0 ? Nanos{} : begun - m_last;
    m_frames.push_back({since > Pause ? Nanos{} : since, ended - begun});
    if (m_frames.size() > MostFrames)
        m_frames.pop_front();
    m_last = begun;
    ++m_total;
}

Nanos FrameTimes::quantile(Nanos Frame::*member, double share) const {
    std::vector<Nanos> values;
    for (const Frame& each : m_frames) {
        if ((each.*member).value > 0)
            values.push_back(each.*member);
    }
    if (values.empty())
        return {};
    const auto rank = static_cast<std::ptrdiff_t>(std::lround(share * double(values.size() - 1)));
    std::ranges::nth_element(values, values.begin() + rank);
    return values[std::size_t(rank)];
}

QString frameWords(const FrameTimes& times) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("FrameTimes", text); };
    if (times.total() == 0)
        return tr("Nothing has been painted yet.");
    const QString painting = tr("Painting one frame: typically %1, 99 % within %2, longest %3.")
                                 .arg(formatDuration(times.painting(0.5)), formatDuration(times.painting(0.99)),
                                     formatDuration(times.painting(1)));
    if (times.interval(1).value == 0)
        return painting;
    return tr("From paint to paint while something moves: typically %1, 99 % within %2, longest %3. %4")
        .arg(formatDuration(times.interval(0.5)), formatDuration(times.interval(0.99)),
            formatDuration(times.interval(1)), painting);
}

} // namespace spanglass
