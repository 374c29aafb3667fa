#include "services/replay/ledger/Taken.h"

#include "services/replay/ReplayPlanJson.h"
#include "services/replay/ledger/Ledger.h"
#include "services/replay/ledger/LedgerRows.h"
#include "services/store/StoreCounts.h"
#include "services/warehouse/BoundSql.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Pieces of the parcels for which a condition on the job `j`, the parcel `p` and its last event `l` holds.
std::string piecesOf(const std::string& condition) {
    return "SELECT i.job, i.request_id, i.ordinals FROM "
        + parcelPiecesSql("local.store.replay_parcels p JOIN local.store.replay_jobs j ON j.job = p.job "
                          "LEFT JOIN (SELECT job, number, arg_max(state, step) AS state FROM local.store.replay_log "
                          "GROUP BY job, number) l ON l.job = p.job AND l.number = p.number WHERE "
            + condition)
        + " x JOIN local.store.replay_pieces i ON i.job = x.job AND i.piece = x.piece";
}

constexpr std::string_view HasLeft = "l.state IN ('taken', 'sending', 'uncertain')";

} // namespace

QString sentAs(const ReplayPlan& plan) {
    const QString place = plan.target.key();
    return plan.edits.isFaithful() ? place : place + u' ' + QString::fromUtf8(replayEditsToJson(plan.edits));
}

bool leavesOutTaken(const ReplayPlan& plan) {
    const bool isNew = plan.edits.newTraceIds || plan.edits.shiftToNow;
    return !plan.repeat && !isNew && plan.target.kind != TargetKind::File;
}

std::string takenPiecesSql(const std::string& sentAs) {
    // What a forwarding that runs has not come to yet has no parcels.
    return "("
        + piecesOf("j.target = " + sentAs + " AND (" + std::string(HasLeft)
            + " OR (coalesce(l.state, 'waiting') = 'waiting' AND j.state IN ('preparing', 'running', 'paused')))")
        + " UNION ALL SELECT j.job, r.id, NULL FROM local.store.replay_jobs j JOIN local.store.requests r "
          "ON r.id > j.last_request WHERE j.forward AND j.state = 'running' AND NOT j.removed "
          "AND r.transport <> 'import' AND j.target = "
        + sentAs
        + " AND r.id <= coalesce(nullif(CAST(json_extract_string(j.plan, '$.selection.last_request') AS BIGINT), 0), "
          "9223372036854775807))";
}

Result<> listTaken(duck::Connection& connection, const ReplayPlan& plan, JobNumber besides) {
    for (const std::string_view sql : {"CREATE OR REPLACE TEMP TABLE replay_taken(request_id BIGINT)",
             "CREATE OR REPLACE TEMP TABLE replay_taken_parts(request_id BIGINT, ordinal INTEGER)"}) {
        if (auto made = connection.execute(sql); !made)
            return made;
    }
    if (!leavesOutTaken(plan))
        return {};
    for (const bool whole : {true, false}) {
        BoundSql sql(whole ? "INSERT INTO replay_taken SELECT DISTINCT request_id FROM "
                           : "INSERT INTO replay_taken_parts SELECT DISTINCT request_id, unnest(ordinals) FROM ");
        const std::string as = sql.value(sentAs(plan));
        sql << takenPiecesSql(as) << (whole ? " WHERE ordinals IS NULL" : " WHERE ordinals IS NOT NULL")
            << " AND job <> " << sql.value(besides);
        if (auto rows = sql.run(connection); !rows)
            return std::unexpected(rows.error());
    }
    return {};
}

Result<std::unordered_map<std::int64_t, TakenPart>> readTaken(
    duck::Connection& connection, const LedgerJob& job, std::int64_t first, std::int64_t last) {
    std::unordered_map<std::int64_t, TakenPart> taken;
    BoundSql others("SELECT count(*) FROM local.store.replay_jobs WHERE job <> ");
    others << others.value(job.number) << " AND target = " << others.value(sentAs(job.plan));
    auto counted = others.run(connection);
    if (!counted)
        return std::unexpected(counted.error());
    std::int64_t count = 0;
    auto read = counted->forEachRow<1>(
        [&](const auto& columns, std::size_t row) { count = columns[0].template get<std::int64_t>(row); });
    if (!read)
        return std::unexpected(read.error());
    if (count == 0)
        return taken;
    BoundSql sql("SELECT request_id, bool_or(ordinals IS NULL), list_sort(list_distinct(flatten(list(ordinals) FILTER "
                 "(ordinals IS NOT NULL)))) FROM (");
    sql << piecesOf("j.target = " + sql.value(sentAs(job.plan)) + " AND j.job <> " + sql.value(job.number) + " AND "
        + std::string(HasLeft))
        << ") WHERE request_id BETWEEN " << sql.value(first) << " AND " << sql.value(last) << " GROUP BY request_id";
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    read = rows->forEachRow<3>([&](const auto& columns, std::size_t row) {
        TakenPart& part = taken[columns[0].template get<std::int64_t>(row)];
        part.isWhole = columns[1].template get<bool>(row);
        if (!part.isWhole)
            part.ordinals = ordinalsIn(columns[2], row);
    });
    if (!read)
        return std::unexpected(read.error());
    return taken;
}

} // namespace spanglass
