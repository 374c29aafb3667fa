#include "services/warehouse/BoundSql.h"

namespace spanglass {

std::string BoundSql::keep(Value value) {
    m_values.push_back(std::move(value));
    return '$' + std::to_string(m_values.size());
}

std::string BoundSql::values(const std::vector<TraceId>& ids) {
    std::string list;
    list.reserve(ids.size() * 33);
    for (const TraceId& id : ids) {
        if (!list.empty())
            list += ',';
        list += id.hex();
    }
    return "(SELECT unnest(string_split(" + keep(std::move(list)) + ", ',')))";
}

Result<duck::Statement> BoundSql::prepare(duck::Connection& connection) const {
    auto statement = connection.prepare(m_text);
    if (!statement)
        return statement;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const int index = static_cast<int>(i) + 1;
        std::visit(
            [&](const auto& value) {
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>)
                    statement->bind(index, std::string_view(value));
                else
                    statement->bind(index, value);
            },
            m_values[i]);
    }
    return statement;
}

Result<duck::Rows> BoundSql::run(duck::Connection& connection) const {
    auto statement = prepare(connection);
    if (!statement)
        return std::unexpected(statement.error());
    return statement->run();
}

Result<duck::Rows> BoundSql::stream(duck::Connection& connection) const {
    auto statement = prepare(connection);
    if (!statement)
        return std::unexpected(statement.error());
    return statement->stream();
}

} // namespace spanglass
