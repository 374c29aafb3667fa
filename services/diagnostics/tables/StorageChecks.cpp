// Whether what is sent is kept.
#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/tables/SubjectShape.h"
#include "services/diagnostics/tables/SubjectTables.h"
#include "services/diagnostics/tables/TableChecks.h"
#include "services/diagnostics/workspace/StepOutcome.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

CheckResult lookAtFiles(CheckContext& context) {
    const auto tables = subjectTables(context);
    if (tables.empty())
        return notApplicable(u"No trace tables are named."_s);
    if (isPlanned(context))
        return outcomeOf(context.step(SetupStep::Tables),
            {u"Their data files can be read."_s, u"Their data files cannot be read."_s, u"Mend the tables..."_s},
            [](const SetupFinding& each) {
                return each.subject.endsWith(": reading"_L1)
                    && !each.evidence.contains("incomplete complex type"_L1, Qt::CaseInsensitive);
            });
    const auto shape = subjectShape(context);
    if (!shape)
        return couldNotLook(shape.error());
    SqlRequest request;
    request.sql = u"SELECT * FROM %1 LIMIT 1"_s.arg(shape->table);
    const auto answer = asked(context, request);
    if (answer)
        return fine(u"A row of the table was read."_s);
    return keepsFromLooking(answer.error().code) ? couldNotLook(answer.error())
                                                 : failed(u"The table cannot be read."_s, answer.error());
}

QString hopName(ProofHop hop) {
    switch (hop) {
    case ProofHop::Accepted:
        return u"Accepted by the endpoint"_s;
    case ProofHop::InTable:
        return u"In the table"_s;
    case ProofHop::Readable:
        return u"Read back whole"_s;
    case ProofHop::InExperiment:
        break;
    }
    return u"In the experiment"_s;
}

QString hopText(const ProofHopReport& hop) {
    const QString said = hop.problem ? hop.problem->message : hop.evidence;
    return hop.sinceSent.value > 0 ? u"after %1: %2"_s.arg(formatDuration(hop.sinceSent), said) : said;
}

/// 200 and no row is the silent loss; how long was waited is what tells it from delay.
QString verdict(const ProofHopReport& stopped) {
    switch (stopped.hop) {
    case ProofHop::Accepted:
        return u"The endpoint does not take the probe."_s;
    case ProofHop::InTable:
        return u"The endpoint said yes, and %1 later no row is there: the probe was lost silently."_s.arg(
            formatDuration(stopped.sinceSent));
    case ProofHop::Readable:
        return u"The probe arrived, and does not come back as it was sent."_s;
    case ProofHop::InExperiment:
        break;
    }
    return u"The probe is in the table and does not show in the experiment."_s;
}

CheckResult lookWithProbe(CheckContext& context) {
    const auto api = context.api();
    if (!api)
        return couldNotLook(api.error());
    const auto report = context.step(SetupStep::Warehouse);
    SetupPlan plan = context.plan();
    if (report)
        plan.warehouseId = report->learned.warehouseId;
    const ProofReport proof = context.ports().prove(
        *api, plan, [&] { return context.isCancelled(); },
        [&](const ProofReport& now) {
            for (const ProofHopReport& each : now.hops)
                if (each.state == ProofHopReport::State::Looking)
                    context.say(u"The probe: %1?"_s.arg(hopName(each.hop)));
        });
    if (context.isCancelled())
        return couldNotLook(u"Cancelled."_s);
    const ProofHopReport* stopped = proof.firstFailure();
    Outcome out
        = stopped && stopped->problem && keepsFromLooking(stopped->problem->code) && stopped->hop == ProofHop::Accepted
        ? couldNotLook(*stopped->problem)
        : stopped ? failed(verdict(*stopped), stopped->problem.value_or(Error{ErrorCode::Bug, stopped->evidence, {}}))
                  : fine(u"The probe went all the way."_s);
    out.see(u"Trace id"_s, proof.traceId).see(u"Table"_s, proof.spansTable);
    out.see(u"Sent"_s, proof.sent.toString(Qt::ISODate));
    for (const ProofHopReport& each : proof.hops)
        out.see(hopName(each.hop), hopText(each));
    return out;
}

} // namespace

CheckList storageChecks() {
    using enum CheckStage;
    return {
        {{.id = u"storage.files"_s,
             .stage = Storage,
             .title = u"Data files can be read"_s,
             .looksAt = u"One row of each table, through the SQL warehouse."_s,
             .why
             = u"Storage that is denied answers 200 when spans are sent, and fails in file-scan-node-base when they are read."_s},
            {u"tables.there"_s, u"tables.warehouse"_s}, &lookAtFiles},
        {{.id = u"storage.probe"_s,
             .stage = Storage,
             .title = u"A probe span is kept"_s,
             .looksAt = u"A marked test trace, sent to the real endpoint and followed into the table and back."_s,
             .why = u"An answer of 200 does not prove that anything was kept."_s,
             .sends = true},
            {u"identity.sign-in"_s, u"tables.there"_s, u"tables.warehouse"_s}, &lookWithProbe},
    };
}

} // namespace spanglass
