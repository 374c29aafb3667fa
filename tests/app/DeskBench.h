#pragma once

#include "app/Connections.h"
#include "app/Network.h"
#include "app/OpenStore.h"
#include "app/workspace/PracticeHost.h"
#include "app/workspace/WorkspaceDesk.h"
#include "models/common/Settings.h"
#include "services/practice/PracticeWorkspace.h"

#include <QTemporaryDir>
#include <QTest>

namespace spanglass::test {

/// Waits with an event loop for what comes through the GUI thread.
template <class T> T awaited(const QFuture<T>& future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000) || future.resultCount() == 0)
        qFatal("the future ended without a result");
    return future.result();
}

/// The desk as the window has it, on an empty store, with the practice workspace in this process.
struct DeskBench {
    QTemporaryDir dir;
    QSettings file{dir.filePath(QStringLiteral("spanglass.ini")), QSettings::IniFormat};
    Settings settings{file};
    Network network{settings};
    Connections connections{network};
    PracticeHost practice{connections.sessions(), {.coldStart = std::chrono::milliseconds(2'500)}};
    OpenStore store{*openStore(dir.filePath(QStringLiteral("store.duckdb")))};
    Retirement retirement;
    WorkspaceDesk desk{connections, practice, network.thread(), store.store->sink(), retirement};

    static QString id() { return PracticeHost::connectionId(); }
    static QString running() { return QStringLiteral("a1b2c3d4e5f60001"); }
    static QString stopped() { return QStringLiteral("a1b2c3d4e5f60002"); }

    void start() { awaited(desk.check(id())); }

    Experiment experiment(const QString& name) {
        const auto list = awaited(desk.experiments(id(), {}));
        for (const Experiment& each : *list) {
            if (each.name == name)
                return each;
        }
        qFatal("no such experiment");
    }

    /// Opens the table of an example experiment.
    std::shared_ptr<OpenPlace> open(const QString& experimentName) {
        const Experiment one = experiment(experimentName);
        const auto tables = awaited(desk.tablesOfExperiment(id(), running(), one));
        return desk.place(*desk.open({.connectionId = id(),
            .warehouseId = running(),
            .warehouseName = QStringLiteral("Practice warehouse"),
            .spansTable = tables->value(0).spans,
            .experimentId = one.id,
            .experimentName = one.name}));
    }
};

inline TraceQuery lastDay() {
    TraceQuery query;
    query.range.from = UnixNanos{UnixNanos::now().value - 86'400'000'000'000ull};
    return query;
}

} // namespace spanglass::test
