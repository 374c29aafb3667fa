#include "services/warehouse/tables/WarehouseSpanSource.h"
#include "tests/bench/ServedWorkspace.h"
#include "tests/practice/ConnectedWorkspace.h"
#include "tests/practice/PracticeTables.h"
#include "tests/support/ProcessState.h"
#include "tests/support/SpanBuilder.h"
#include "ui/common/Theme.h"
#include "ui/timeline/TraceView.h"

#include "models/timeline/TraceSession.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QTest>

#include <algorithm>
#include <cstdio>

// bench_workspace: what the program adds to a workspace's own time, against the practice workspace on loopback, which
// runs in a process of its own. Run it with QT_QPA_PLATFORM=offscreen.

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr int LargeTrace = 32'843;

void print(const char* what, double value, const char* unit, const char* target = "") {
    std::printf("%-66s %9.1f %-3s %s\n", what, value, unit, target);
    std::fflush(stdout);
}

template <class Work> double milliseconds(Work work) {
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double at(std::vector<double>& times, std::size_t percent) {
    std::ranges::sort(times);
    return times[std::min(times.size() * percent / 100, times.size() - 1)];
}

void benchOverhead(ServedWorkspace& workspace) {
    DatabricksWarehouse warehouse(workspace.options());
    std::vector<double> whole, server;
    for (int i = 0; i < 300; ++i) {
        workspace.takeAsked();
        whole.push_back(milliseconds([&] { must(warehouse.run(query(u"SELECT %1 AS n, 'x' AS x"_s.arg(i)))); }));
        server.push_back(workspace.askBare(workspace.takeAsked()));
    }
    const double median = at(whole, 50) - at(server, 50);
    print("a small statement", at(whole, 50), "ms");
    print("beyond the server's own time, median", median, "ms", "(target 10)");
    print("beyond the server's own time, 99th of 100", at(whole, 99) - at(server, 99), "ms", "(target 10)");
}

void benchTrace(ServedWorkspace& workspace) {
    DatabricksWarehouse warehouse(workspace.options());
    const auto generation = TableShape::Generation::V2;
    must(warehouse.run(query(ddl(u"main.default.big_otel_spans"_s, generation))));
    must(warehouse.run(query(insertTrace(u"main.default.big_otel_spans"_s, generation, LargeTrace))));
    WarehouseSpanSource source(warehouse, recogniseSpans(u"main.default.big_otel_spans"_s, spanColumns(generation)));
    std::vector<double> whole, server;
    for (int i = 0; i < 7; ++i) {
        TraceView view(source, nullptr);
        view.resize(1600, 1000);
        view.show();
        QImage screen(view.size(), QImage::Format_ARGB32_Premultiplied);
        QTest::qWait(50);
        workspace.takeAsked();
        whole.push_back(milliseconds([&] {
            view.open(traceId(1));
            while (!view.session().trace())
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
            view.render(&screen);
        }));
        if (view.session().trace()->spanCount() != LargeTrace)
            qFatal("spans are missing");
        server.push_back(workspace.askBare(workspace.takeAsked()));
    }
    print("32,843 spans, click to painted, median", at(whole, 50), "ms", "(target 1500)");
    print("of it the server's own time", at(server, 50), "ms");
}

void benchRows(ServedWorkspace& workspace) {
    constexpr std::uint64_t Rows = 1'000'000;
    DatabricksWarehouse warehouse(workspace.options());
    SqlRequest request = query(
        u"SELECT lower(hex(id + 1152921504606846976)) AS span_id, lower(hex(id / 8)) AS parent, 1771232400000000000 + "
        "id * 1000000 AS start, 1771232400000000000 + id * 1000000 + 5000000 AS end_time, 'SPAN_KIND_INTERNAL' AS "
        "kind, 'STATUS_CODE_OK' AS status, concat('tool call ', id % 40) AS name, 'agent' AS service, 'TOOL' AS type, "
        "0 AS a, CAST(NULL AS STRING) AS b, CAST(NULL AS STRING) AS c, 1 AS d FROM range(0, 1000000)"_s);
    request.rowLimit = 2 * Rows;
    request.byteLimit = 2ull << 30;
    workspace.takeAsked();
    const double before = processMiB("VmRSS");
    SqlTable table;
    const double whole = milliseconds([&] { table = must(warehouse.run(request)); });
    const double peak = processMiB("VmHWM") - before;
    if (table.rowCount() != Rows)
        qFatal("rows are missing");
    print("1,000,000 rows of 13 columns, run, fetched and decoded", whole, "ms");
    const double server = workspace.askBare(workspace.takeAsked());
    print("the same answers over one bare connection", server, "ms");
    print("beyond the server's own time", whole - server, "ms", "(target 3000)");
    print("memory of the decoded rows", static_cast<double>(table.memoryBytes()) / (1 << 20), "MiB", "(target 1000)");
    print("peak memory of this process beyond what it had", peak, "MiB", "(target 1000)");
}

void benchCancelling(ServedWorkspace& workspace) {
    DatabricksWarehouse warehouse(workspace.options());
    const QString sql = u"SELECT sum(sin(a.id * b.id)) FROM range(0, 200000) a, range(0, 200000) b"_s;
    for (int round = 1; round <= 5; ++round) {
        workspace.takeAsked();
        std::vector<QFuture<Result<SqlTable>>> futures;
        const double queued = milliseconds([&] {
            for (int i = 0; i < 1'000; ++i)
                futures.push_back(warehouse.run(query(sql)));
        });
        QTest::qWait(100);
        const double cancelled = milliseconds([&] {
            for (auto& future : futures)
                future.cancel();
            for (auto& future : futures)
                future.waitForFinished();
        });
        const double gone = milliseconds([&] {
            if (!QTest::qWaitFor([&] { return warehouse.running() == 0; }, 60'000))
                qFatal("statements are still under way");
        });
        std::printf("1,000 statements, round %d: queued in %.1f ms, cancelled in %.1f ms, the server's last word after "
                    "%.0f ms; %zu calls; %.0f threads, %d open files, %.0f MiB\n",
            round, queued, cancelled, gone, workspace.takeAsked().size(), processCount("Threads"), openFiles(),
            processMiB("VmRSS"));
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && QByteArrayView(argv[1]) == "--serve") {
        const QCoreApplication application(argc, argv);
        return ServedWorkspace::serve();
    }
    QApplication application(argc, argv);
    applyTheme(application, ThemeChoice::Light);
    ServedWorkspace workspace;
    benchOverhead(workspace);
    benchRows(workspace);
    benchTrace(workspace);
    benchCancelling(workspace);
}
