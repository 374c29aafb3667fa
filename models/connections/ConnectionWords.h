#pragma once

#include "services/core/ConnectionControl.h"

namespace spanglass {

/// "Databricks workspace", "MLflow server", ...
QString kindWords(ConnectionKind kind);
/// "Browser sign-in (OAuth)", "Personal access token", ...
QString credentialWords(CredentialKind credential, ConnectionKind kind);
/// One sentence on when to choose it.
QString credentialHint(CredentialKind credential, ConnectionKind kind);
/// What the secret of a credential is called; empty when none is entered.
QString secretWords(CredentialKind credential);
/// "Spanglass", "profile in ~/.databrickscfg", ...
QString originWords(const Connection& connection);
/// Where secrets are kept, and what that means.
QString secretPlaceWords(const SecretPlace& place);

/// One line of what is known: label and value, both plain text.
struct ConnectionFact {
    QString label;
    QString value;
    QString tooltip; ///< where it comes from; empty when there is no more to say
};

/// What stands about a connection in its settings and its source.
QList<ConnectionFact> settingFacts(const Connection& connection);
/// What a test found out about who we are and the token. `now` is for how long the token still lasts.
QList<ConnectionFact> reportFacts(const ConnectionReport& report, const QDateTime& now);
/// Everything that helps somebody else to help: the failure with remedy and details. No secrets.
QString reportText(const Connection& connection, const ConnectionReport& report);

} // namespace spanglass
