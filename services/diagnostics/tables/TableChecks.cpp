#include "services/diagnostics/tables/TableChecks.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/tables/SubjectShape.h"
#include "services/diagnostics/tables/SubjectTables.h"
#include "services/diagnostics/workspace/StepOutcome.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const auto NoTables = u"No trace tables are named."_s;

CheckResult lookAtPresence(CheckContext& context) {
    const auto tables = subjectTables(context);
    if (tables.empty())
        return notApplicable(NoTables);
    QStringList absent;
    Outcome out = fine(u"All %1 tables are there."_s.arg(tables.size()));
    for (const SubjectTable& each : tables) {
        if (each.isAbsent())
            absent << each.name;
        else if (!each.info)
            return couldNotLook(each.info.error());
    }
    if (!absent.isEmpty()) {
        out = failed(u"Trace tables are missing."_s,
            u"These are not there, or you may not see them: %1."_s.arg(absent.join(u", "_s)));
        const auto report = context.step(SetupStep::Location);
        if (report && !report->calls.isEmpty())
            out.offer({u"Make the trace tables..."_s, SetupRemedy{report->learned, SetupStep::Location}});
        out.advise(u"Make them in Setup, page \"Catalog and schema\", or ask for SELECT on them."_s);
    }
    for (const SubjectTable& each : tables)
        out.see(each.name,
            each.info ? u"made %1 by %2"_s.arg(each.info->created.toString(Qt::ISODate), each.info->owner)
                      : u"not there, or not to be seen"_s);
    return out;
}

/// Of tables under names of their own, which no plan leads to.
CheckResult lookAtOwnShape(CheckContext& context) {
    const auto shape = subjectShape(context);
    if (!shape)
        return couldNotLook(shape.error());
    QStringList differences;
    for (const ShapeFinding& each : shape->findings)
        differences << each.sentence();
    Outcome out = !shape->isReadable() ? failed(u"The table cannot be read as spans."_s, differences.join(u' '))
        : !differences.isEmpty() ? warned(u"The table differs from the documented shape."_s, differences.join(u' '))
                                 : fine(u"It is a %1."_s.arg(shape->summary()));
    if (!differences.isEmpty())
        out.advise(u"The ingest endpoint refuses spans for a table that lacks columns: make one in Setup."_s)
            .offer({u"Open Setup"_s, ProgramRemedy{ProgramRemedy::What::OpenSetup}});
    return out.see(u"Shape"_s, shape->summary());
}

bool isOfColumns(const SetupFinding& finding) {
    return !finding.subject.endsWith(": reading"_L1) && !finding.subject.endsWith(": protection"_L1)
        && finding.subject != "Reading"_L1;
}

CheckResult lookAtShape(CheckContext& context) {
    const auto tables = subjectTables(context);
    if (tables.empty())
        return notApplicable(NoTables);
    if (!isPlanned(context))
        return lookAtOwnShape(context);
    return outcomeOf(context.step(SetupStep::Tables),
        {u"All columns are there, with the documented types."_s, u"Trace tables lack columns, or have other types."_s,
            u"Add what is missing..."_s},
        &isOfColumns);
}

CheckResult lookAtWarehouse(CheckContext& context) {
    if (subjectTables(context).empty())
        return notApplicable(NoTables);
    const auto report = context.step(SetupStep::Warehouse);
    Outcome out = outcomeOf(
        report, {u"The SQL warehouse answers."_s, u"The SQL warehouse does not answer."_s, u"Start it..."_s});
    if (!report || report->state != SetupState::ToDo)
        return out;
    Outcome idle = couldNotLook(u"%1 Looking into the tables would start it, which costs."_s.arg(report->summary));
    idle.advise(u"Start it, then look again."_s);
    idle.evidence = out.evidence;
    idle.action = out.action;
    return idle;
}

bool isIncomplete(const SetupFinding& finding) {
    return finding.evidence.contains("incomplete complex type"_L1, Qt::CaseInsensitive);
}

CheckResult lookAtTypes(CheckContext& context) {
    if (subjectTables(context).empty())
        return notApplicable(NoTables);
    if (!isPlanned(context))
        return notApplicable(
            u"The table is not one that a setup makes; whether its files can be read is looked at below, under Storage."_s);
    const auto report = context.step(SetupStep::Tables);
    const auto unread = [](const SetupFinding& each) {
        return each.subject.endsWith(": reading"_L1) && each.state != SetupState::Done && !isIncomplete(each);
    };
    if (report && std::ranges::none_of(report->findings, &isIncomplete)
        && std::ranges::any_of(report->findings, unread))
        return couldNotLook(u"No row could be read, for another reason than its types."_s);
    return outcomeOf(report,
        {u"One row of each table was read, with all its types."_s, u"Column types cannot be read."_s,
            u"Mend the tables..."_s},
        [](const SetupFinding& each) { return each.subject.endsWith(": reading"_L1); });
}

CheckResult lookAtPlace(CheckContext& context) {
    const auto tables = subjectTables(context);
    if (tables.empty())
        return notApplicable(NoTables);
    const auto report = context.step(SetupStep::Schema);
    const auto unknown = report ? std::ranges::find_if(report->findings,
                             [](const SetupFinding& each) { return each.subject.startsWith("Storage of "_L1); })
                                : QList<SetupFinding>::const_iterator();
    const bool isDoubtful = report && unknown != report->findings.end();
    const auto table = std::ranges::find_if(tables, [](const SubjectTable& each) { return each.info.has_value(); });
    if (table == tables.end())
        return couldNotLook(tables.front().info.error());
    Outcome out = isDoubtful
        ? std::move(warned(u"The tables are probably on default storage."_s, unknown->evidence).advise(unknown->remedy))
        : fine(u"The tables are %1, on storage of their own."_s.arg(table->info->type.toLower()));
    if (isDoubtful)
        out.advise(u"Only a probe span proves it: such catalogs have answered 200 and kept nothing."_s);
    for (const SubjectTable& each : tables)
        if (each.info)
            out.see(each.name, u"%1, %2, %3"_s.arg(each.info->type, each.info->format, each.info->storageLocation));
    return out;
}

} // namespace

CheckList tableChecks() {
    using enum CheckStage;
    return {
        {{.id = u"tables.there"_s,
             .stage = Tables,
             .title = u"The trace tables are there"_s,
             .looksAt = u"Each table of the subject, in Unity Catalog."_s,
             .why = u"Spans for a table that is not there are refused with 404."_s},
            {u"identity.sign-in"_s, u"offer.form"_s}, &lookAtPresence},
        {{.id = u"tables.shape"_s,
             .stage = Tables,
             .title = u"They have their whole shape"_s,
             .looksAt = u"Columns and types of each table, against the documented ones."_s,
             .why = u"The ingest endpoint refuses every span for a table that lacks one column."_s},
            {u"tables.there"_s}, &lookAtShape},
        {{.id = u"tables.warehouse"_s,
             .stage = Tables,
             .title = u"The SQL warehouse answers"_s,
             .looksAt = u"The warehouse that reads the tables, with one statement where it runs."_s,
             .why = u"Tables and experiments are read through it."_s},
            {u"tables.there"_s}, &lookAtWarehouse},
        {{.id = u"tables.types"_s,
             .stage = Tables,
             .title = u"Their types can be read"_s,
             .looksAt = u"One row of each table, with all columns."_s,
             .why = u"Tables made with incomplete types fail with \"Incomplete complex type\" in every reader."_s},
            {u"tables.there"_s, u"tables.warehouse"_s}, &lookAtTypes},
        {{.id = u"tables.place"_s,
             .stage = Tables,
             .title = u"They lie where spans are kept"_s,
             .looksAt = u"Managed or external, and the storage of table and catalog."_s,
             .why = u"Catalogs on default storage take spans and keep none."_s},
            {u"tables.there"_s}, &lookAtPlace},
    };
}

} // namespace spanglass
