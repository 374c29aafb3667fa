#pragma once

#include "services/core/CatalogObjects.h"
#include "services/core/SetupPlan.h"

#include <optional>

namespace spanglass {

/// A catalog, a schema or a table with what was granted on it.
struct GuardedObject {
    SecurableKind kind = SecurableKind::Table;
    QString name; ///< full, unquoted
    QString owner;
    std::optional<QList<Privilege>> granted = {}; ///< to everybody, inherited ones too; nothing: may not be read
    bool isThere = true; ///< else it is as it will be once we have made it

    QString kindWord() const; ///< "TABLE"
};

/// How somebody has a right.
struct HeldRight {
    enum class How : std::uint8_t {
        Named, ///< by its name, on the thing itself
        Inherited, ///< by its name, on what the thing lies in
        All, ///< as ALL PRIVILEGES
        Owner,
        Missing,
        Unknown, ///< the grants may not be read
    };

    How how = How::Missing;
    QString holder = {}; ///< the group that has it; empty: they themselves
    QString from = {}; ///< where it is inherited from: "SCHEMA main.traces"
    QString sentence() const;
};

/// The best that a principal and their groups have. `privilege` as the API spells it: "USE_CATALOG".
HeldRight heldRight(
    const GuardedObject& object, const QString& privilege, const QString& principal, const QStringList& groups);

/// "GRANT SELECT, MODIFY ON TABLE main.traces.x TO `ann@x.test`"; names quoted where they need it.
QString grantStatement(const QStringList& privileges, const GuardedObject& object, const QString& principal);

} // namespace spanglass
