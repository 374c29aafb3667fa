#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/workspace/EmptyExport.h"
#include "services/diagnostics/workspace/StepOutcome.h"
#include "services/diagnostics/workspace/WorkspaceChecks.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool isWorkspace(CheckContext& context) {
    const ConnectionKind kind = context.ports().connection->settings.kind;
    return kind == ConnectionKind::Databricks || kind == ConnectionKind::Practice;
}

const auto NoWorkspace = u"This is no workspace."_s;

QString previews(CheckContext& context) {
    const PublishedFacts& facts = context.ports().published;
    return u"%1 (documents of %2; no call tells whether they are on)"_s.arg(
        facts.previews.join(u"; "_s), facts.regionsRead.toString(Qt::ISODate));
}

CheckResult lookAtEndpoint(CheckContext& context) {
    if (!isWorkspace(context))
        return notApplicable(NoWorkspace);
    const ApiResult answer = emptyExport(context);
    if (hasEndpoint(answer))
        return fine(u"The workspace has the endpoint /api/2.0/otel/v1/traces."_s);
    const ApiError& error = answer.error();
    if (error.fault.httpStatus != 404)
        return keepsFromLooking(error.code)
            ? couldNotLook(error)
            : failed(u"The ingest endpoint is not well."_s, error).detail(error.fault.details());
    return failed(u"The workspace has no ingest endpoint."_s,
        u"It answers 404 at /api/2.0/otel/v1/traces: the preview is off, or the region does not have it."_s)
        .advise(u"An admin switches on the preview \"OpenTelemetry on Databricks\"."_s)
        .see(u"Previews"_s, previews(context))
        .detail(error.fault.details());
}

CheckResult lookAtForm(CheckContext& context) {
    if (!isWorkspace(context))
        return notApplicable(NoWorkspace);
    const auto api = context.api();
    const auto form = context.ports().newestForm(*api, [&] { return context.isCancelled(); });
    if (!form)
        return couldNotLook(u"The workspace did not say which form of trace tables it has."_s);
    if (*form == TraceTableForm::TablePrefix)
        return fine(u"The workspace has the newer trace tables, with a prefix."_s)
            .see(u"Previews"_s, previews(context));
    if (context.subject().plan.form != TraceTableForm::TablePrefix)
        return fine(u"The workspace has the older trace tables only, one set for each schema."_s)
            .see(u"Previews"_s, previews(context));
    return failed(u"The workspace has no trace tables with a prefix."_s,
        u"The plan asks for the newer form (REST 5.0), and the workspace has the older one only."_s)
        .advise(u"Use the older form: leave the form open in Setup, or choose \"Linked schema\"."_s)
        .advise(u"Or have an admin switch on the previews, where the region has them."_s)
        .offer({u"Open Setup"_s, ProgramRemedy{ProgramRemedy::What::OpenSetup}})
        .see(u"Previews"_s, previews(context));
}

CheckResult lookAtRegion(CheckContext& context) {
    if (!isWorkspace(context))
        return notApplicable(NoWorkspace);
    if (context.plan().catalog.isEmpty())
        return notApplicable(u"No catalog is named."_s);
    const auto report = context.step(SetupStep::Schema);
    if (!report)
        return couldNotLook(report.error());
    const auto region = std::ranges::find(report->findings, u"Region"_s, &SetupFinding::subject);
    if (region == report->findings.end())
        return couldNotLook(u"The workspace does not say in which region it is."_s);
    Outcome out = region->state == SetupState::Done
        ? fine(region->evidence)
        : std::move(warned(u"The region is not named for trace tables."_s, region->evidence).advise(region->remedy));
    return out.see(u"Named regions"_s, context.ports().published.regions.join(u", "_s))
        .see(u"Read"_s, context.ports().published.regionsRead.toString(Qt::ISODate));
}

} // namespace

CheckList offerChecks() {
    using enum CheckStage;
    return {
        {{.id = u"offer.endpoint"_s,
             .stage = Offer,
             .title = u"The workspace has the ingest endpoint"_s,
             .looksAt = u"What /api/2.0/otel/v1/traces answers to an empty request."_s,
             .why = u"It belongs to a preview that an admin has to switch on."_s},
            {u"identity.sign-in"_s}, &lookAtEndpoint},
        {{.id = u"offer.form"_s,
             .stage = Offer,
             .title = u"It has the form of trace tables that is meant"_s,
             .looksAt = u"Whether REST 5.0 of trace locations is there."_s,
             .why = u"A plan for the newer tables cannot be carried out without it."_s},
            {u"identity.sign-in"_s}, &lookAtForm},
        {{.id = u"offer.region"_s,
             .stage = Offer,
             .title = u"The region is one that has it"_s,
             .looksAt = u"The metastore's region, against the regions that the documents name."_s,
             .why = u"Where it is not offered, no setup helps."_s},
            {u"identity.sign-in"_s}, &lookAtRegion},
    };
}

} // namespace spanglass
