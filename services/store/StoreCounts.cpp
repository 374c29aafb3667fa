#include "services/store/StoreCounts.h"

namespace spanglass {

Result<std::vector<std::int64_t>> readNumbers(duck::Connection& connection, std::string_view sql) {
    auto rows = connection.query(sql);
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<std::int64_t> numbers(rows->columnCount());
    const auto more = rows->next();
    if (!more)
        return std::unexpected(more.error());
    for (std::size_t i = 0; *more && i < numbers.size(); ++i) {
        const duck::ColumnView column = rows->column(i);
        numbers[i] = column.isNull(0) ? 0 : column.get<std::int64_t>(0);
    }
    return numbers;
}

Result<StoreCounts> StoreCounts::readQuickly(duck::Connection& connection) {
    const auto numbers = readNumbers(connection,
        "SELECT (SELECT count(*) FROM local.store.spans), (SELECT count(*) FROM local.store.logs), "
        "(SELECT count(*) FROM local.store.metrics), (SELECT count(*) FROM local.store.requests)");
    if (!numbers)
        return std::unexpected(numbers.error());
    const auto at = [&](std::size_t i) { return static_cast<std::uint64_t>((*numbers)[i]); };
    return StoreCounts{at(0), 0, at(1), at(2), at(3)};
}

Result<StoreCounts> StoreCounts::read(duck::Connection& connection) {
    auto counts = readQuickly(connection);
    if (!counts)
        return counts;
    const auto traces = readNumbers(connection, "SELECT count(DISTINCT trace_id) FROM local.store.trace_fragments");
    if (!traces)
        return std::unexpected(traces.error());
    counts->traces = static_cast<std::uint64_t>(traces->front());
    return counts;
}

} // namespace spanglass
