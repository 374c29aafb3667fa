#include "services/replay/arrival/ArrivalCheck.h"

#include "services/replay/arrival/SentTraces.h"
#include "services/replay/run/ReplayEdit.h"
#include "services/store/StoreCounts.h"
#include "services/warehouse/BoundSql.h"

#include <QThread>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t MostFaults = 1'000;
constexpr std::size_t SampleParcels = 10;
constexpr std::size_t SampleTraces = 2; ///< of each

Error cancelledError() { return {ErrorCode::Cancelled, u"The arrival check was cancelled."_s, {}}; }

constexpr std::chrono::milliseconds LookEvery{50}; ///< whether it was cancelled

QString inSeconds(std::chrono::milliseconds time) { return u"%1 s"_s.arg(time.count() / 1'000); }

std::string jobOf(const LedgerJob& job) { return std::to_string(job.number); }

/// Whether a difference says that a value did not arrive as it was sent.
bool isLoss(const ChangedValue& change) {
    return change.how == ChangedValue::How::Lost || change.how == ChangedValue::How::Value;
}

} // namespace

ArrivalCheck::ArrivalCheck(Ledger& ledger, const LedgerJob& job, ArrivalSource& source)
    : m_ledger(ledger)
    , m_job(job)
    , m_source(source) { }

Result<ArrivalReport> ArrivalCheck::run(const ArrivalSource::Cancelled& cancelled) {
    // What was planned after the caller read it, such as the shift in time, counts too.
    auto job = m_ledger.job(m_job.number);
    if (!job)
        return std::unexpected(job.error());
    m_job = *std::move(job);
    m_report = ArrivalReport();
    m_report.where = m_source.where();
    if (auto listed = listExpected(); !listed)
        return std::unexpected(listed.error());
    while (true) {
        if (auto asked = askForAll(cancelled); !asked)
            return std::unexpected(asked.error());
        if (m_report.missing == 0)
            break;
        const auto more = waitForMore(cancelled);
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            break;
    }
    m_report.found = m_report.asked - m_report.missing;
    progress(u"Reading values back"_s);
    if (auto compared = compareSample(cancelled); !compared)
        return std::unexpected(compared.error());
    if (auto settled = settle(); !settled)
        return std::unexpected(settled.error());
    m_report.at = QDateTime::currentDateTimeUtc();
    return m_report;
}

Result<> ArrivalCheck::listExpected() {
    const std::string mine = "job = " + jobOf(m_job);
    const std::string pieces = parcelPiecesSql("local.store.replay_parcels p JOIN " + lastEventsSql(mine)
        + " l ON l.number = p.number AND l.state IN ('taken', 'uncertain') WHERE p.signal = 'traces' AND p." + mine);
    for (const std::string& sql :
        {"CREATE OR REPLACE TEMP TABLE arrival_expected AS SELECT s.trace_id, s.span_id, s.request_id, s.ordinal, "
         "s.start_time_unix_nano AS start, x.number FROM "
                + pieces
                + " x JOIN local.store.replay_pieces i ON i.job = x.job AND i.piece = x.piece JOIN local.store.spans s "
                  "ON s.request_id = i.request_id WHERE i.ordinals IS NULL OR list_contains(i.ordinals, s.ordinal)",
            std::string(
                "CREATE OR REPLACE TEMP TABLE arrival_missing AS SELECT request_id, ordinal, trace_id, span_id, "
                "number FROM arrival_expected")}) {
        if (auto made = m_ledger.connection().execute(sql); !made)
            return made;
    }
    const auto numbers = readNumbers(
        m_ledger.connection(), "SELECT count(*) FROM (SELECT DISTINCT trace_id, span_id FROM arrival_expected)");
    if (!numbers)
        return std::unexpected(numbers.error());
    m_report.asked = static_cast<std::uint64_t>(numbers->front());
    return {};
}

Result<> ArrivalCheck::askForAll(const ArrivalSource::Cancelled& cancelled) {
    for (const std::string_view sql :
        {"CREATE OR REPLACE TEMP TABLE arrival_open AS SELECT dense_rank() OVER (ORDER BY e.trace_id) AS trace, e.* "
         "FROM arrival_expected e SEMI JOIN arrival_missing m ON m.request_id = e.request_id AND m.ordinal = e.ordinal "
         "AND m.number = e.number ORDER BY 1",
            "DELETE FROM arrival_missing"}) {
        if (auto made = m_ledger.connection().execute(sql); !made)
            return made;
    }
    const auto numbers = readNumbers(m_ledger.connection(), "SELECT max(trace) FROM arrival_open");
    if (!numbers)
        return std::unexpected(numbers.error());
    const std::int64_t traces = numbers->front();
    const auto step = static_cast<std::int64_t>(m_source.tracesAtOnce());
    m_report.missing = 0;
    m_report.faults.clear();
    for (std::int64_t first = 1; first <= traces; first += step) {
        if (cancelled())
            return std::unexpected(cancelledError());
        const auto page = readPage(first, first + step - 1);
        if (!page)
            return std::unexpected(page.error());
        if (auto asked = askFor(*page, cancelled); !asked)
            return asked;
        progress(u"Asked for %L1 of %L2 traces"_s.arg(std::min(first + step - 1, traces)).arg(traces));
    }
    return {};
}

Result<std::chrono::milliseconds> ArrivalCheck::sinceTheLastLeft() {
    const auto last = readNumbers(m_ledger.connection(),
        "SELECT max(at_unix_nano) FROM local.store.replay_log WHERE state = 'sending' AND job = " + jobOf(m_job));
    if (!last)
        return std::unexpected(last.error());
    const Nanos since = UnixNanos::now() - UnixNanos::fromBits(last->front());
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(since.value));
}

Result<bool> ArrivalCheck::waitForMore(const ArrivalSource::Cancelled& cancelled) {
    const auto most = patience.value_or(m_source.patience());
    const auto since = sinceTheLastLeft();
    if (!since)
        return std::unexpected(since.error());
    if (*since >= most)
        return false;
    const auto due = std::chrono::steady_clock::now() + std::min(askEvery, most - *since);
    for (auto now = std::chrono::steady_clock::now(); now < due; now = std::chrono::steady_clock::now()) {
        if (cancelled())
            return std::unexpected(cancelledError());
        const auto waited = *since + std::chrono::duration_cast<std::chrono::milliseconds>(askEvery - (due - now));
        progress(
            u"%L1 spans have not shown up yet; asked again until %2 after sending (%3 so far)"_s.arg(m_report.missing)
                .arg(inSeconds(most), inSeconds(std::max(waited, *since))));
        QThread::msleep(static_cast<unsigned long>(LookEvery.count()));
    }
    return true;
}

Result<ArrivalCheck::Page> ArrivalCheck::readPage(std::int64_t firstTrace, std::int64_t lastTrace) {
    BoundSql sql("SELECT trace_id, span_id, request_id, ordinal, number, start FROM arrival_open WHERE trace BETWEEN ");
    sql << sql.value(firstTrace) << " AND " << sql.value(lastTrace) << " ORDER BY trace, request_id, ordinal";
    auto rows = sql.run(m_ledger.connection());
    if (!rows)
        return std::unexpected(rows.error());
    Page page;
    const auto read = rows->forEachRow<6>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        Expected span;
        span.captured = TraceId::fromHex(columns[0].text(row)).value_or(TraceId());
        span.name = {sentTraceId(m_job, span.captured), SpanId::fromHex(columns[1].text(row)).value_or(SpanId())};
        span.request = number(2);
        span.ordinal = columns[3].template get<std::int32_t>(row);
        span.parcel = number(4);
        if (page.traces.empty() || page.traces.back() != span.name.trace)
            page.traces.push_back(span.name.trace);
        const UnixNanos start = UnixNanos::fromBits(number(5)) + m_job.shift;
        page.time.from = std::min(page.time.from.value_or(start), start);
        page.time.to = std::max(page.time.to.value_or(start), start + Nanos{1});
        page.spans.push_back(span);
    });
    if (!read)
        return std::unexpected(read.error());
    return page;
}

Result<> ArrivalCheck::askFor(const Page& page, const ArrivalSource::Cancelled& cancelled) {
    auto present = m_source.present(page.traces, page.time, cancelled);
    if (!present)
        return std::unexpected(present.error());
    std::ranges::sort(*present);
    BoundSql sql("INSERT INTO arrival_missing VALUES ");
    std::string_view separator;
    std::optional<SpanName> last;
    for (const Expected& span : page.spans) {
        // One that was sent once more on its own stands in two requests, and counts once.
        const bool isAnother = std::exchange(last, span.name) != span.name;
        const bool isThere = std::ranges::binary_search(*present, span.name);
        if (isThere)
            continue;
        m_report.missing += isAnother ? 1 : 0;
        if (isAnother && m_report.faults.size() < MostFaults)
            m_report.faults.push_back({span.name.trace, span.name.span});
        sql << separator << "(" << std::to_string(span.request) << ", " << std::to_string(span.ordinal) << ", '"
            << span.captured.hex() << "', '" << span.name.span.hex() << "', " << std::to_string(span.parcel) << ")";
        separator = ", ";
    }
    if (separator.empty())
        return {};
    if (auto rows = sql.run(m_ledger.connection()); !rows)
        return std::unexpected(rows.error());
    return {};
}

Result<> ArrivalCheck::compareSample(const ArrivalSource::Cancelled& cancelled) {
    auto parcels = m_ledger.standing(m_job.number, ParcelState::Taken);
    if (!parcels)
        return std::unexpected(parcels.error());
    auto edit = editOf(m_ledger, m_job);
    if (!edit)
        return std::unexpected(edit.error());
    ParcelReader reader(m_ledger, m_job.number, *std::move(edit));
    std::erase_if(*parcels, [](const LedgerParcel& parcel) { return parcel.signal != Signal::Traces; });
    const std::size_t step = std::max<std::size_t>(parcels->size() / SampleParcels, 1);
    for (std::size_t i = 0; i < parcels->size(); i += step) {
        if (cancelled())
            return std::unexpected(cancelledError());
        if (auto compared = compareParcel(reader, (*parcels)[i], cancelled); !compared)
            return compared;
    }
    return {};
}

Result<> ArrivalCheck::compareParcel(
    ParcelReader& reader, const LedgerParcel& parcel, const ArrivalSource::Cancelled& cancelled) {
    const auto sent = readSentTraces(reader, parcel, SampleTraces);
    // What was deleted since cannot be compared.
    if (!sent)
        return sent.error().code == ErrorCode::NotFound ? Result<>() : std::unexpected(sent.error());
    for (const auto& [trace, left] : sent->traces) {
        const auto whole = m_source.wholeTrace(trace, cancelled);
        if (!whole && whole.error().code == ErrorCode::NotFound)
            continue;
        if (!whole)
            return std::unexpected(whole.error());
        std::vector<ComparedSpan> right;
        for (const Span* span : (*whole)->spans)
            right.push_back({span, {}});
        const TraceComparison comparison = compareTraces(left, right);
        m_report.compared += comparison.same.size() + comparison.differing.size();
        for (const SpanDifference& span : comparison.differing) {
            const auto loss = std::ranges::find_if(span.changes,
                [&](const ChangedValue& change) { return isLoss(change) && m_source.keeps(change.path); });
            if (loss == span.changes.end())
                continue;
            ++m_report.different;
            if (m_report.faults.size() < MostFaults)
                m_report.faults.push_back({trace, span.id,
                    loss->how == ChangedValue::How::Lost
                        ? u"%1 is missing; it was %2."_s.arg(loss->path, loss->left.left(200))
                        : u"%1 is %2; it was %3."_s.arg(loss->path, loss->right.left(200), loss->left.left(200))});
        }
    }
    return {};
}

Result<> ArrivalCheck::settle() {
    return m_ledger.together([&]() -> Result<> {
        const std::string job = jobOf(m_job);
        for (const std::string& sql : {"DELETE FROM local.store.replay_missing WHERE job = " + job,
                 "INSERT INTO local.store.replay_missing SELECT " + job
                     + ", request_id, ordinal, trace_id, span_id FROM arrival_missing",
                 "INSERT INTO local.store.replay_log SELECT " + job + ", l.number, l.step + 1, 'taken', l.attempts, "
                     + std::to_string(UnixNanos::now().bits())
                     + ", l.status, 0, 'All of its spans were found at the target.', l.answer_id, 0 FROM "
                     + lastEventsSql("job = " + job)
                     + " l WHERE l.state = 'uncertain' AND l.number IN (SELECT number FROM arrival_expected) "
                       "AND l.number NOT IN (SELECT number FROM arrival_missing)",
                 std::string("DROP TABLE arrival_expected"), std::string("DROP TABLE arrival_missing"),
                 std::string("DROP TABLE arrival_open")}) {
            if (auto done = m_ledger.connection().execute(sql); !done)
                return done;
        }
        return {};
    });
}

} // namespace spanglass
