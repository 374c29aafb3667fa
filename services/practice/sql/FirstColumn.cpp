#include "services/practice/sql/FirstColumn.h"

#include "services/practice/http/ApiFailure.h"
#include "services/practice/sql/StatementFailure.h"

namespace spanglass::practice {

namespace {

Result<std::vector<std::string>> read(Engine& engine, const std::string& sql, const std::vector<std::string>& values) {
    auto line = engine.line();
    if (!line)
        return std::unexpected(line.error());
    auto statement = (*line)->prepare(sql);
    if (!statement)
        return std::unexpected(statement.error());
    for (std::size_t i = 0; i < values.size(); ++i)
        statement->bind(static_cast<int>(i) + 1, std::string_view(values[i]));
    auto rows = statement->run();
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<std::string> found;
    const auto all = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
        if (!columns[0].isNull(row))
            found.emplace_back(columns[0].text(row));
    });
    if (!all)
        return std::unexpected(all.error());
    return found;
}

} // namespace

std::vector<std::string> firstColumn(Engine& engine, const std::string& sql, const std::vector<std::string>& values) {
    auto found = read(engine, sql, values);
    if (!found)
        throw ApiFailure{500, "INTERNAL_ERROR", inDatabricksWords(found.error()).message, {}};
    return *std::move(found);
}

} // namespace spanglass::practice
