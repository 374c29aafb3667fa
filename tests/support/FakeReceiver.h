#pragma once

#include "services/core/ReceiverControl.h"

namespace spanglass::test {

/// A receiver whose picture is what the test sets; what the window asks of it is written down.
class FakeReceiver : public ReceiverControl {
public:
    ReceiverSnapshot now;
    ReceiverSettings kept;
    QList<ReceiverSettings> started;
    int stopped = 0;
    QList<bool> paused;
    QString refusal; ///< of a start

    void start(const ReceiverSettings& settings) override {
        kept = settings;
        started << settings;
        if (refusal.isEmpty())
            set(ReceiverState::Listening);
        else
            fail(refusal);
    }
    void stop() override {
        ++stopped;
        set(ReceiverState::Stopped);
    }
    void setPaused(bool pause) override {
        paused << pause;
        set(pause ? ReceiverState::Paused : ReceiverState::Listening);
    }
    const ReceiverSnapshot& snapshot() const override { return now; }
    const ReceiverSettings& settings() const override { return kept; }

    void set(ReceiverState state) {
        now.state = state;
        const bool runs = state == ReceiverState::Listening || state == ReceiverState::Paused;
        const QString port = QString::number(kept.httpPort);
        now.httpAddresses = runs
            ? QStringList{QStringLiteral("http://127.0.0.1:") + port, QStringLiteral("http://[::1]:") + port}
            : QStringList();
        now.grpcAddresses
            = runs ? QStringList{QStringLiteral("127.0.0.1:") + QString::number(kept.grpcPort)} : QStringList();
        Q_EMIT changed();
    }
    void fail(const QString& problem, quint16 busy = 0, quint16 suggested = 0) {
        now.problem = problem;
        now.busyPort = busy;
        now.suggestedPort = suggested;
        set(ReceiverState::Failed);
    }
};

} // namespace spanglass::test
