#pragma once

#include "app/Network.h"
#include "app/replay/ReplayRoom.h"
#include "models/common/Settings.h"
#include "tests/replay/CapturedStore.h"
#include "tests/replay/ScriptedSink.h"
#include "tests/replay/SomeSpans.h"

#include "services/auth/WhenDone.h"

#include <QTemporaryDir>
#include <QTest>

namespace spanglass::test {

/// Waits with an event loop for what comes through the GUI thread.
template <class T> T awaited(const QFuture<T>& future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000) || future.resultCount() == 0)
        qFatal("the future ended without a result");
    return future.result();
}

/// The desk as the program has it, on a store with three requests: the second came an hour after the first.
struct ReplayDeskBench {
    ReplayDeskBench() {
        store.take(spansOf(1, 2));
        store.setArrival(Morning + Nanos{3'600'000'000'000});
        store.take(spansOf(2, 2));
        store.take(spansOf(3, 2));
        if (!awaited(room.replay.ready()))
            qFatal("the ledger cannot be read");
    }

    /// A replay to the sink with the gaps in which the requests came.
    ReplayPlan slowPlan(const ScriptedSink& sink) const {
        ReplayPlan plan;
        plan.target.url = sink.url();
        plan.selection.wholeRequests = true;
        plan.pace.speed = 1;
        return plan;
    }
    QString start(const ReplayPlan& plan, const TargetHeaders& headers = {}) {
        const auto id = awaited(room.replay.start(plan, headers));
        if (!id)
            qFatal("%s", qPrintable(id.error().oneLine()));
        return *id;
    }
    ReplayStatus status(const QString& id) const {
        for (const ReplayStatus& each : room.replay.replays()) {
            if (each.id == id)
                return each;
        }
        return {};
    }
    ReplayState state(const QString& id) const { return status(id).state; }

    QTemporaryDir dir;
    QSettings file{dir.filePath(QStringLiteral("spanglass.ini")), QSettings::IniFormat};
    Settings settings{file};
    Network network{settings};
    Sessions sessions{{.http = network.http(), .thread = network.thread()}, network.secrets(), {}};
    CapturedStore store;
    std::optional<Error> connectionProblem; ///< of every connection
    Connection connection = [] {
        Connection out;
        out.settings.id = QStringLiteral("acme");
        out.settings.host = QStringLiteral("http://127.0.0.1:9");
        out.settings.credential = CredentialKind::None;
        return out;
    }(); ///< the only one
    ReplayRoom room{
        store.store(), {network, sessions, [this](const QString&) {
                            return readyFuture(connectionProblem
                                    ? Result<std::shared_ptr<ApiClient>>(std::unexpected(*connectionProblem))
                                    : Result<std::shared_ptr<ApiClient>>(sessions.client(connection)));
                        }}};
};

} // namespace spanglass::test
