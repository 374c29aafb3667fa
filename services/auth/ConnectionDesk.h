#pragma once

#include "services/auth/ConnectionBook.h"
#include "services/auth/Sessions.h"
#include "services/core/ConnectionControl.h"

#include <memory>

namespace spanglass {

/// The connections for the window: files, keychain and network are touched on the sign-in thread only.
class ConnectionDesk final : public ConnectionControl {
    Q_OBJECT
public:
    /// `sessions` must outlive this. Reads the places at once; changed() tells when that is done.
    ConnectionDesk(BookPlaces places, Sessions& sessions, QObject* parent = nullptr);

    QList<Connection> connections() const override { return m_connections; }
    bool isRead() const override { return m_read; }
    std::optional<Error> problem() const override { return m_problem; }
    void refresh() override;
    QFuture<Result<QString>> save(ConnectionSettings settings, std::optional<Secret> secret) override;
    QFuture<Result<>> remove(QString id) override;
    QFuture<Result<>> choose(QString id, CredentialKind credential) override;
    QFuture<Result<>> addEnvFile(QString path) override;
    QFuture<Result<>> removeEnvFile(QString path) override;
    QFuture<Result<>> writeProfile(QString id, QString profile) override;
    QFuture<Result<ConnectionReport>> check(QString id) override;
    QFuture<Result<ConnectionReport>> signIn(QString id) override;
    QFuture<Result<>> signOut(QString id) override;
    SecretPlace secretPlace() const override { return m_sessions.secrets().place(); }

    /// What calls the other side of a connection. Errors: NotFound; the connection's own problem.
    QFuture<Result<std::shared_ptr<ApiClient>>> client(QString id);

private:
    struct Shared;
    template <class T> QFuture<Result<T>> onBook(std::function<Result<T>(Shared&)> work);
    void announceAfter(const QFuture<Result<ConnectionReport>>& report);

    Sessions& m_sessions;
    std::shared_ptr<Shared> m_shared;
    QList<Connection> m_connections;
    std::optional<Error> m_problem;
    bool m_read = false;
};

} // namespace spanglass
