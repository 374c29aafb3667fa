#include "services/practice/sql/DuckColumns.h"

#include "services/practice/catalog/SparkType.h"
#include "services/practice/sql/StatementFailure.h"
#include "services/warehouse/TypeText.h"

namespace spanglass::practice {

std::vector<ColumnFact> duckColumnsOf(duck::Connection& line, const std::string& duckName) {
    auto rows = line.query("SELECT * FROM " + duckName + " LIMIT 0");
    if (!rows)
        throw inDatabricksWords(rows.error());
    std::vector<ColumnFact> columns;
    for (std::size_t i = 0; i < rows->columnCount(); ++i) {
        const auto type = SparkType::parse(typeText(*rows, i).toStdString());
        columns.push_back({std::string(rows->name(i)), type ? type->text() : "void", true, {}});
    }
    return columns;
}

} // namespace spanglass::practice
