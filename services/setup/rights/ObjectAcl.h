#pragma once

#include "services/core/SetupPlan.h"
#include "services/setup/SetupSession.h"

#include <nlohmann/json_fwd.hpp>

namespace spanglass {

/// Who may do what with a warehouse or an experiment: /api/2.0/permissions/{type}/{id}. Confirmed: sdk-py
/// service/iam.py PermissionsAPI (entries, levels, PATCH adds). Assumed: reading it takes CAN_MANAGE.
struct ObjectAcl {
    struct Entry {
        QString principal;
        QString level; ///< "CAN_USE"
        QString inheritedFrom = {}; ///< empty: on the object itself
        PrincipalKind kind = PrincipalKind::User;
    };
    QString type; ///< "warehouses", "experiments"
    QString id;
    QList<Entry> entries;

    QString path() const { return QStringLiteral("/api/2.0/permissions/") + type + u'/' + id; }
    /// The entry that gives one of the levels to a principal or their groups; null without one.
    const Entry* find(const QStringList& levels, const QString& principal, const QStringList& groups) const;
};

ApiOutcome<ObjectAcl> readAcl(const QString& type, const QString& id, SetupSession& session);

/// One entry as the API takes it.
nlohmann::json aclEntry(const SetupPrincipal& principal, const QString& level);

} // namespace spanglass
