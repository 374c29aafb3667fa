#include "services/store/write/Duplicates.h"

namespace spanglass {

namespace {

using Hashes = std::unordered_set<std::uint64_t>;

/// Those of `hashes` that the store holds.
Result<Hashes> stored(duck::Connection& connection, const std::vector<std::uint64_t>& hashes) {
    std::string sql = "SELECT DISTINCT content_hash FROM local.store.spans "
                      "WHERE content_hash IN (SELECT unnest([";
    for (const std::uint64_t hash : hashes)
        sql += std::to_string(hash) + ',';
    sql.back() = ']';
    sql += "::UBIGINT[]))";
    auto rows = connection.query(sql);
    if (!rows)
        return std::unexpected(rows.error());
    Hashes found;
    const auto read = rows->forEachRow<1>(
        [&](const auto& columns, std::size_t row) { found.insert(columns[0].template get<std::uint64_t>(row)); });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

} // namespace

Result<> Duplicates::load(duck::Connection& connection) {
    m_seen.clear();
    auto statement = connection.prepare("SELECT content_hash FROM local.store.spans");
    if (!statement)
        return std::unexpected(statement.error());
    auto stream = statement->stream();
    if (!stream)
        return std::unexpected(stream.error());
    return stream->forEachRow<1>(
        [&](const auto& columns, std::size_t row) { m_seen.insert(columns[0].template get<std::uint64_t>(row)); });
}

Result<std::vector<bool>> Duplicates::find(duck::Connection& connection, RequestGroup group) {
    std::vector<std::uint64_t> suspects;
    for (const QueuedRequest& queued : group) {
        for (const std::uint64_t hash : queued.contentHashes) {
            if (!m_seen.insert(hash))
                suspects.push_back(hash);
        }
    }
    if (suspects.empty())
        return std::vector<bool>();
    auto known = stored(connection, suspects);
    if (!known)
        return std::unexpected(known.error());
    std::vector<bool> flags;
    for (const QueuedRequest& queued : group) {
        for (const std::uint64_t hash : queued.contentHashes)
            flags.push_back(!known->insert(hash).second);
    }
    return flags;
}

} // namespace spanglass
