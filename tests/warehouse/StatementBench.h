#pragma once

#include "services/warehouse/databricks/DatabricksWarehouse.h"
#include "tests/warehouse/ScriptedStatements.h"

namespace spanglass::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline const QString Submit = QStringLiteral("POST /api/2.0/sql/statements");
inline const QString Poll = QStringLiteral("GET /api/2.0/sql/statements/s1");
inline const QString Cancel = QStringLiteral("POST /api/2.0/sql/statements/s1/cancel");

inline constexpr const char* Running = R"({"statement_id":"s1","status":{"state":"RUNNING"}})";

inline QByteArray succeeded(const QByteArray& result, const QByteArray& manifest = {}) {
    return R"({"statement_id":"s1","status":{"state":"SUCCEEDED"},"manifest":{"format":"JSON_ARRAY","schema":{"column_count":2,
        "columns":[{"name":"id","position":0,"type_name":"LONG","type_text":"BIGINT"},
        {"name":"what","position":1,"type_name":"STRING","type_text":"STRING"}]})"
        + manifest + R"(},"result":)" + result + "}";
}

inline QByteArray failed(const char* code, const char* message, const char* state = "FAILED") {
    return QByteArray(R"({"statement_id":"s1","status":{"state":")") + state + R"(","error":{"error_code":")" + code
        + R"(","message":")" + message + R"("}}})";
}

inline QString printed(const SqlTable& table) {
    QStringList rows;
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        QStringList cells;
        for (std::size_t column = 0; column < table.columns.size(); ++column)
            cells += table.cell(row, column) ? table.text(row, column) : u"NULL"_s;
        rows += cells.join(u',');
    }
    return rows.join(u'|');
}

inline SqlRequest query(const QString& sql = u"SELECT 1"_s) {
    SqlRequest request;
    request.sql = sql;
    return request;
}

/// A warehouse whose server says what the test scripts, without pauses worth the name.
struct StatementBench {
    std::unique_ptr<ScriptedStatements> m_server;
    std::unique_ptr<DatabricksWarehouse> m_warehouse;

    void open() {
        m_server = std::make_unique<ScriptedStatements>();
        DatabricksOptions options;
        options.calls = m_server->calls();
        options.statement.warehouseId = u"w1"_s;
        options.firstPause = 1ms;
        options.lastPause = 2ms;
        options.failedPause = 1ms;
        options.putOffPause = 1ms;
        options.warehouseLook = 1ms;
        m_warehouse = std::make_unique<DatabricksWarehouse>(options);
    }
    void close() {
        m_warehouse.reset();
        m_server.reset();
    }
    Error errorOf(const SqlRequest& request = query()) {
        const auto answer = m_warehouse->run(request).result();
        return answer ? Error{ErrorCode::Bug, u"it answered: "_s + printed(*answer), {}} : answer.error();
    }
};

} // namespace spanglass::test
