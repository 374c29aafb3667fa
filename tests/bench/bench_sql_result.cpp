#include "models/sql/SqlExport.h"
#include "models/sql/SqlResultModel.h"
#include "services/warehouse/LocalWarehouse.h"
#include "tests/support/ProcessState.h"
#include "tests/warehouse/FilledStore.h"
#include "ui/common/Theme.h"
#include "ui/sql/SqlGrid.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTemporaryDir>

#include <cstdio>

// bench_sql_result [ROWS]: an answer of that many rows (1,000,000) and 10 columns: built, shown, scrolled, sorted,
// written and read from a store; with the memory of each.

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

void print(const char* what, double milliseconds) {
    std::printf("%-44s %9.1f ms   %7.0f MiB resident\n", what, milliseconds, processMiB("VmRSS"));
    std::fflush(stdout);
}

template <class Work> void measure(const char* what, Work work) {
    QElapsedTimer timer;
    timer.start();
    work();
    print(what, static_cast<double>(timer.nsecsElapsed()) / 1e6);
}

SqlTable build(std::uint64_t rows) {
    SqlTable table;
    for (int column = 0; column < 10; ++column)
        table.columns.push_back({u"c%1"_s.arg(column), column < 4 ? u"BIGINT"_s : u"STRING"_s, column < 4});
    SqlPage page(10);
    std::uint64_t seed = 42;
    for (std::uint64_t row = 0; row < rows; ++row) {
        for (int column = 0; column < 10; ++column) {
            seed = seed * 6'364'136'223'846'793'005ull + 1'442'695'040'888'963'407ull;
            const std::string number = std::to_string(seed >> 40);
            if (!page.add(column < 4 ? number : "text of the cell " + number))
                qFatal("a page ran full");
        }
        if (page.isFull())
            table.append(std::exchange(page, SqlPage(10)));
    }
    table.append(std::move(page));
    return table;
}

void sortBy(SqlResultModel& model, const char* what, int column) {
    double worst = 0; // how long the window's thread was held up at once
    measure(what, [&] {
        model.sort(column);
        while (model.isSorting()) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents();
            worst = std::max(worst, static_cast<double>(turn.nsecsElapsed()) / 1e6);
        }
    });
    std::printf("    the window was held up for %.1f ms at most\n", worst);
}

void readStore(std::uint64_t rows) {
    FilledStore store;
    LocalWarehouse warehouse(store.store());
    SqlRequest request;
    request.sql
        = u"SELECT range AS a, range * 7 AS b, range % 1000 AS c, range / 3.0 AS d, 'text ' || range AS e, "
          "'longer text of the cell ' || range AS f, timestamp_millis(1771232400000 + range) AS g, range % 2 = 0 AS "
          "h, NULL AS i, 'x' AS j FROM range(%1)"_s.arg(rows);
    request.rowLimit = rows;
    request.byteLimit = 1ull << 30;
    measure("read from a store", [&] {
        const auto table = warehouse.run(request).result();
        if (!table || table->rowCount() != rows)
            qFatal("the store did not answer");
    });
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    const std::uint64_t rows = argc > 1 ? QByteArray(argv[1]).toULongLong() : 1'000'000;
    print("begin", 0);
    SqlTable table;
    measure("built, page by page", [&] { table = build(rows); });
    std::printf("    the table itself: %.0f MiB\n", static_cast<double>(table.memoryBytes()) / (1 << 20));
    SqlResultModel model;
    SqlGrid grid(model);
    grid.resize(1'200, 700);
    grid.show();
    measure("shown", [&] {
        model.setTable(table);
        grid.fitColumns();
        grid.grab();
    });
    measure("100 pages further, painted", [&] {
        for (int page = 0; page < 100; ++page) {
            grid.verticalScrollBar()->setValue(grid.verticalScrollBar()->maximum() / 100 * page);
            grid.grab();
        }
    });
    sortBy(model, "sorted by numbers", 0);
    sortBy(model, "sorted by texts", 5);
    measure("painted after sorting", [&] { grid.grab(); });
    const QTemporaryDir dir;
    measure("written as CSV", [&] {
        if (!sqlExport(model.rows(), SqlTextFormat::Csv, dir.filePath(u"a.csv"_s)).result())
            qFatal("the file was not written");
    });
    readStore(rows);
    return 0;
}
