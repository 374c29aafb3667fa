#include "services/replay/run/CapturedPayloads.h"

#include <zstd.h>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

Result<std::string> inflated(std::int64_t request, std::string_view frame, std::uint64_t size) {
    std::string bytes;
    std::size_t written = 0;
    bytes.resize_and_overwrite(size, [&](char* out, std::size_t room) {
        written = ZSTD_decompress(out, room, frame.data(), frame.size());
        return ZSTD_isError(written) != 0 ? 0 : written;
    });
    if (bytes.size() == size)
        return bytes;
    return failure(ErrorCode::Damaged,
        u"The captured request %1 cannot be read: its compressed bytes are damaged."_s.arg(request),
        u"The spans' rows are still there: export them to a file instead."_s);
}

Error gone(std::int64_t request) {
    return {ErrorCode::NotFound, u"The captured request %1 is no longer in the store."_s.arg(request),
        u"It was deleted, or retention removed it: give the store a larger limit."_s};
}

std::string listOf(const std::vector<std::int64_t>& requests) {
    std::string ids;
    for (const std::int64_t request : requests)
        ids += (ids.empty() ? "" : ",") + std::to_string(request);
    return ids;
}

} // namespace

Result<std::unordered_map<std::int64_t, Result<CapturedPayload>>> readPayloads(
    duck::Connection& connection, const std::vector<std::int64_t>& requests) {
    std::unordered_map<std::int64_t, Result<CapturedPayload>> found;
    if (requests.empty())
        return found;
    const auto [least, most] = std::ranges::minmax(requests);
    for (const std::int64_t request : requests)
        found.emplace(request, std::unexpected(gone(request)));
    std::string sql = "SELECT id, format, payload_bytes, payload FROM local.store.requests WHERE id BETWEEN "
        + std::to_string(least) + " AND " + std::to_string(most);
    // A long list costs more than the few others that lie in between.
    if (most - least >= 2 * static_cast<std::int64_t>(requests.size()))
        sql += " AND id IN (" + listOf(requests) + ')';
    auto statement = connection.prepare(sql);
    if (!statement)
        return std::unexpected(statement.error());
    auto rows = statement->stream();
    if (!rows)
        return std::unexpected(rows.error());
    const auto read = rows->forEachRow<4>([&](const auto& columns, std::size_t row) {
        const auto request = columns[0].template get<std::int64_t>(row);
        if (!found.contains(request))
            return;
        const auto size = static_cast<std::uint64_t>(columns[2].template get<std::int64_t>(row));
        const bool json = columns[1].text(row) == "json";
        auto bytes = inflated(request, columns[3].text(row), size);
        if (bytes)
            found.insert_or_assign(
                request, CapturedPayload{json ? PayloadFormat::Json : PayloadFormat::Protobuf, *std::move(bytes)});
        else
            found.insert_or_assign(request, std::unexpected(bytes.error()));
    });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

} // namespace spanglass
