#include "services/auth/ApiClient.h"
#include "services/auth/FixedToken.h"
#include "services/warehouse/databricks/DatabricksWarehouse.h"
#include "services/warehouse/databricks/ResultRows.h"
#include "services/warehouse/tables/TableAnswers.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"
#include "tests/databricks/RestFixture.h"
#include "tests/support/ProcessState.h"
#include "tests/support/SpanBuilder.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

// bench_warehouse: what reading from a SQL warehouse costs beyond the server's own time, over HTTP on loopback with a
// server that has its answers ready.

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr int LargeTrace = 32'843;

void print(const char* what, double value, const char* unit, const char* target) {
    std::printf("%-64s %9.1f %-3s (target %s)\n", what, value, unit, target);
    std::fflush(stdout);
}

double milliseconds(const QElapsedTimer& timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

void check(const Error* error) {
    if (error != nullptr)
        qFatal("%s", qPrintable(error->oneLine()));
}

QByteArray succeeded(const QByteArray& columns, const QByteArray& result, const QByteArray& manifest = {}) {
    return R"({"statement_id":"s1","status":{"state":"SUCCEEDED"},"manifest":{"format":"JSON_ARRAY","schema":{"columns":[)"
        + columns + "]}" + manifest + R"(},"result":)" + result + "}";
}

QByteArray columnsJson(int count) {
    QByteArray json;
    for (int i = 0; i < count; ++i) {
        json += i > 0 ? "," : "";
        json += R"({"name":"c)" + QByteArray::number(i) + R"(","type_name":"STRING","type_text":"STRING"})";
    }
    return json;
}

/// A row of what the trace tree asks for.
QByteArray treeRow(int i) {
    const QByteArray id = QByteArray::number(i + 1, 16).rightJustified(16, '0');
    const QByteArray parent = i == 0 ? "" : QByteArray::number(i / 8 + 1, 16).rightJustified(16, '0');
    const qint64 start = 1'771'232'400'000'000'000 + qint64(i) * 1'000'000;
    return "[\"" + id + "\",\"" + (i == 0 ? QByteArray() : parent) + "\",\"" + QByteArray::number(start) + "\",\""
        + QByteArray::number(start + 5'000'000) + R"(","SPAN_KIND_INTERNAL","STATUS_CODE_OK","tool call )"
        + QByteArray::number(i % 40) + R"(","agent","TOOL","0",null,null,"1"])";
}

struct Loopback : RestFixture {
    Loopback() {
        DatabricksOptions options;
        options.calls = StatementCalls::over(api);
        options.statement.warehouseId = u"w1"_s;
        warehouse = std::make_unique<DatabricksWarehouse>(options);
    }
    std::unique_ptr<DatabricksWarehouse> warehouse;
};

void benchOverhead() {
    Loopback peer;
    peer.answers("/api/2.0/sql/statements", succeeded(columnsJson(1), R"({"data_array":[["1"]]})"));
    SqlRequest request;
    request.sql = u"SELECT 1"_s;
    std::vector<double> times;
    for (int i = 0; i < 300; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto table = got(peer.warehouse->run(request));
        check(table ? nullptr : &table.error());
        times.push_back(milliseconds(timer));
    }
    std::ranges::sort(times);
    print("statement on loopback beyond the server's own time, median", times[times.size() / 2], "ms", "10");
    print("the same, 99th of 100", times[times.size() * 99 / 100], "ms", "10");
}

void benchTrace() {
    Loopback peer;
    QByteArray rows = "{\"data_array\":[";
    for (int i = 0; i < LargeTrace; ++i)
        rows += (i > 0 ? "," : "") + treeRow(i);
    peer.answers("/api/2.0/sql/statements", succeeded(columnsJson(13), rows + "]}"));
    WarehouseSpanSource source(*peer.warehouse, recogniseSpans(u"c.s.t"_s, spanColumns(TableShape::Generation::V2)));
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto trace = got(source.trace(traceId(1)));
        check(trace ? nullptr : &trace.error());
        times.push_back(milliseconds(timer));
        if ((*trace)->spanCount() != LargeTrace)
            qFatal("spans are missing");
    }
    std::ranges::sort(times);
    print("32,843 spans from the warehouse to a built trace, median", times[2], "ms", "1500, painted");
}

void benchRows() {
    constexpr int Chunks = 20;
    constexpr int RowsPerChunk = 50'000;
    Loopback peer;
    QByteArray links;
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        const QByteArray path = "/chunk/" + QByteArray::number(chunk);
        QByteArray body = "[";
        for (int i = 0; i < RowsPerChunk; ++i)
            body += (i > 0 ? "," : "") + treeRow(chunk * RowsPerChunk + i);
        peer.answers(path, body + ']');
        links += chunk > 0 ? "," : "";
        links += R"({"external_link":")" + peer.server.url().toUtf8() + path + R"(","chunk_index":)"
            + QByteArray::number(chunk) + "}";
    }
    peer.answers("/api/2.0/sql/statements",
        succeeded(columnsJson(13), "{\"external_links\":[" + links + "]}",
            ",\"total_chunk_count\":" + QByteArray::number(Chunks)));
    SqlRequest request;
    request.sql = u"SELECT 1"_s;
    request.rowLimit = 2'000'000;
    request.byteLimit = 2ull << 30;
    const double before = processMiB("VmHWM");
    QElapsedTimer timer;
    timer.start();
    const auto table = got(peer.warehouse->run(request));
    check(table ? nullptr : &table.error());
    print("1,000,000 rows of 13 columns fetched and decoded", milliseconds(timer), "ms", "3000");
    print("memory of the decoded rows", static_cast<double>(table->memoryBytes()) / 1e6, "MB", "1000");
    print("peak memory beyond the server's own copy of them", processMiB("VmHWM") - before, "MB", "1000");
    if (table->rowCount() != Chunks * RowsPerChunk)
        qFatal("rows are missing");
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    benchOverhead();
    benchTrace();
    benchRows();
}
