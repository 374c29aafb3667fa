#include "services/diagnostics/identity/IdentityChecks.h"

#include "services/auth/HostUrl.h"
#include "services/auth/TokenProvider.h"
#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/workspace/EmptyExport.h"
#include "services/diagnostics/workspace/StepOutcome.h"
#include "services/warehouse/databricks/IngestFault.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Day = 24 * 3600; // s

CheckAction signInAgain(const ConnectionSettings& connection) {
    if (connection.credential == CredentialKind::Browser)
        return {u"Sign in by browser"_s, ProgramRemedy{ProgramRemedy::What::SignIn, connection.id}};
    return {u"Open Connections"_s, ProgramRemedy{ProgramRemedy::What::OpenConnections}};
}

QString formName(TokenForm form) {
    switch (form) {
    case TokenForm::Personal:
        return u"personal access token"_s;
    case TokenForm::Jwt:
        return u"OAuth token (JWT)"_s;
    case TokenForm::Opaque:
        break;
    }
    return u"token of unknown form"_s;
}

Result<TokenFacts> tokenFacts(CheckContext& context) {
    return context.once<Result<TokenFacts>>(u"token"_s, [&]() -> Result<TokenFacts> {
        const auto api = context.api();
        if (!api)
            return std::unexpected(api.error());
        const TokenResult token = context.wait((*api)->tokens().token());
        if (!token)
            return std::unexpected<Error>(token.error());
        return token->facts;
    });
}

CheckResult lookAtSignIn(CheckContext& context) {
    const ConnectionSettings& connection = context.ports().connection->settings;
    if (connection.kind == ConnectionKind::Otlp)
        return notApplicable(u"An OTLP endpoint does not say who signs in."_s);
    const auto report = context.step(SetupStep::SignIn);
    if (!report)
        return couldNotLook(report.error());
    if (report->problem && report->problem->code == ErrorCode::NeedsSignIn)
        return failed(u"The sign-in is not accepted."_s, *report->problem)
            .offer(signInAgain(connection))
            .detail(report->details);
    Outcome out = outcomeOf(report, {report->summary, u"The account cannot be used."_s, {}});
    if (const auto facts = tokenFacts(context)) {
        out.see(u"Signed with"_s, formName(facts->form));
        out.see(u"The token says it is of"_s, facts->owner);
    }
    return out;
}

/// Unsettled (databricks-api.md 1.1): a 401 for a personal token has been seen at ingest, and a 200 as well. So it is
/// tried.
CheckResult lookAtToken(CheckContext& context) {
    const ConnectionSettings& connection = context.ports().connection->settings;
    if (connection.kind == ConnectionKind::MlflowServer || connection.kind == ConnectionKind::Otlp)
        return notApplicable(u"Only the ingest endpoint of a workspace is particular about tokens."_s);
    const auto facts = tokenFacts(context);
    if (!facts)
        return couldNotLook(facts.error());
    const ApiResult answer = emptyExport(context);
    const auto seen = [&](Outcome out) {
        if (!answer)
            out.see(u"Answer"_s, QString(answer.error().fault.details()).replace(u'\n', "; "_L1));
        return out.see(u"Kind of token"_s, formName(facts->form));
    };
    if (answer || answer.error().fault.httpStatus == 400 || answer.error().fault.httpStatus == 403
        || answer.error().fault.httpStatus == 404)
        return seen(fine(u"The ingest endpoint took the token."_s));
    if (answer.error().fault.httpStatus != 401)
        return seen(couldNotLook(answer.error()));
    const Error why = ingestFault(answer.error(), {.spansTable = {}, .sender = facts->owner, .token = facts->form});
    return seen(failed(u"The ingest endpoint does not take this kind of token."_s, why)
                    .offer({u"Open Connections"_s, ProgramRemedy{ProgramRemedy::What::OpenConnections}})
                    .detail(answer.error().fault.details()));
}

CheckResult lookAtExpiry(CheckContext& context) {
    const auto facts = tokenFacts(context);
    if (!facts)
        return couldNotLook(facts.error());
    const ConnectionSettings& connection = context.ports().connection->settings;
    if (facts->credential != CredentialKind::AccessToken)
        return fine(
            facts->credential == CredentialKind::None ? u"No token is needed."_s : u"The token renews itself."_s)
            .see(u"Ends"_s, facts->expires ? facts->expires->toString(Qt::ISODate) : QString());
    if (!facts->expires)
        return fine(u"The token does not say that it ends."_s);
    const qint64 left = context.ports().auth.now().secsTo(*facts->expires);
    const QString ends = facts->expires->toString(Qt::ISODate);
    Outcome out = left <= 0 ? failed(u"The token has ended."_s, u"It ended at %1 and cannot renew itself."_s.arg(ends))
        : left < Day        ? warned(u"The token ends soon."_s, u"It ends at %1 and cannot renew itself."_s.arg(ends))
                            : fine(u"The token is good for more than a day."_s);
    if (out.status != CheckStatus::Ok)
        out.advise(u"Make a new token and put it into the connection, or sign in by OAuth."_s)
            .offer(signInAgain(connection));
    return out.see(u"Ends"_s, ends);
}

CheckResult lookAtWorkspace(CheckContext& context) {
    const ConnectionSettings& connection = context.ports().connection->settings;
    if (connection.kind != ConnectionKind::Databricks && connection.kind != ConnectionKind::Practice)
        return notApplicable(u"This is no workspace."_s);
    const auto api = context.api();
    const QString planned = context.subject().plan.host;
    const bool moves = connection.kind == ConnectionKind::Practice; // to another port with each start
    if (!planned.isEmpty() && !moves && cleanEndpoint(planned) != cleanEndpoint((*api)->connection().host))
        return failed(u"The connection leads to another workspace."_s,
            u"What is asked about is at %1, and the connection leads to %2."_s.arg(planned, (*api)->connection().host))
            .advise(u"Choose the connection to %1."_s.arg(planned))
            .offer({u"Open Connections"_s, ProgramRemedy{ProgramRemedy::What::OpenConnections}});
    const ApiResult me = context.wait((*api)->call(ApiRequest{.path = u"/api/2.0/preview/scim/v2/Me"_s}));
    if (!me)
        return couldNotLook(me.error());
    if (me->workspaceId.isEmpty())
        return couldNotLook(u"The answer does not say of which workspace it is."_s);
    if (!connection.workspaceId.isEmpty() && connection.workspaceId != me->workspaceId)
        return failed(u"Another workspace answers than the connection names."_s,
            u"The connection names the workspace %1, and %2 answers."_s.arg(connection.workspaceId, me->workspaceId))
            .advise(u"Correct the workspace of the connection."_s)
            .offer({u"Open Connections"_s, ProgramRemedy{ProgramRemedy::What::OpenConnections}});
    return fine(u"The workspace that was meant answers."_s)
        .see(u"Workspace"_s, me->workspaceId)
        .see(u"Request id"_s, me->requestId);
}

} // namespace

CheckList identityChecks() {
    using enum CheckStage;
    return {
        {{.id = u"identity.sign-in"_s,
             .stage = Identity,
             .title = u"The sign-in is accepted"_s,
             .looksAt = u"Whom the other side takes the connection's token for."_s,
             .why = u"Without it nothing is taken and nothing can be read."_s},
            {u"network.answer"_s, u"limits.calls"_s, u"network.admission"_s}, &lookAtSignIn},
        {{.id = u"identity.expiry"_s,
             .stage = Identity,
             .title = u"The token lasts"_s,
             .looksAt = u"When the token ends, and whether it renews itself."_s,
             .why = u"An app whose token ends loses its spans from then on."_s},
            {u"identity.sign-in"_s}, &lookAtExpiry},
        {{.id = u"identity.workspace"_s,
             .stage = Identity,
             .title = u"It is the workspace that is meant"_s,
             .looksAt = u"The workspace that answers, against the one of the connection and of the plan."_s,
             .why = u"A token of another workspace is refused, or writes where nobody looks."_s},
            {u"identity.sign-in"_s}, &lookAtWorkspace},
        {{.id = u"identity.token"_s,
             .stage = Identity,
             .title = u"The ingest endpoint takes this kind of token"_s,
             .looksAt = u"What the endpoint answers to an empty request that is signed with the token."_s,
             .why = u"Some workspaces want OAuth there and refuse personal access tokens with 401."_s},
            {u"identity.sign-in"_s, u"limits.calls"_s}, &lookAtToken},
    };
}

} // namespace spanglass
