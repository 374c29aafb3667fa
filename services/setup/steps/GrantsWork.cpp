#include "services/setup/steps/GrantsWork.h"

#include "services/databricks/PrincipalClient.h"
#include "services/setup/Availability.h"
#include "services/setup/CallText.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/PlanCalls.h"
#include "services/setup/WarehouseOf.h"
#include "services/setup/rights/AclUndo.h"
#include "services/setup/rights/GuardedPlan.h"
#include "services/setup/rights/ObjectAcl.h"

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using How = HeldRight::How;
using Json = nlohmann::json;

struct Person {
    PlannedGrant wanted;
    QStringList groups = {};

    QString called() const {
        const SetupPrincipal& who = wanted.principal;
        return who.label.isEmpty() || who.label == who.id ? who.id : u"%1 (%2)"_s.arg(who.label, who.id);
    }
};

/// Somebody that the workspace does not know is a finding, and nothing is granted to them.
std::vector<Person> peopleOf(StepView& view, const SetupPlan& plan, const Identity& me, SetupSession& session) {
    const bool machine = me.email.isEmpty() && !me.userName.contains(u'@');
    QList<PlannedGrant> wanted = plan.grants;
    if (wanted.isEmpty())
        wanted << PlannedGrant{
            {machine ? PrincipalKind::ServicePrincipal : PrincipalKind::User, me.userName, me.displayName}};
    PrincipalClient client(session.api(), session.thread());
    std::vector<Person> people;
    for (const PlannedGrant& each : wanted) {
        Person person{each};
        if (each.principal.id.compare(me.userName, Qt::CaseInsensitive) == 0) {
            person.groups = me.groups;
        } else if (each.principal.id != AppPrincipalMark) {
            const auto groups = session.wait(client.groupsOf(each.principal));
            if (!groups && groups.error().code == ErrorCode::NotFound && groups.error().fault.httpStatus == 0) {
                view.find(each.principal.id, SetupState::Blocked, groups.error().message, groups.error().remedy);
                continue;
            }
            if (!groups)
                view.find(each.principal.id, SetupState::Uncertain,
                    u"Their groups could not be read: %1"_s.arg(groups.error().message));
            person.groups = groups.value_or(QStringList());
        }
        people.push_back(std::move(person));
    }
    return people;
}

bool suffices(const HeldRight& right, const GuardedObject& object, const PlannedGrant& grant) {
    const bool byName = grant.writes && object.kind == SecurableKind::Table;
    return right.how == How::Named || (!byName && right.how != How::Missing && right.how != How::Unknown);
}

QString evidenceOf(const HeldRight& right, bool good) {
    if (good || right.how == How::Missing || right.how == How::Unknown)
        return right.sentence();
    if (right.how == How::All)
        return right.sentence() + u" That is not sufficient where traces are sent: it has to be granted by name."_s;
    return right.sentence() + u" Where traces are sent only a grant by name on the table itself is sure to count."_s;
}

/// The grants that are missing on one object, in one call.
void planGrants(
    StepView& view, const GuardedObject& object, const PrivilegesByPrincipal& missing, SetupSession& session) {
    QStringList statements;
    for (const auto& [principal, privileges] : missing)
        statements << grantStatement(privileges, object, principal) + u';';
    PlannedCall grant;
    grant.call = grantCall(object, missing);
    grant.undo = revokeCall(object, missing);
    grant.isDone = [object, missing, &session] {
        const auto now = guarded(object, session);
        return now.granted && std::ranges::all_of(missing, [&](const auto& each) {
            return std::ranges::all_of(each.second,
                [&](const QString& privilege) { return heldRight(now, privilege, each.first, {}).how == How::Named; });
        });
    };
    grant.explain = [object, statements](const ApiError& error) -> Error {
        if (error.code != ErrorCode::NotAllowed)
            return error;
        return {error.code, u"You may not grant on %1."_s.arg(object.name),
            u"Have its owner%1 run:\n%2"_s.arg(
                object.owner.isEmpty() ? QString() : u", "_s + object.owner + u',', statements.join(u'\n'))};
    };
    view.add(std::move(grant));
}

void lookAtObject(
    StepView& view, const GuardedObject& object, const std::vector<Person>& people, SetupSession& session) {
    PrivilegesByPrincipal missing;
    for (const Person& person : people) {
        for (const QString& privilege : neededPrivileges(object.kind, person.wanted)) {
            const QString& id = person.wanted.principal.id;
            const HeldRight right = heldRight(object, privilege, id, person.groups);
            const bool good = suffices(right, object, person.wanted);
            view.find(u"%1 on %2 for %3"_s.arg(QString(privilege).replace(u'_', u' '), object.name, person.called()),
                good                            ? SetupState::Done
                    : right.how == How::Unknown ? SetupState::Uncertain
                                                : SetupState::ToDo,
                evidenceOf(right, good), good ? QString() : grantStatement({privilege}, object, id));
            if (!good && right.how != How::Unknown)
                missing[id] << privilege;
        }
    }
    if (!missing.empty())
        planGrants(view, object, missing, session);
}

struct AclWish {
    QString type;
    QString id;
    QString name; ///< as people call the object
    bool (*counts)(const PlannedGrant&);
    QString (*level)(const PlannedGrant&); ///< the least that will do
    QStringList enough(const QString& least) const {
        if (type == "warehouses"_L1)
            return {u"CAN_USE"_s, u"CAN_MONITOR"_s, u"CAN_MANAGE"_s, u"IS_OWNER"_s};
        return least == "CAN_READ"_L1 ? QStringList{u"CAN_READ"_s, u"CAN_EDIT"_s, u"CAN_MANAGE"_s, u"IS_OWNER"_s}
                                      : QStringList{u"CAN_EDIT"_s, u"CAN_MANAGE"_s, u"IS_OWNER"_s};
    }
};

/// Who makes an experiment manages it.
ApiOutcome<ObjectAcl> aclOf(const AclWish& wish, SetupSession& session) {
    if (wish.id != ExperimentIdMark)
        return readAcl(wish.type, wish.id, session);
    const auto me = session.me();
    if (!me)
        return std::unexpected(me.error());
    return ObjectAcl{wish.type, wish.id, {{me->userName, u"CAN_MANAGE"_s, {}}}};
}

/// What can be found out where the list of who may use it cannot be read.
SetupFinding unlisted(const AclWish& wish, const QString& subject, const Person& person, SetupSession& session) {
    const QString words = QString(wish.level(person.wanted)).replace(u'_', u' ');
    const QString& id = person.wanted.principal.id;
    const auto me = session.me();
    if (wish.type == "warehouses"_L1 && me && id.compare(me->userName, Qt::CaseInsensitive) == 0) {
        const auto warehouse = session.wait(session.warehouses().get(wish.id));
        SetupFinding use = warehouse ? ownUse(*warehouse, session) : SetupFinding();
        if (use.state == SetupState::Done)
            return {subject, use.state, use.evidence};
    }
    return {subject, SetupState::Uncertain, u"You may not read who may use it."_s,
        u"Ask somebody who manages it to give %1 to %2."_s.arg(words, id)};
}

void lookAtAcl(StepView& view, const AclWish& wish, const std::vector<Person>& people, SetupSession& session) {
    const auto acl = aclOf(wish, session);
    Json entries = Json::array();
    QList<std::pair<QString, QString>> given;
    for (const Person& person : people) {
        if (!wish.counts(person.wanted))
            continue;
        const QString level = wish.level(person.wanted);
        const QString words = QString(level).replace(u'_', u' ');
        const QString subject = u"%1 on %2 for %3"_s.arg(words, wish.name, person.called());
        const QString& id = person.wanted.principal.id;
        if (!acl) {
            view.report.findings.append(unlisted(wish, subject, person, session));
            continue;
        }
        if (const auto* entry = acl->find(wish.enough(level), id, person.groups)) {
            view.find(subject, SetupState::Done,
                u"%1%2."_s.arg(QString(entry->level).replace(u'_', u' '),
                    entry->principal.compare(id, Qt::CaseInsensitive) == 0
                        ? QString()
                        : u" through the group "_s + entry->principal));
            continue;
        }
        view.find(subject, SetupState::ToDo, u"Missing."_s, u"Give %1 to %2."_s.arg(words, id));
        entries.push_back(aclEntry(person.wanted.principal, level));
        given.append({id, level});
    }
    if (entries.empty())
        return;
    PlannedCall give;
    give.call
        = restCall(u"Permit on %1"_s.arg(wish.name), "PATCH", acl->path(), Json{{"access_control_list", entries}});
    QStringList principals;
    for (const auto& each : given)
        principals << each.first;
    give.undo = takeEntriesBack(u"Take back what was permitted on %1"_s.arg(wish.name), *acl, principals);
    give.isDone = [wish, given, &session] {
        const auto now = readAcl(wish.type, wish.id, session);
        return now && std::ranges::all_of(given, [&](const auto& each) {
            return now->find(wish.enough(each.second), each.first, {}) != nullptr;
        });
    };
    view.add(std::move(give));
}

void lookAtAcls(StepView& view, const SetupPlan& plan, const std::vector<Person>& people, SetupSession& session) {
    if (!plan.warehouseId.isEmpty())
        lookAtAcl(view,
            {u"warehouses"_s, plan.warehouseId,
                u"the SQL warehouse %1"_s.arg(plan.warehouseName.isEmpty() ? plan.warehouseId : plan.warehouseName),
                [](const PlannedGrant& grant) { return grant.usesWarehouse; },
                [](const PlannedGrant&) { return u"CAN_USE"_s; }},
            people, session);
    if (!plan.experimentId.isEmpty())
        lookAtAcl(view,
            {u"experiments"_s, plan.experimentId, u"the experiment %1"_s.arg(plan.experimentName),
                [](const PlannedGrant&) { return true; },
                [](const PlannedGrant& grant) { return grant.writes ? u"CAN_EDIT"_s : u"CAN_READ"_s; }},
            people, session);
}

/// The plan with what is known once the experiment and the tables are made, as far as it can be told before.
SetupPlan foreseen(SetupPlan plan, SetupSession& session) {
    if (plan.experimentId.isEmpty())
        plan.experimentId = ExperimentIdMark;
    if (plan.form == TraceTableForm::Newest)
        plan.form = newestForm(session).value_or(TraceTableForm::TablePrefix);
    return plan;
}

} // namespace

StepView GrantsWork::look(const SetupPlan& given, SetupSession& session) const {
    StepView view(SetupStep::Grants, given);
    if (given.mlflowServer)
        return view.skip(u"An MLflow server has no grants on tables."_s);
    session.say(u"Looking who has which rights"_s);
    const auto plan = followingLink(given, session);
    if (!plan)
        return view.block(plan.error());
    view.report.learned = *plan;
    if (plan->experimentId.isEmpty()) {
        const auto experiment = experimentOf(*plan, session);
        if (experiment && *experiment)
            view.report.learned.experimentId = (*experiment)->id;
    }
    const auto me = session.me();
    if (!me)
        return view.block(me.error());
    const SetupPlan made = foreseen(view.report.learned, session);
    const auto objects = guardedObjects(made, session);
    if (!objects)
        return view.block(objects.error());
    const auto people = peopleOf(view, *plan, *me, session);
    for (const GuardedObject& each : *objects)
        lookAtObject(view, each, people, session);
    lookAtAcls(view, made, people, session);
    if (!std::ranges::all_of(*objects, &GuardedObject::isThere)) {
        view.find(u"Trace tables"_s, SetupState::ToDo, u"They are not all there yet, or you may not see them."_s,
            u"Make the trace tables first."_s);
        view.waitsFor = u"Make the trace tables first."_s;
    }
    return view.settle(
        u"Everybody has the rights that the plan wants."_s, u"Some rights are missing, or could not be made sure."_s);
}

} // namespace spanglass
