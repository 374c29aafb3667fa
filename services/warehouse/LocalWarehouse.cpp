#include "services/warehouse/LocalWarehouse.h"

#include "services/warehouse/CellText.h"
#include "services/warehouse/DatabricksDialect.h"
#include "services/warehouse/ErrorPlace.h"
#include "services/warehouse/ReaderPool.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

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

/// Reads an answer to its end or its limits.
class AnswerReader {
public:
    AnswerReader(duck::Rows& rows, const SqlRequest& request, ReadContext& context)
        : m_rows(rows)
        , m_request(request)
        , m_context(context) {
        rows.showTypes();
        for (std::size_t i = 0; i < rows.columnCount(); ++i) {
            const std::string_view name = rows.name(i);
            const CellText cells(rows.column(i));
            m_table.columns.push_back({QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                cells.typeName(), cells.isNumber()});
        }
    }

    Result<SqlTable> read() {
        while (!m_table.truncated) {
            const auto more = m_rows.next();
            if (!more)
                return std::unexpected(more.error());
            if (!*more)
                break;
            if (const auto kept = readChunk(); !kept)
                return std::unexpected(kept.error());
        }
        m_table.append(std::move(m_page));
        return std::move(m_table);
    }

private:
    Result<> readChunk() {
        std::vector<CellText> cells;
        for (std::size_t i = 0; i < m_table.columns.size(); ++i)
            cells.emplace_back(m_rows.column(i));
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            const std::size_t kept = m_table.rowCount() + m_page.rowCount();
            if (kept >= m_request.rowLimit || m_bytes + m_page.textBytes() >= m_request.byteLimit) {
                m_table.truncated = true;
                return {};
            }
            for (const CellText& cell : cells) {
                if (!cell.add(row, m_page))
                    return failure(ErrorCode::LimitHit, u"A value is larger than 2 GiB."_s,
                        u"Cut it in the statement, for example with substr()."_s);
            }
            if (m_page.isFull())
                turnPage();
        }
        return {};
    }

    void turnPage() {
        m_bytes += m_page.textBytes();
        m_table.append(std::exchange(m_page, SqlPage(m_table.columns.size())));
        m_context.setProgressText(u"%L1 rows read"_s.arg(m_table.rowCount()));
    }

    duck::Rows& m_rows;
    const SqlRequest& m_request;
    ReadContext& m_context;
    SqlTable m_table;
    SqlPage m_page{m_rows.columnCount()};
    std::size_t m_bytes = 0; ///< in pages that are done
};

Result<SqlTable> answer(ReadContext& context, const SqlRequest& request) {
    QElapsedTimer timer;
    timer.start();
    const auto sql = toDuckSql(request);
    if (!sql)
        return std::unexpected(sql.error());
    duck::Connection& connection = context.connection();
    if (auto made = connection.executeScript(dialectMacros()); !made)
        return std::unexpected(made.error());
    ReadOnlyTransaction transaction(connection);
    if (auto begun = transaction.begin(); !begun)
        return std::unexpected(begun.error());
    const auto placed
        = [&](Error error) { return std::unexpected(placedInStatement(std::move(error), *sql, request.sql)); };
    auto rows = start(connection, *sql);
    if (!rows)
        return placed(rows.error());
    auto table = AnswerReader(*rows, request, context).read();
    if (!table)
        return placed(table.error());
    table->facts.totalTime = std::chrono::nanoseconds(timer.nsecsElapsed());
    return table;
}

} // namespace

LocalWarehouse::LocalWarehouse(Store& store)
    : m_pool(std::make_unique<ReaderPool>(newReaders(store, 2))) { }

LocalWarehouse::~LocalWarehouse() = default;

QFuture<Result<SqlTable>> LocalWarehouse::run(SqlRequest request) {
    const auto deadline = request.deadline;
    return m_pool->run<SqlTable>(
        [request = std::move(request)](ReadContext& context) { return answer(context, request); }, deadline);
}

} // namespace spanglass
