#pragma once

#include "services/core/Connection.h"
#include "services/core/Nanos.h"
#include "services/core/Secret.h"
#include "services/core/SecretPlace.h"
#include "services/core/TokenFacts.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

namespace spanglass {

/// What a test of a connection, or a sign-in, found out.
struct ConnectionReport {
    std::optional<Error> problem;
    QString details; ///< for a support case: status, code, request id; without secrets
    QString who; ///< user name or application id, as the other side says; empty when it does not know people
    QString displayName;
    QString server; ///< what answered, in words: "MLflow 3.4.0"; empty when it does not say
    QString workspaceId;
    TokenFacts token; ///< what the call was signed with
    QStringList notes; ///< what may surprise, each a sentence
    Nanos duration; ///< of the call that proved it
};

/// The connections as the window sees them. Lives in the GUI thread; signals come there. Futures can be cancelled.
class ConnectionControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Own ones first, then those found on this machine, as last read.
    virtual QList<Connection> connections() const = 0;
    /// False until the places have been read for the first time.
    virtual bool isRead() const = 0;
    /// Why the own ones cannot be read or written, if so.
    virtual std::optional<Error> problem() const = 0;
    /// Reads all places again; changed() follows.
    virtual void refresh() = 0;

    /// Adds an own connection (empty id) or replaces one; gives its id. A secret that is given replaces the kept one.
    virtual QFuture<Result<QString>> save(ConnectionSettings settings, std::optional<Secret> secret) = 0;
    /// Also forgets its secrets. Own ones only.
    virtual QFuture<Result<>> remove(QString id) = 0;
    /// Which of several credentials of a found connection is meant.
    virtual QFuture<Result<>> choose(QString id, CredentialKind credential) = 0;
    /// A .env file to look into from now on, or no more.
    virtual QFuture<Result<>> addEnvFile(QString path) = 0;
    virtual QFuture<Result<>> removeEnvFile(QString path) = 0;
    /// Writes an own Databricks connection as this profile of the Databricks configuration, without its secret.
    virtual QFuture<Result<>> writeProfile(QString id, QString profile) = 0;

    /// Asks the other side who we are.
    virtual QFuture<Result<ConnectionReport>> check(QString id) = 0;
    /// Signs in by browser, then does as check().
    virtual QFuture<Result<ConnectionReport>> signIn(QString id) = 0;
    /// Forgets tokens and refresh tokens, not what was entered.
    virtual QFuture<Result<>> signOut(QString id) = 0;

    virtual SecretPlace secretPlace() const = 0;

Q_SIGNALS:
    void changed();
    /// Where the browser has been sent, for those who want to go there by hand.
    void browserOpened(const QString& id, const QUrl& address);
};

} // namespace spanglass
