#pragma once

#include <QString>
#include <QStringList>

namespace spanglass {

/// Who a connection's token belongs to, as the workspace answers.
struct Identity {
    QString id; ///< SCIM id
    QString userName; ///< e-mail of a person, application id of a service principal: what grants name
    QString displayName;
    QString email; ///< the primary one; empty for service principals
    QStringList groups; ///< display names
    bool active = true;
    QString workspaceId; ///< of the answer's X-Databricks-Org-Id; empty when it had none

    bool operator==(const Identity&) const = default;
};

} // namespace spanglass
