#include "services/setup/steps/SchemaWork.h"

#include "services/auth/ApiReading.h"
#include "services/core/SetupNames.h"
#include "services/setup/Availability.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/PlanCalls.h"
#include "services/setup/tables/PresentTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString Base = u"/api/2.1/unity-catalog"_s;

struct Metastore {
    QString cloud;
    QString region;
    QString storageRoot;
};

/// Confirmed: sdk-py service/catalog.py (metastore_summary). Nothing where it may not be asked.
std::optional<Metastore> metastoreOf(SetupSession& session) {
    const auto answer = session.send(ApiRequest{.path = Base + u"/metastore_summary"_s});
    const auto object = answer ? readObject(answer->body) : std::nullopt;
    if (!object)
        return std::nullopt;
    return Metastore{textUnder(*object, "cloud"), textUnder(*object, "region"), textUnder(*object, "storage_root")};
}

ApiOutcome<std::optional<SchemaInfo>> schemaOf(const SetupPlan& plan, SetupSession& session) {
    auto answer = session.wait(session.catalogs().schema(plan.catalog, plan.schema));
    if (!answer && answer.error().code == ErrorCode::NotFound)
        return std::nullopt;
    if (!answer)
        return std::unexpected(answer.error());
    return *std::move(answer);
}

/// Whether the experiment is bound to tables of this schema that are all there: then none has to be made.
bool hasTables(const SetupPlan& plan, SetupSession& session) {
    const auto experiment = experimentOf(plan, session);
    if (!experiment || !*experiment || !(*experiment)->traceLocation)
        return false;
    const SetupPlan linked = following(plan, *(*experiment)->traceLocation);
    if (linked.catalog.compare(plan.catalog, Qt::CaseInsensitive) != 0
        || linked.schema.compare(plan.schema, Qt::CaseInsensitive) != 0)
        return false;
    const auto present = presentTables(linked, session);
    return present && present->isComplete();
}

void tellAvailability(StepView& view, const std::optional<Metastore>& metastore) {
    const Availability facts = Availability::documented();
    const QString date = facts.date.toString(Qt::ISODate);
    if (metastore && !metastore->region.isEmpty()) {
        const bool named = facts.regions.contains(metastore->region);
        if (named)
            view.find(u"Region"_s, SetupState::Done,
                u"%1 is one of the regions that the documents of %2 name for trace tables."_s.arg(
                    metastore->region, date));
        else
            view.find(u"Region"_s, SetupState::Uncertain,
                u"%1 is not among the regions that the documents of %2 name for trace tables: %3."_s.arg(
                    metastore->region, date, facts.regions.join(u", "_s)),
                u"Look whether newer documents name it, or use a workspace in one of these regions."_s);
    }
    view.report.cautions << u"The documents of %1 ask for these previews to be on, which no call can tell: %2."_s.arg(
        date, facts.previews.join(u"; "_s));
}

/// Rights that nobody can see are no reason to stop: making the tables tells.
void tellRights(
    StepView& view, const GuardedObject& object, const QStringList& wanted, const Identity& me, SetupSession& session) {
    const QString& name = object.name;
    if (object.owner == me.userName || me.groups.contains(object.owner)) {
        view.find(u"Your rights on %1"_s.arg(name), SetupState::Done, u"It is yours, or your group's."_s);
        return;
    }
    const auto held = session.wait(session.catalogs().effectivePrivileges(object.kind, name));
    if (!held) {
        view.find(u"Your rights on %1"_s.arg(name), SetupState::Uncertain,
            u"They could not be read: %1"_s.arg(held.error().message));
        return;
    }
    const QStringList mine = privilegesOf(me, *held);
    for (const QString& privilege : wanted) {
        const QString words = QString(privilege).replace(u'_', u' ');
        const QString subject = u"%1 on %2"_s.arg(words, name);
        if (mine.contains(privilege) || mine.contains(u"ALL_PRIVILEGES"_s))
            view.find(subject, SetupState::Done, u"You have it."_s);
        else
            view.find(subject, SetupState::Uncertain,
                u"It is not among your rights there; you may have it through a group of groups, or as an owner above."_s,
                grantStatement({privilege}, object, me.userName));
    }
}

void tellSchemaRights(
    StepView& view, const SetupPlan& plan, const SchemaInfo& schema, const Identity& me, SetupSession& session) {
    const QString name = schema.catalog + u'.' + schema.name;
    QStringList wanted{u"USE_SCHEMA"_s};
    if (hasTables(plan, session))
        view.find(u"CREATE TABLE on %1"_s.arg(name), SetupState::Done, u"Not needed: the trace tables are there."_s);
    else
        wanted << u"CREATE_TABLE"_s;
    tellRights(view, {SecurableKind::Schema, name, schema.owner}, wanted, me, session);
}

void planSchema(StepView& view, const SetupPlan& plan, SetupSession& session) {
    const QString name = plan.catalog + u'.' + plan.schema;
    view.find(name, SetupState::ToDo, u"The schema is not there, or you may not see it."_s);
    PlannedCall create;
    create.call = createSchemaCall(plan);
    create.isDone = [plan, &session] {
        const auto there = schemaOf(plan, session);
        return there && *there;
    };
    create.explain = [plan](const ApiError& error) -> Error {
        if (error.code != ErrorCode::NotAllowed)
            return error;
        return {error.code, u"You may not create a schema in the catalog %1."_s.arg(plan.catalog),
            u"Ask its owner for CREATE SCHEMA and USE CATALOG, or choose a schema that is there."_s};
    };
    view.add(std::move(create));
}

/// Assumed: without a storage root at catalog, schema and metastore the catalog lies in default storage, which the
/// documents exclude for traces.
void tellStorage(StepView& view, const CatalogInfo& catalog, const std::optional<SchemaInfo>& schema,
    const std::optional<Metastore>& metastore) {
    const bool own = !catalog.storageRoot.isEmpty() || !catalog.storageLocation.isEmpty()
        || (schema && !schema->storageRoot.isEmpty()) || (metastore && !metastore->storageRoot.isEmpty());
    if (own)
        return;
    view.find(u"Storage of %1"_s.arg(catalog.name), SetupState::Uncertain,
        u"No storage of its own is named: the catalog is probably on default storage, where trace tables are not "
        "supported."_s,
        u"Choose a catalog with a storage location of its own."_s);
}

} // namespace

StepView SchemaWork::look(const SetupPlan& plan, SetupSession& session) const {
    StepView view(SetupStep::Schema, plan);
    if (plan.mlflowServer)
        return view.skip(u"An MLflow server keeps its traces itself."_s);

    session.say(u"Looking at the catalog and the schema"_s);
    for (const auto& [name, what] : {std::pair(plan.catalog, u"catalog"_s), std::pair(plan.schema, u"schema"_s)}) {
        if (name.isEmpty())
            return view.block(Error{ErrorCode::BadInput, u"No %1 is chosen."_s.arg(what), u"Choose one."_s});
        if (const QString wrong = catalogNameProblem(name); !wrong.isEmpty())
            return view.block(Error{ErrorCode::BadInput, u"\"%1\" cannot be a %2: %3"_s.arg(name, what, wrong), {}});
    }
    const auto catalog = session.wait(session.catalogs().catalog(plan.catalog));
    if (!catalog && catalog.error().code == ErrorCode::NotFound) {
        view.report.details = catalog.error().fault.details();
        return view.block(Error{ErrorCode::NotFound, u"There is no catalog %1 that you may see."_s.arg(plan.catalog),
            u"Choose another one, or ask for USE CATALOG on it."_s});
    }
    if (!catalog)
        return view.block(catalog.error());
    if (!catalog->isManaged())
        return view.block(Error{ErrorCode::BadInput,
            u"%1 is a catalog of the kind %2; trace tables can be made in managed catalogs only."_s.arg(
                catalog->name, catalog->type),
            u"Choose another catalog."_s});
    const auto schema = schemaOf(plan, session);
    if (!schema)
        return view.block(schema.error());
    view.report.learned.catalog = catalog->name; // as it is spelled there
    if (*schema)
        view.report.learned.schema = (*schema)->name;
    const auto me = session.me();
    if (!me)
        return view.block(me.error());
    const auto metastore = metastoreOf(session);
    view.find(catalog->name, SetupState::Done, u"The catalog is there, owned by %1."_s.arg(catalog->owner));
    tellStorage(view, *catalog, *schema, metastore);
    tellRights(view, {SecurableKind::Catalog, catalog->name, catalog->owner},
        *schema ? QStringList{u"USE_CATALOG"_s} : QStringList{u"USE_CATALOG"_s, u"CREATE_SCHEMA"_s}, *me, session);
    if (*schema) {
        view.find(catalog->name + u'.' + (*schema)->name, SetupState::Done, u"The schema is there."_s);
        if (catalog->owner != me->userName)
            tellSchemaRights(view, plan, **schema, *me, session);
    } else {
        planSchema(view, plan, session);
    }
    tellAvailability(view, metastore);
    return view.settle(u"The schema %1.%2 is there."_s.arg(plan.catalog, plan.schema),
        *schema
            ? u"The schema %1.%2 is there; something about it could not be made sure."_s.arg(plan.catalog, plan.schema)
            : u"The schema %1.%2 is to be created."_s.arg(plan.catalog, plan.schema));
}

} // namespace spanglass
