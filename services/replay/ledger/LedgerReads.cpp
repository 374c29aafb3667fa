#include "services/replay/ledger/Ledger.h"

#include "services/replay/ReplayPlanJson.h"
#include "services/replay/ledger/LedgerRows.h"
#include "services/store/StoreCounts.h"
#include "services/warehouse/BoundSql.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

std::string name(ParcelState state) { return "'" + std::string(parcelStateName(state).data()) + "'"; }

/// On a parcel `p` and its last event `l`.
std::string standsAs(ParcelState state) { return " AND coalesce(l.state, 'waiting') = " + name(state); }

/// Both, of the job's parcels whose number fits.
std::string parcelsWithEvents(JobNumber job, const std::string& numbers = {}) {
    const std::string condition = "job = " + std::to_string(job) + (numbers.empty() ? "" : " AND number " + numbers);
    return " FROM (SELECT * FROM local.store.replay_parcels WHERE " + condition + ") p LEFT JOIN "
        + lastEventsSql(condition) + " l ON l.number = p.number WHERE true";
}

} // namespace

Result<std::vector<LedgerJob>> Ledger::readJobs(const std::string& condition) {
    auto rows = m_connection->query(
        "SELECT job, forward, plan, state, created_unix_nano, ended_unix_nano, problem_code, problem, remedy, "
        "id_seed, shift_ns, coalesce(last_request, 0) FROM local.store.replay_jobs WHERE "
        + condition + " ORDER BY job DESC");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<LedgerJob> jobs;
    std::optional<Error> unreadable;
    const auto read = rows->forEachRow<12>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        LedgerJob job;
        job.number = number(0);
        job.forward = columns[1].template get<bool>(row);
        auto plan = replayPlanFromJson(QByteArray(columns[2].text(row).data(), qsizetype(columns[2].text(row).size())));
        if (plan)
            job.plan = *std::move(plan);
        else
            job.problem = plan.error();
        job.state = replayStateOf(columns[3].text(row));
        job.created = UnixNanos::fromBits(number(4));
        if (!columns[5].isNull(row))
            job.ended = UnixNanos::fromBits(number(5));
        if (!columns[6].isNull(row))
            job.problem = Error{
                errorCodeOf(columns[6].text(row)), toQString(columns[7].text(row)), toQString(columns[8].text(row))};
        job.idSeed = number(9);
        job.shift = Nanos{number(10)};
        job.lastRequest = number(11);
        jobs.push_back(std::move(job));
    });
    if (!read)
        return std::unexpected(read.error());
    return jobs;
}

Result<std::vector<LedgerJob>> Ledger::jobs() { return readJobs("NOT removed"); }

Result<LedgerJob> Ledger::job(JobNumber number) {
    auto found = readJobs("NOT removed AND job = " + std::to_string(number));
    if (!found)
        return std::unexpected(found.error());
    if (found->empty())
        return failure(ErrorCode::NotFound, u"There is no replay %1 in the store."_s.arg(number),
            u"It may have been removed from the list."_s);
    return std::move(found->front());
}

Result<LedgerTotals> Ledger::totals(JobNumber job) {
    auto rows = m_connection->query("SELECT coalesce(l.state, 'waiting') AS state, count(*), "
                                    "CAST(sum(p.items) FILTER (p.signal = 'traces') AS BIGINT), "
                                    "CAST(sum(p.bytes) AS BIGINT), CAST(sum(coalesce(l.rejected, 0)) AS BIGINT), "
                                    "CAST(sum(coalesce(l.attempts, 0)) AS BIGINT)"
        + parcelsWithEvents(job) + " GROUP BY 1");
    if (!rows)
        return std::unexpected(rows.error());
    LedgerTotals totals;
    const auto read = rows->forEachRow<6>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) {
            return columns[column].isNull(row)
                ? std::uint64_t{0}
                : static_cast<std::uint64_t>(columns[column].template get<std::int64_t>(row));
        };
        const ParcelState state = parcelStateOf(columns[0].text(row));
        totals.count(state) = number(1);
        totals.attempts += number(5);
        if (state == ParcelState::Split)
            return;
        totals.spans += number(2);
        totals.bytes += number(3);
        if (state == ParcelState::Taken) {
            totals.spansRejected = number(4);
            totals.spansTaken = number(2) - std::min(number(2), number(4));
            totals.bytesTaken = number(3);
        }
    });
    if (!read)
        return std::unexpected(read.error());
    return totals;
}

Result<LedgerEnd> Ledger::end(JobNumber job) {
    const std::string number = std::to_string(job);
    const auto numbers = readNumbers(*m_connection,
        "SELECT (SELECT max(number) FROM local.store.replay_parcels WHERE job = " + number
            + "), (SELECT max(piece) FROM local.store.replay_pieces WHERE job = " + number + ")");
    if (!numbers)
        return std::unexpected(numbers.error());
    return LedgerEnd{(*numbers)[0], (*numbers)[1]};
}

Result<std::vector<LedgerParcel>> Ledger::readParcels(const std::string& from) {
    auto rows = m_connection->query(
        "SELECT p.number, p.signal, p.format, p.first_piece, p.last_piece, p.arrival_unix_nano, p.items, p.traces, "
        "p.bytes, CAST(coalesce(l.attempts, 0) AS BIGINT), CAST(coalesce(l.step, 0) AS BIGINT)"
        + from + " ORDER BY p.number");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<LedgerParcel> parcels;
    const auto read = rows->forEachRow<11>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        LedgerParcel parcel;
        parcel.number = number(0);
        parcel.signal = signalOf(columns[1].text(row));
        parcel.format = columns[2].text(row) == "json" ? PayloadFormat::Json : PayloadFormat::Protobuf;
        parcel.firstPiece = number(3);
        parcel.lastPiece = number(4);
        parcel.arrival = UnixNanos::fromBits(number(5));
        parcel.items = static_cast<std::uint64_t>(number(6));
        parcel.traces = static_cast<std::uint64_t>(number(7));
        parcel.bytes = static_cast<std::uint64_t>(number(8));
        parcel.attempts = static_cast<std::uint32_t>(number(9));
        parcel.step = static_cast<std::int32_t>(number(10));
        parcels.push_back(parcel);
    });
    if (!read)
        return std::unexpected(read.error());
    return parcels;
}

Result<std::vector<LedgerParcel>> Ledger::waiting(JobNumber job, std::int64_t first, std::int64_t last) {
    return readParcels(parcelsWithEvents(job, "BETWEEN " + std::to_string(first) + " AND " + std::to_string(last))
        + standsAs(ParcelState::Waiting));
}

Result<std::vector<LedgerParcel>> Ledger::standing(JobNumber job, ParcelState state) {
    return readParcels(parcelsWithEvents(job) + standsAs(state));
}

Result<std::vector<LedgerPiece>> Ledger::pieces(JobNumber job, std::int64_t first, std::int64_t last) {
    BoundSql sql("SELECT piece, request_id, items, ordinals FROM local.store.replay_pieces WHERE job = ");
    sql << sql.value(job) << " AND piece BETWEEN " << sql.value(first) << " AND " << sql.value(last)
        << " ORDER BY piece";
    auto rows = sql.run(*m_connection);
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<LedgerPiece> pieces;
    const auto read = rows->forEachRow<4>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        LedgerPiece piece{number(0), number(1), static_cast<std::uint64_t>(number(2)), std::nullopt};
        if (!columns[3].isNull(row))
            piece.ordinals = ordinalsIn(columns[3], row);
        pieces.push_back(std::move(piece));
    });
    if (!read)
        return std::unexpected(read.error());
    return pieces;
}

Result<std::unordered_set<TraceId>> Ledger::traces(JobNumber job) {
    BoundSql sql("SELECT DISTINCT s.trace_id FROM local.store.replay_pieces i "
                 "JOIN local.store.spans s ON s.request_id = i.request_id WHERE i.job = ");
    sql << sql.value(job) << " AND (i.ordinals IS NULL OR list_contains(i.ordinals, s.ordinal))";
    auto rows = sql.stream(*m_connection);
    if (!rows)
        return std::unexpected(rows.error());
    std::unordered_set<TraceId> traces;
    const auto read = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
        traces.insert(TraceId::fromHex(columns[0].text(row)).value_or(TraceId()));
    });
    if (!read)
        return std::unexpected(read.error());
    return traces;
}

Result<std::vector<ReplayEntry>> Ledger::entries(
    JobNumber job, std::optional<ParcelState> state, std::uint64_t offset, std::uint32_t limit) {
    auto rows = m_connection->query(
        "SELECT p.number, coalesce(l.state, 'waiting'), p.items, p.bytes, CAST(coalesce(l.attempts, 0) AS BIGINT), "
        "CAST(coalesce(l.status, -1) AS BIGINT), coalesce(l.rejected, 0), l.answer, l.answer_id, l.at_unix_nano, "
        "coalesce(l.took_ns, 0)"
        + parcelsWithEvents(job) + (state ? standsAs(*state) : std::string()) + " ORDER BY p.number LIMIT "
        + std::to_string(limit) + " OFFSET " + std::to_string(offset));
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<ReplayEntry> entries;
    const auto read = rows->forEachRow<11>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        ReplayEntry entry;
        entry.number = number(0);
        entry.state = parcelStateOf(columns[1].text(row));
        entry.spans = static_cast<std::uint64_t>(number(2));
        entry.bytes = static_cast<std::uint64_t>(number(3));
        entry.attempts = static_cast<std::uint32_t>(number(4));
        entry.status = static_cast<int>(number(5));
        entry.rejected = static_cast<std::uint64_t>(number(6));
        entry.answer = toQString(columns[7].text(row));
        entry.requestId = toQString(columns[8].text(row));
        entry.took = Nanos{number(10)};
        if (!columns[9].isNull(row) && entry.attempts > 0)
            entry.sent = UnixNanos::fromBits(number(9) - entry.took.value);
        entries.push_back(std::move(entry));
    });
    if (!read)
        return std::unexpected(read.error());
    return entries;
}

} // namespace spanglass
