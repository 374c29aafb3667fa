#include "services/setup/WarehouseOf.h"

#include "services/setup/rights/ObjectAcl.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

Result<WarehouseInfo> warehouseOf(const QString& id, const QString& name, SetupSession& session) {
    if (id.isEmpty() && name.isEmpty())
        return failure(ErrorCode::BadInput, u"No SQL warehouse is chosen."_s, u"Choose one."_s);
    if (!id.isEmpty()) {
        auto byId = session.wait(session.warehouses().get(id));
        if (byId || byId.error().code != ErrorCode::NotFound || name.isEmpty())
            return byId;
    }
    const auto all = session.wait(session.warehouses().list());
    if (!all)
        return std::unexpected(all.error());
    const auto named = std::ranges::find(*all, name, &WarehouseInfo::name);
    if (named != all->end())
        return *named;
    return failure(ErrorCode::NotFound, u"There is no SQL warehouse \"%1\" that you may see."_s.arg(name),
        u"Choose another one, or ask for CAN USE on it."_s);
}

SetupFinding ownUse(const WarehouseInfo& warehouse, SetupSession& session) {
    const QString subject = u"Your CAN USE on the SQL warehouse %1"_s.arg(warehouse.name);
    if (warehouse.state == WarehouseState::Running) {
        SqlRequest one;
        one.sql = u"SELECT 1"_s;
        const auto answer = session.query(warehouse.id, one);
        if (answer)
            return {subject, SetupState::Done, u"It answered a statement of yours."_s};
        const bool barred = answer.error().code == ErrorCode::NotAllowed;
        return {subject, barred ? SetupState::Blocked : SetupState::Uncertain,
            u"A statement of yours failed there: %1"_s.arg(answer.error().message),
            barred ? u"Choose another SQL warehouse, or ask for CAN USE on it."_s : answer.error().remedy};
    }
    const auto me = session.me();
    const auto acl = readAcl(u"warehouses"_s, warehouse.id, session);
    const QStringList levels{u"CAN_USE"_s, u"CAN_MONITOR"_s, u"CAN_MANAGE"_s, u"IS_OWNER"_s};
    if (me && acl && acl->find(levels, me->userName, me->groups))
        return {subject, SetupState::Done, u"The list of who may use it has you."_s};
    return {subject, SetupState::Uncertain, u"It does not run, so no statement was tried."_s,
        u"Look again once it runs."_s};
}

} // namespace spanglass
