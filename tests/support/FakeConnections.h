#pragma once

#include "services/core/ConnectionControl.h"

#include <QPromise>

#include <algorithm>
#include <memory>

namespace spanglass::test {

/// Connections in memory; tests and sign-ins end when the test says so.
class FakeConnections final : public ConnectionControl {
public:
    QList<Connection> connections() const override { return list; }
    bool isRead() const override { return true; }
    std::optional<Error> problem() const override { return trouble; }
    void refresh() override {
        ++refreshes;
        Q_EMIT changed();
    }
    QFuture<Result<QString>> save(ConnectionSettings settings, std::optional<Secret> secret) override {
        if (refusal)
            return ready<QString>(std::unexpected(*refusal));
        if (settings.id.isEmpty())
            settings.id = QStringLiteral("own-%1").arg(list.size());
        lastSecret = secret ? secret->reveal() : QByteArray();
        const auto at = std::ranges::find(list, settings.id, [](const Connection& one) { return one.settings.id; });
        if (at != list.end()) {
            at->settings = settings;
        } else {
            Connection fresh;
            fresh.settings = settings;
            list += fresh;
        }
        Q_EMIT changed();
        return ready<QString>(settings.id);
    }
    QFuture<Result<>> remove(QString id) override {
        list.removeIf([&](const Connection& one) { return one.settings.id == id; });
        Q_EMIT changed();
        return ready<void>({});
    }
    QFuture<Result<>> choose(QString id, CredentialKind credential) override {
        for (Connection& one : list) {
            if (one.settings.id == id) {
                one.settings.credential = credential;
                one.problem.reset();
            }
        }
        Q_EMIT changed();
        return ready<void>({});
    }
    QFuture<Result<>> addEnvFile(QString) override { return ready<void>({}); }
    QFuture<Result<>> removeEnvFile(QString path) override {
        list.removeIf([&](const Connection& one) { return one.addedFile == path; });
        Q_EMIT changed();
        return ready<void>({});
    }
    QFuture<Result<>> writeProfile(QString id, QString profile) override {
        profiles += QStringLiteral("%1 as %2").arg(id, profile);
        return ready<void>({});
    }
    QFuture<Result<ConnectionReport>> check(QString id) override { return begin(id, checks); }
    QFuture<Result<ConnectionReport>> signIn(QString id) override { return begin(id, signIns); }
    QFuture<Result<>> signOut(QString id) override {
        signOuts += id;
        return ready<void>({});
    }
    SecretPlace secretPlace() const override { return place; }

    /// Ends the test or sign-in under way.
    void answer(const ConnectionReport& report) {
        m_report->addResult(report);
        m_report->finish();
    }
    bool isCancelled() const { return m_report && m_report->isCanceled(); }

    QList<Connection> list;
    std::optional<Error> trouble;
    std::optional<Error> refusal; ///< of saving
    SecretPlace place;
    QByteArray lastSecret;
    QStringList checks;
    QStringList signIns;
    QStringList signOuts;
    QStringList profiles; ///< written: "id as profile"
    int refreshes = 0;

private:
    template <class T> static QFuture<Result<T>> ready(Result<T> result) {
        QPromise<Result<T>> promise;
        promise.start();
        promise.addResult(std::move(result));
        promise.finish();
        return promise.future();
    }
    QFuture<Result<ConnectionReport>> begin(const QString& id, QStringList& log) {
        log += id;
        m_report = std::make_unique<QPromise<Result<ConnectionReport>>>();
        m_report->start();
        return m_report->future();
    }

    std::unique_ptr<QPromise<Result<ConnectionReport>>> m_report;
};

inline Connection ownConnection(const QString& id, const QString& name, CredentialKind credential) {
    Connection out;
    out.settings.id = id;
    out.settings.name = name;
    out.settings.host = QStringLiteral("https://%1.example").arg(id);
    out.settings.credential = credential;
    return out;
}

} // namespace spanglass::test
