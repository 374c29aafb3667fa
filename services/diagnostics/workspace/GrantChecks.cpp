#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/tables/SubjectTables.h"
#include "services/diagnostics/workspace/EmptyExport.h"
#include "services/diagnostics/workspace/StepOutcome.h"
#include "services/diagnostics/workspace/WorkspaceChecks.h"
#include "services/warehouse/databricks/IngestFault.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool isOfAccess(const SetupFinding& finding) { return finding.subject.startsWith("CAN "_L1); }

bool isOfTables(const SetupFinding& finding) {
    return !isOfAccess(finding) && finding.subject != "Trace tables"_L1; // whose presence is another check's
}

CheckResult lookAtPrivileges(CheckContext& context) {
    if (subjectTables(context).empty())
        return notApplicable(u"No trace tables are named."_s);
    return outcomeOf(context.step(SetupStep::Grants),
        {u"Everybody in question has the privileges."_s, u"Privileges are missing."_s, u"Grant what is missing..."_s},
        &isOfTables);
}

CheckResult lookAtAccess(CheckContext& context) {
    if (subjectTables(context).empty())
        return notApplicable(u"No trace tables are named."_s);
    return outcomeOf(context.step(SetupStep::Grants),
        {u"Everybody in question may use warehouse and experiment."_s,
            u"Somebody may not use the warehouse or the experiment."_s, u"Permit it..."_s},
        &isOfAccess);
}

/// The endpoint's own word, of the one who is signed in.
CheckResult lookAtWriting(CheckContext& context) {
    const QString table = spansTableOf(context);
    if (table.isEmpty())
        return notApplicable(u"No trace tables are named."_s);
    const ApiResult answer = emptyExport(context);
    if (answer)
        return fine(u"The endpoint would take spans of yours for %1."_s.arg(table))
            .see(u"Answer"_s, u"HTTP %1"_s.arg(answer->status))
            .see(u"Request id"_s, answer->requestId);
    const ApiFault& fault = answer.error().fault;
    if (fault.httpStatus != 403)
        return fault.httpStatus == 400
            ? Outcome(fine(u"The endpoint knows you; it refuses the request for another reason than rights."_s))
                  .see(u"Answer"_s, fault.serverMessage)
            : couldNotLook(answer.error());
    const auto me = context.step(SetupStep::SignIn);
    const QString sender = me && !me->findings.isEmpty() ? me->findings.first().subject : QString();
    Outcome out = failed(u"The endpoint does not let you write."_s,
        ingestFault(answer.error(), {.spansTable = table, .sender = sender}));
    return out.see(u"Answer"_s, fault.serverMessage).detail(fault.details());
}

} // namespace

CheckList grantChecks() {
    using enum CheckStage;
    return {
        {{.id = u"grants.tables"_s,
             .stage = Grants,
             .title = u"Privileges on catalog, schema and tables"_s,
             .looksAt = u"Each privilege that sending and reading need, for each principal in question."_s,
             .why = u"The endpoint wants MODIFY and SELECT by name: ALL PRIVILEGES does not count there."_s},
            {u"tables.there"_s}, &lookAtPrivileges},
        {{.id = u"grants.access"_s,
             .stage = Grants,
             .title = u"Access to warehouse and experiment"_s,
             .looksAt = u"CAN USE on the SQL warehouse, CAN EDIT on the experiment, for each principal in question."_s,
             .why = u"Without them traces are there and cannot be seen."_s},
            {u"tables.there"_s}, &lookAtAccess},
        {{.id = u"grants.write"_s,
             .stage = Grants,
             .title = u"The endpoint lets you write"_s,
             .looksAt = u"What the endpoint answers you to an empty request for the table."_s,
             .why = u"It has the last word on rights."_s},
            {u"tables.there"_s, u"identity.token"_s}, &lookAtWriting},
    };
}

} // namespace spanglass
