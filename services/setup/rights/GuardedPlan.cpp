#include "services/setup/rights/GuardedPlan.h"

#include "services/setup/tables/PresentTables.h"

namespace spanglass {

GuardedObject guarded(GuardedObject object, SetupSession& session) {
    const auto granted = session.wait(session.catalogs().effectivePrivileges(object.kind, object.name));
    object.granted = granted ? std::optional(*granted) : std::nullopt;
    return object;
}

ApiOutcome<QList<GuardedObject>> guardedObjects(const SetupPlan& plan, SetupSession& session) {
    QList<GuardedObject> out{
        {SecurableKind::Catalog, plan.catalog, {}}, {SecurableKind::Schema, plan.catalog + u'.' + plan.schema, {}}};
    if (const auto catalog = session.wait(session.catalogs().catalog(plan.catalog)))
        out[0].owner = catalog->owner;
    const auto present = presentTables(plan, session);
    if (!present)
        return std::unexpected(present.error());
    for (const auto& [name, table] : present->tables) {
        if (table)
            out.append({SecurableKind::Table, name, table->owner});
    }
    QList<QFuture<ApiOutcome<QList<Privilege>>>> asked;
    for (const GuardedObject& each : out)
        asked << session.catalogs().effectivePrivileges(each.kind, each.name);
    for (qsizetype i = 0; i < out.size(); ++i) {
        if (const auto granted = session.wait(asked[i]))
            out[i].granted = *granted;
        else if (granted.error().code == ErrorCode::NotFound)
            out[i].granted = QList<Privilege>(); // it is to be made yet
        else if (granted.error().code == ErrorCode::Cancelled || granted.error().code == ErrorCode::NeedsSignIn)
            return std::unexpected(granted.error());
    }
    return out;
}

} // namespace spanglass
