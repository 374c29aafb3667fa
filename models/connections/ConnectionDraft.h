#pragma once

#include "services/core/ConnectionSettings.h"
#include "services/core/Secret.h"

#include <QList>

#include <optional>

namespace spanglass {

/// A connection that is being entered: what may be chosen, what is missing.
struct ConnectionDraft {
    ConnectionSettings settings;
    QString secret; ///< as typed; empty: the kept one stays
    bool secretKept = false; ///< one is kept for this host and credential
    QString keptHost = {}; ///< what the kept secret belongs to
    CredentialKind keptCredential = CredentialKind::None;

    static ConnectionDraft fresh();
    /// An own connection to be changed; its secret is taken to be kept.
    static ConnectionDraft of(const ConnectionSettings& settings);
    /// A found connection as the beginning of an own one: its secret has to be entered.
    static ConnectionDraft copyOf(const ConnectionSettings& settings);

    /// The credentials that fit the kind, the best first.
    QList<CredentialKind> credentials() const;
    /// Sets the kind, and another credential when the present one does not fit.
    void setKind(ConnectionKind kind);

    bool asksForSecret() const;
    bool asksForClientId() const { return settings.credential == CredentialKind::ClientSecret; }
    bool asksForUser() const { return settings.credential == CredentialKind::Password; }
    bool asksForProfile() const { return settings.credential == CredentialKind::DatabricksCli; }
    /// Whether the kept secret still counts with the host and credential as they stand.
    bool keepsSecret() const;

    /// What is missing or wrong, in one sentence for the person who types; empty when it can be saved.
    QString problem() const;
    std::optional<Secret> enteredSecret() const;
};

} // namespace spanglass
