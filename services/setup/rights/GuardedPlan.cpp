#include "services/setup/rights/GuardedPlan.h"

#include "services/setup/tables/PresentTables.h"

namespace spanglass {

namespace {

/// What we make is ours, and inherits from what it lies in.
void foresee(GuardedObject& object, const GuardedObject& parent, SetupSession& session) {
    const auto me = session.me();
    object.owner = me ? me->userName : QString();
    object.granted.emplace();
    for (Privilege each : parent.granted.value_or(QList<Privilege>())) {
        if (each.inheritedFrom.isEmpty())
            each.inheritedFrom = parent.kindWord() + u' ' + parent.name;
        object.granted->append(each);
    }
}

ApiOutcome<QList<GuardedObject>> objectsOf(const SetupPlan& plan, SetupSession& session) {
    QList<GuardedObject> out{
        {SecurableKind::Catalog, plan.catalog, {}}, {SecurableKind::Schema, plan.catalog + u'.' + plan.schema, {}}};
    const auto catalog = session.catalogs().catalog(plan.catalog);
    const auto schema = session.catalogs().schema(plan.catalog, plan.schema);
    if (const auto found = session.wait(catalog))
        out[0].owner = found->owner;
    if (const auto found = session.wait(schema))
        out[1].owner = found->owner;
    else
        out[1].isThere = found.error().code != ErrorCode::NotFound;
    const auto present = presentTables(plan, session);
    if (!present)
        return std::unexpected(present.error());
    for (const auto& [name, table] : present->tables) {
        GuardedObject object{SecurableKind::Table, name, table ? table->owner : QString()};
        object.isThere = table.has_value();
        out.append(object);
    }
    return out;
}

} // namespace

GuardedObject guarded(GuardedObject object, SetupSession& session) {
    const auto granted = session.wait(session.catalogs().effectivePrivileges(object.kind, object.name));
    object.granted = granted ? std::optional(*granted) : std::nullopt;
    return object;
}

ApiOutcome<QList<GuardedObject>> guardedObjects(const SetupPlan& plan, SetupSession& session) {
    auto objects = objectsOf(plan, session);
    if (!objects)
        return objects;
    QList<GuardedObject>& out = *objects;
    std::vector<std::pair<qsizetype, QFuture<ApiOutcome<QList<Privilege>>>>> asked;
    for (qsizetype i = 0; i < out.size(); ++i) {
        if (out[i].isThere)
            asked.emplace_back(i, session.catalogs().effectivePrivileges(out[i].kind, out[i].name));
    }
    for (const auto& [i, answer] : asked) {
        if (const auto granted = session.wait(answer))
            out[i].granted = *granted;
        else if (granted.error().code == ErrorCode::NotFound)
            out[i].granted = QList<Privilege>();
        else if (granted.error().code == ErrorCode::Cancelled || granted.error().code == ErrorCode::NeedsSignIn)
            return std::unexpected(granted.error());
    }
    for (qsizetype i = 1; i < out.size(); ++i) {
        if (!out[i].isThere)
            foresee(out[i], out[i == 1 ? 0 : 1], session);
    }
    return objects;
}

} // namespace spanglass
