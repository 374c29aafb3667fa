#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/AuthThread.h"
#include "services/auth/WhenDone.h"
#include "services/net/HttpClient.h"

#include <QFuture>

#include <atomic>

namespace spanglass::test {

/// What everything in services/auth works with, and a clock that stands still until it is moved.
struct AuthFixture {
    static QDateTime start() { return QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC); }

    HttpClient http{NetworkSettings{}, HttpClientPorts{.random = {}, .environment = {}}};
    AuthThread thread;
    std::shared_ptr<std::atomic<qint64>> seconds = std::make_shared<std::atomic<qint64>>(0);

    AuthPorts ports() {
        return {http, thread, [seconds = seconds] { return start().addSecs(*seconds); }};
    }
    /// By the computer's clock, as servers in tests have it too.
    AuthPorts realPorts() { return {http, thread}; }
    /// What has been handed to the sign-in thread up to now has run.
    void settle() {
        const Promised<bool> reached;
        thread.run([reached] { reached.give(true); });
        reached.future().waitForFinished();
    }
};

/// Waits without an event loop; the caller's thread needs none.
template <class T> T got(QFuture<T> future) {
    future.waitForFinished();
    if (future.resultCount() == 0)
        qFatal("the future ended without a result");
    return future.result();
}

} // namespace spanglass::test
