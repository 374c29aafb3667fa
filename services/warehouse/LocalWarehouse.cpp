#include "services/warehouse/LocalWarehouse.h"

#include "services/warehouse/CellText.h"
#include "services/warehouse/DatabricksDialect.h"
#include "services/warehouse/ReaderPool.h"

namespace spanglass {

namespace {

constexpr qsizetype CharactersKept = 64 << 20;

/// Ends the transaction on every way out.
class ReadOnlyTransaction {
public:
    explicit ReadOnlyTransaction(duck::Connection& connection)
        : m_connection(connection) { }
    ~ReadOnlyTransaction() {
        while (m_open) { // the interrupt that ended the query may reach this statement too
            const auto done = m_connection.execute("ROLLBACK");
            m_open = !done && done.error().code == ErrorCode::Cancelled;
        }
    }
    ReadOnlyTransaction(const ReadOnlyTransaction&) = delete;
    ReadOnlyTransaction& operator=(const ReadOnlyTransaction&) = delete;

    Result<> begin() {
        auto begun = m_connection.execute("BEGIN TRANSACTION READ ONLY");
        m_open = begun.has_value();
        return begun;
    }

private:
    duck::Connection& m_connection;
    bool m_open = false;
};

Result<duck::Rows> start(duck::Connection& connection, const DuckSql& sql) {
    auto statement = connection.prepare(sql.text);
    if (!statement)
        return std::unexpected(statement.error());
    for (std::size_t i = 0; i < sql.values.size(); ++i) {
        const int index = static_cast<int>(i) + 1;
        if (sql.values[i])
            statement->bind(index, *sql.values[i]);
        else
            statement->bindNull(index);
    }
    return statement->stream();
}

Result<SqlTable> read(duck::Rows& rows, std::uint64_t rowLimit) {
    SqlTable table;
    for (std::size_t i = 0; i < rows.columnCount(); ++i) {
        const std::string_view name = rows.name(i);
        table.columns.push_back({QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), {}, false});
    }
    qsizetype characters = 0;
    while (true) {
        const auto more = rows.next();
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            return table;
        std::vector<CellText> cells;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            cells.emplace_back(rows.column(i));
            table.columns[i].type = cells[i].typeName();
            table.columns[i].isNumber = cells[i].isNumber();
        }
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (table.rows.size() >= rowLimit || characters > CharactersKept) {
                table.truncated = true;
                return table;
            }
            std::vector<QString>& line = table.rows.emplace_back();
            line.reserve(cells.size());
            for (const CellText& cell : cells)
                characters += line.emplace_back(cell.cell(row)).size();
        }
    }
}

} // namespace

LocalWarehouse::LocalWarehouse(Store& store)
    : m_pool(std::make_unique<ReaderPool>(newReaders(store, 2))) { }

LocalWarehouse::~LocalWarehouse() = default;

QFuture<Result<SqlTable>> LocalWarehouse::run(SqlRequest request) {
    const auto deadline = request.deadline;
    return m_pool->run<SqlTable>(
        [request = std::move(request)](ReadContext& context) -> Result<SqlTable> {
            const auto sql = toDuckSql(request);
            if (!sql)
                return std::unexpected(sql.error());
            duck::Connection& connection = context.connection();
            if (auto made = connection.executeScript(dialectMacros()); !made)
                return std::unexpected(made.error());
            ReadOnlyTransaction transaction(connection);
            if (auto begun = transaction.begin(); !begun)
                return std::unexpected(begun.error());
            auto rows = start(connection, *sql);
            if (!rows)
                return std::unexpected(rows.error());
            return read(*rows, request.rowLimit);
        },
        deadline);
}

} // namespace spanglass
