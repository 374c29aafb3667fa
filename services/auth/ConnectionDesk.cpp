#include "services/auth/ConnectionDesk.h"

#include "services/auth/AuthThread.h"
#include "services/auth/ConnectionCheck.h"
#include "services/auth/WhenDone.h"

namespace spanglass {

using namespace Qt::StringLiterals;

/// Used on the sign-in thread alone.
struct ConnectionDesk::Shared {
    ConnectionBook book;
    Sessions& sessions;
    std::optional<Error> problem = {}; ///< of the last reading

    QObject* context() const { return sessions.ports().thread.context(); }

    /// Own settings as they are kept at present.
    std::optional<ConnectionSettings> own(const QString& id) const {
        const auto found = book.find(id);
        return found && found->origin == ConnectionOrigin::Own ? std::optional(found->settings) : std::nullopt;
    }

    void check(const Connection& connection, const Promised<Result<ConnectionReport>>& promise) {
        if (connection.problem) {
            ConnectionReport report;
            report.problem = connection.problem;
            return promise.give(report);
        }
        const auto client = sessions.client(connection, book.foundSecret(connection));
        auto future = checkConnection(client, sessions.ports());
        whenCancelled(context(), promise.future(), [future]() mutable { future.cancel(); });
        whenDone(context(), future, [promise](const std::optional<ConnectionReport>& report) {
            if (report)
                promise.give(*report);
            else
                promise.withdraw();
        });
    }
};

ConnectionDesk::ConnectionDesk(BookPlaces places, Sessions& sessions, QObject* parent)
    : ConnectionControl(parent)
    , m_sessions(sessions)
    , m_shared(new Shared{ConnectionBook(std::move(places)), sessions}) {
    refresh();
}

/// Runs on the sign-in thread; what is shown here is brought up to date before the future ends.
template <class T> QFuture<Result<T>> ConnectionDesk::onBook(std::function<Result<T>(Shared&)> work) {
    struct Done {
        Result<T> result;
        QList<Connection> connections;
        std::optional<Error> problem;
    };
    const Promised<Done> done;
    const Promised<Result<T>> promise;
    m_sessions.ports().thread.run([shared = m_shared, work = std::move(work), done] {
        Result<T> result = work(*shared);
        done.give({std::move(result), shared->book.connections(), shared->problem});
    });
    whenDone(this, done.future(), [this, promise](const std::optional<Done>& ended) {
        if (!ended)
            return promise.withdraw();
        m_connections = ended->connections;
        m_problem = ended->problem;
        m_read = true;
        Q_EMIT changed();
        promise.give(ended->result);
    });
    return promise.future();
}

void ConnectionDesk::refresh() {
    onBook<void>([](Shared& shared) -> Result<> {
        const auto outcome = shared.book.read();
        shared.problem = outcome ? std::nullopt : std::optional(outcome.error());
        return outcome;
    });
}

QFuture<Result<QString>> ConnectionDesk::save(ConnectionSettings settings, std::optional<Secret> secret) {
    return onBook<QString>([settings = std::move(settings), secret = std::move(secret)](Shared& shared) {
        const auto before = shared.own(settings.id);
        auto id = shared.book.save(settings);
        if (!id)
            return id;
        const auto after = shared.own(*id);
        if (before && after && (before->host != after->host || before->credential != after->credential))
            shared.sessions.forgetSecrets(*before);
        if (after && secret)
            shared.sessions.keepSecret(*after, *secret);
        return id;
    });
}

QFuture<Result<>> ConnectionDesk::remove(QString id) {
    return onBook<void>([id = std::move(id)](Shared& shared) -> Result<> {
        const auto before = shared.own(id);
        const auto removed = shared.book.remove(id);
        if (removed && before)
            shared.sessions.forgetSecrets(*before);
        return removed;
    });
}

QFuture<Result<>> ConnectionDesk::choose(QString id, CredentialKind credential) {
    return onBook<void>(
        [id = std::move(id), credential](Shared& shared) { return shared.book.choose(id, credential); });
}

QFuture<Result<>> ConnectionDesk::addEnvFile(QString path) {
    return onBook<void>([path = std::move(path)](Shared& shared) { return shared.book.addEnvFile(path); });
}

QFuture<Result<>> ConnectionDesk::removeEnvFile(QString path) {
    return onBook<void>([path = std::move(path)](Shared& shared) { return shared.book.removeEnvFile(path); });
}

QFuture<Result<>> ConnectionDesk::writeProfile(QString id, QString profile) {
    return onBook<void>([id = std::move(id), profile = std::move(profile)](
                            Shared& shared) { return shared.book.writeProfile(id, profile); });
}

void ConnectionDesk::announceAfter(const QFuture<Result<ConnectionReport>>& report) {
    whenDone(this, report, [this](const std::optional<Result<ConnectionReport>>&) { Q_EMIT changed(); });
}

QFuture<Result<ConnectionReport>> ConnectionDesk::check(QString id) {
    const Promised<Result<ConnectionReport>> promise;
    m_sessions.ports().thread.run([shared = m_shared, id = std::move(id), promise] {
        const auto connection = shared->book.find(id);
        if (!connection)
            return promise.give(std::unexpected(connection.error()));
        shared->check(*connection, promise);
    });
    announceAfter(promise.future());
    return promise.future();
}

QFuture<Result<ConnectionReport>> ConnectionDesk::signIn(QString id) {
    const Promised<Result<ConnectionReport>> promise;
    const Promised<QUrl> opened;
    m_sessions.ports().thread.run([shared = m_shared, id, promise, opened] {
        const auto connection = shared->book.find(id);
        if (!connection)
            return promise.give(std::unexpected(connection.error()));
        auto future = shared->sessions.signIn(*connection, [opened](const QUrl& address) { opened.give(address); });
        whenCancelled(shared->context(), promise.future(), [future]() mutable { future.cancel(); });
        whenDone(shared->context(), future,
            [shared, connection = *connection, promise](const std::optional<SignInResult<TokenFacts>>& facts) {
                if (!facts)
                    return promise.withdraw();
                if (*facts)
                    return shared->check(connection, promise);
                ConnectionReport report;
                report.problem = facts->error();
                report.details = u"Sign-in fault: "_s + signInFaultName(facts->error().fault);
                promise.give(report);
            });
    });
    whenDone(this, opened.future(), [this, id](const std::optional<QUrl>& address) {
        if (address)
            Q_EMIT browserOpened(id, *address);
    });
    announceAfter(promise.future());
    return promise.future();
}

QFuture<Result<>> ConnectionDesk::signOut(QString id) {
    return onBook<void>([id = std::move(id)](Shared& shared) -> Result<> {
        const auto connection = shared.book.find(id);
        if (!connection)
            return std::unexpected(connection.error());
        shared.sessions.signOut(*connection);
        return {};
    });
}

QFuture<Result<std::shared_ptr<ApiClient>>> ConnectionDesk::client(QString id) {
    using Client = Result<std::shared_ptr<ApiClient>>;
    const Promised<Client> promise;
    m_sessions.ports().thread.run([shared = m_shared, id = std::move(id), promise] {
        const auto connection = shared->book.find(id);
        if (!connection)
            promise.give(std::unexpected(connection.error()));
        else if (connection->problem)
            promise.give(std::unexpected(*connection->problem));
        else
            promise.give(Client(shared->sessions.client(*connection, shared->book.foundSecret(*connection))));
    });
    return promise.future();
}

} // namespace spanglass
