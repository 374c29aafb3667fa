#include "services/setup/steps/SignInWork.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

StepView lookAtServer(StepView view, SetupSession& session) {
    ExperimentQuery query;
    query.maxResults = 1;
    const auto answer = session.wait(session.experiments().search(query));
    if (!answer)
        return view.block(answer.error());
    view.find(session.connection().host, SetupState::Done, u"The MLflow server answers."_s);
    return view.settle(u"The MLflow server at %1 answers."_s.arg(session.connection().host), {});
}

} // namespace

StepView SignInWork::look(const SetupPlan& plan, SetupSession& session) const {
    StepView view(SetupStep::SignIn, plan);
    const ConnectionSettings& connection = session.connection();
    view.report.learned.host = connection.host;
    view.report.learned.profile = connection.profile;
    view.report.learned.mlflowServer = connection.kind == ConnectionKind::MlflowServer;
    session.say(u"Asking who we are"_s);
    if (view.report.learned.mlflowServer)
        return lookAtServer(std::move(view), session);
    const auto me = session.me();
    if (!me)
        return view.block(me.error());
    const QString name = me->displayName.isEmpty() ? me->userName : me->displayName;
    view.find(me->userName, me->active ? SetupState::Done : SetupState::Blocked,
        me->active ? u"Signed in as %1."_s.arg(name) : u"The account %1 is not active."_s.arg(name),
        me->active ? QString() : u"Ask an administrator of the workspace to activate it."_s);
    if (!me->groups.isEmpty())
        view.find(u"Groups"_s, SetupState::Done, u"Member of %1."_s.arg(me->groups.join(u", "_s)));
    // Seed 000 met a 401 for a token that every other API took; other sources say that it works.
    if (connection.credential == CredentialKind::AccessToken)
        view.report.cautions << u"This connection uses an access token; some workspaces refuse those where traces are "
                                "sent (401). The proof at the end shows it; signing in by browser or as a service "
                                "principal is always taken."_s;
    return view.settle(u"Signed in to %1 as %2."_s.arg(connection.host, name), {});
}

} // namespace spanglass
