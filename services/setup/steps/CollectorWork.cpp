#include "services/setup/steps/CollectorWork.h"

#include "services/auth/ApiReading.h"
#include "services/core/SetupNames.h"
#include "services/setup/Availability.h"
#include "services/setup/CallText.h"
#include "services/setup/CollectorApp.h"
#include "services/setup/CollectorCalls.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/steps/GrantsWork.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Parts = PlannedCollector;

std::string utf8(const QString& text) { return text.toStdString(); }

/// Waits for what the workspace does by itself; `state` gives nothing while it is still at it.
Result<> settled(const Parts& wanted, SetupSession& session, const QString& doing,
    const std::function<std::optional<Result<>>(const CollectorApp&)>& state) {
    for (auto waited = std::chrono::milliseconds(0); waited < session.pace().warehouseStart;
         waited += session.pace().look) {
        const auto app = collectorApp(wanted.appName, session);
        if (app && *app) {
            if (const auto end = state(**app))
                return *end;
            session.say(u"%1: compute %2, app %3"_s.arg(doing, (*app)->computeState, (*app)->appState));
        }
        if (!session.pause(session.pace().look))
            return failure(ErrorCode::Cancelled, u"Cancelled."_s);
    }
    return failure(ErrorCode::TimedOut, u"The app %1 did not get ready in time."_s.arg(wanted.appName),
        u"Look at its log in the workspace, under Compute, Apps; then look again."_s);
}

std::optional<Result<>> started(const CollectorApp& app) {
    if (app.computeState == "ACTIVE"_L1)
        return Result<>();
    if (app.computeState == "ERROR"_L1)
        return failure(ErrorCode::Conflict, u"The compute of the app does not start: %1"_s.arg(app.appMessage),
            u"Look at it in the workspace, under Compute, Apps."_s);
    return std::nullopt;
}

void fulfilReplacing(SetupPlan& plan) { plan.collector.replacesSecret = false; }

void fulfilDeploying(SetupPlan& plan) { plan.collector.replacesSecret = plan.collector.deploysAnew = false; }

/// Whether the value is right cannot be seen; it is not read. True when another token takes the place of one that is
/// there.
bool planSecret(StepView& view, const Parts& wanted, SetupSession& session) {
    const auto keys = secretKeys(wanted.secretScope, session);
    if (!keys) {
        view.find(u"Secret scope %1"_s.arg(wanted.secretScope), SetupState::Uncertain,
            u"It could not be looked at: %1"_s.arg(keys.error().message), keys.error().remedy);
        return false;
    }
    const auto hasScope = [wanted, &session] {
        const auto now = secretKeys(wanted.secretScope, session);
        return now && now->has_value();
    };
    if (!*keys) {
        view.find(u"Secret scope %1"_s.arg(wanted.secretScope), SetupState::ToDo, u"It is not there."_s);
        PlannedCall make;
        make.call = makeScopeCall(wanted);
        make.undo = restCall(u"Delete the secret scope and what is in it"_s, "POST",
            u"/api/2.0/secrets/scopes/delete"_s, Json{{"scope", utf8(wanted.secretScope)}});
        make.isDone = hasScope;
        view.add(std::move(make));
    } else {
        view.find(u"Secret scope %1"_s.arg(wanted.secretScope), SetupState::Done, u"It is there."_s);
    }
    const QString secret = u"Secret %1"_s.arg(wanted.secretKey);
    const bool there = keys->value_or(QStringList()).contains(wanted.secretKey);
    if (there && !wanted.replacesSecret) {
        view.find(secret, SetupState::Done, u"It is there; its value is not read."_s,
            u"To put another token there, choose to replace it."_s);
        return false;
    }
    PlannedCall put;
    put.call = putSecretCall(wanted);
    if (there) {
        view.find(secret, SetupState::ToDo, u"It is there, and is to be replaced."_s);
        view.report.cautions << u"The token that the secret holds now is lost: it cannot be read, nor taken back."_s;
        put.call.purpose = u"Replace the token in the secret"_s;
    } else {
        view.find(secret, SetupState::ToDo, u"It is not there. It holds the token that the app writes with."_s);
        put.undo = restCall(u"Delete the secret"_s, "POST", u"/api/2.0/secrets/delete"_s,
            Json{{"scope", utf8(wanted.secretScope)}, {"key", utf8(wanted.secretKey)}});
        put.fulfils = fulfilReplacing;
        put.isDone = [wanted, &session] {
            const auto now = secretKeys(wanted.secretScope, session);
            return now && now->value_or(QStringList()).contains(wanted.secretKey);
        };
    }
    view.add(std::move(put));
    return there;
}

void planApp(StepView& view, const Parts& wanted, SetupSession& session) {
    view.find(u"App %1"_s.arg(wanted.appName), SetupState::ToDo, u"It is not there."_s);
    PlannedCall make;
    make.call = makeAppCall(wanted);
    make.undo = restCall(u"Delete the app"_s, "DELETE", appPath(wanted));
    make.deadline = session.pace().longCall;
    make.isDone = [wanted, &session] {
        const auto now = collectorApp(wanted.appName, session);
        return now && now->has_value();
    };
    make.then = [wanted, &session] { return settled(wanted, session, u"Starting the app"_s, started); };
    make.looksAgain = true; // its service principal is known from here on
    view.add(std::move(make));
}

void planResources(StepView& view, const Parts& wanted, const CollectorApp& app, SetupSession& session) {
    if (!app.secretResource(wanted.secretScope, wanted.secretKey).isEmpty())
        return view.find(u"Secret of the app"_s, SetupState::Done, u"The app may read it."_s);
    view.find(u"Secret of the app"_s, SetupState::ToDo, u"The app is not given the secret."_s);
    PlannedCall give;
    const Json resources = Json::parse(app.resourcesWith(wanted.secretScope, wanted.secretKey).toStdString());
    give.call = restCall(u"Give the app its secret"_s, "PATCH", appPath(wanted),
        Json{{"name", utf8(wanted.appName)}, {"resources", resources}});
    give.isDone = [wanted, &session] {
        const auto now = collectorApp(wanted.appName, session);
        return now && *now && !(*now)->secretResource(wanted.secretScope, wanted.secretKey).isEmpty();
    };
    view.add(std::move(give));
}

void planStart(StepView& view, const Parts& wanted, const CollectorApp& app, SetupSession& session) {
    if (app.computeState == "STARTING"_L1 || app.computeState == "UPDATING"_L1) {
        view.find(u"App %1"_s.arg(wanted.appName), SetupState::ToDo, u"Its compute is starting."_s);
        view.waitsFor = u"The compute of the app is starting; look again in a minute."_s;
        return;
    }
    if (app.computeState != "STOPPED"_L1)
        return;
    view.find(u"App %1"_s.arg(wanted.appName), SetupState::ToDo, u"It is stopped."_s);
    PlannedCall start;
    start.call = restCall(u"Start the app"_s, "POST", appPath(wanted) + "/start"_L1);
    start.undo = restCall(u"Stop the app"_s, "POST", appPath(wanted) + "/stop"_L1);
    start.isDone = [wanted, &session] {
        const auto now = collectorApp(wanted.appName, session);
        return now && *now && ((*now)->computeState == "STARTING"_L1 || (*now)->computeState == "ACTIVE"_L1);
    };
    start.then = [wanted, &session] { return settled(wanted, session, u"Starting the app"_s, started); };
    view.add(std::move(start));
}

/// The variables that the app was deployed with otherwise; nothing where the workspace does not tell all of them.
std::optional<QStringList> deployedOtherwise(const SetupPlan& plan, const CollectorApp& app, const QString& resource) {
    const auto body = readObject(requestOf(deployCall(plan, resource))->body);
    const auto wanted = environmentIn(body.value_or(Json::object()));
    if (!app.environment || !wanted)
        return std::nullopt;
    QStringList other;
    bool told = true;
    for (auto it = wanted->begin(); it != wanted->end(); ++it) {
        const auto there = app.environment->find(it.key());
        if (there == app.environment->end() || (!there->isEmpty() && *there != it.value()))
            other << it.key();
        else if (there->isEmpty() && !it.value().isEmpty())
            told = false;
    }
    return told || !other.isEmpty() ? std::optional(other) : std::nullopt;
}

/// Of an app that runs what lies in the planned folder.
void tellDeployment(
    StepView& view, const Parts& wanted, const CollectorApp& app, const std::optional<QStringList>& other) {
    SetupPlan again = view.report.learned;
    again.collector.deploysAnew = true;
    view.offer(u"Deploy the app anew, such as after its code was changed"_s, again);
    if (app.appState != "RUNNING"_L1)
        return view.find(u"Deployment"_s, SetupState::ToDo,
            u"It was deployed, and the app is %1: %2"_s.arg(app.appState, app.appMessage),
            u"Look at its log in the workspace, under Compute, Apps."_s);
    view.find(u"Deployment"_s, other ? SetupState::Done : SetupState::Uncertain,
        other ? u"It runs what lies in %1, for this experiment and its tables."_s.arg(wanted.sourceFolder)
              : u"It runs what lies in %1; for which experiment and tables the workspace does not tell."_s.arg(
                  wanted.sourceFolder),
        other ? QString() : u"Deploy it anew to be sure."_s);
}

/// `replaces`: the app runs with a token that another one takes the place of. Assumed: an app reads its secrets when it
/// is deployed, so it is deployed anew then.
void planDeployment(
    StepView& view, const SetupPlan& plan, const CollectorApp* app, bool replaces, SetupSession& session) {
    const Parts& wanted = plan.collector;
    const bool from = app && sameFolder(app->deployedFrom, wanted.sourceFolder);
    const QString given = app ? app->secretResource(wanted.secretScope, wanted.secretKey) : QString();
    const QString resource = given.isEmpty() ? wanted.secretKey : given;
    const bool runs = from && app->deployedState == "SUCCEEDED"_L1 && !app->deploying;
    const auto other = runs ? deployedOtherwise(plan, *app, resource) : std::nullopt;
    const bool fits = !other || other->isEmpty();
    if (runs && fits && !replaces && !wanted.deploysAnew)
        return tellDeployment(view, wanted, *app, other);
    view.find(u"Deployment"_s, SetupState::ToDo,
        !app || app->deployedFrom.isEmpty() ? u"Nothing is deployed."_s
            : from && replaces              ? u"It runs with the token that is to be replaced."_s
            : runs && !fits                 ? u"It was deployed for something else: %1."_s.arg(other->join(u", "_s))
            : runs                          ? u"It runs, and is to be deployed anew."_s
            : from ? u"The last deployment: %1 %2"_s.arg(app->deployedState, app->deployedMessage)
                   : u"It runs what lies in %1."_s.arg(app->deployedFrom));
    const QString before = app ? app->deploymentId : QString();
    PlannedCall deploy;
    deploy.call = deployCall(plan, resource);
    deploy.deadline = session.pace().longCall;
    deploy.fulfils = fulfilDeploying;
    deploy.then = [wanted, before, &session] {
        return settled(wanted, session, u"Deploying the app"_s,
            [before, looks = session.pace().looks](const CollectorApp& now) mutable -> std::optional<Result<>> {
                const bool asBefore = !before.isEmpty() && now.deploymentId == before;
                const bool begins = asBefore && now.appState == "RUNNING"_L1 && --looks > 0;
                if (now.deploying || now.appState == "DEPLOYING"_L1 || begins)
                    return std::nullopt;
                if (asBefore)
                    return failure(ErrorCode::Conflict, u"The app still runs what was deployed before."_s,
                        u"Look at its log in the workspace, under Compute, Apps."_s);
                if (now.deployedState == "SUCCEEDED"_L1)
                    return Result<>();
                return failure(ErrorCode::Conflict,
                    u"The deployment ended with %1: %2"_s.arg(
                        now.deployedState, now.deployedMessage.isEmpty() ? now.appMessage : now.deployedMessage),
                    u"Look at its log in the workspace, under Compute, Apps."_s);
            });
    };
    deploy.isDone = [wanted, before, &session] {
        const auto now = collectorApp(wanted.appName, session);
        const bool asBefore = now && *now && !before.isEmpty() && (*now)->deploymentId == before;
        return now && *now
            && ((*now)->deploying
                || (!asBefore && sameFolder((*now)->deployedFrom, wanted.sourceFolder)
                    && (*now)->deployedState == "SUCCEEDED"_L1));
    };
    deploy.looksAgain = true;
    view.add(std::move(deploy));
}

/// As the step Grants does it for people. `servicePrincipal`: a mark while the app is not made; such calls are only
/// shown, and found out anew once it is.
void planRights(StepView& view, const SetupPlan& plan, const QString& servicePrincipal, SetupSession& session) {
    SetupPlan own = plan;
    own.grants = {{.principal = {.kind = PrincipalKind::ServicePrincipal,
                       .id = servicePrincipal,
                       .label = u"app "_s + plan.collector.appName}}};
    StepView rights = GrantsWork().look(own, session);
    if (rights.report.problem)
        return view.find(u"Rights of the app"_s, SetupState::Uncertain, rights.report.problem->message,
            rights.report.problem->remedy);
    view.report.findings.append(rights.report.findings);
    if (!rights.waitsFor.isEmpty() && servicePrincipal != AppPrincipalMark)
        return;
    for (PlannedCall& each : rights.planned)
        view.add(std::move(each));
}

std::optional<Error> wrongIn(const Parts& wanted) {
    static const QRegularExpression appName(u"^[a-z0-9-]{2,30}$"_s);
    if (!appName.match(wanted.appName).hasMatch())
        return Error{ErrorCode::BadInput, u"An app's name has 2 to 30 lower case letters, digits and hyphens."_s,
            u"Change it on this page."_s};
    if (wanted.secretScope.isEmpty() || wanted.secretKey.isEmpty())
        return Error{ErrorCode::BadInput, u"The app needs a secret scope and a key for its token."_s,
            u"Name them on this page."_s};
    if (!wanted.sourceFolder.startsWith(u'/'))
        return Error{ErrorCode::BadInput, u"The folder with the app's code has to be an absolute workspace path."_s,
            u"Such as /Workspace/Shared/opentelemetry-collector-code."_s};
    return {};
}

/// The app is told of its tables by a prefix alone (UC_TABLE_PREFIX_NAME), which tables of fixed names do not have.
bool blockOlderForm(StepView& view, const SetupPlan& given, SetupSession& session) {
    const auto linked = followingLink(given, session);
    SetupPlan plan = linked ? *linked : given;
    if (plan.form == TraceTableForm::Newest)
        plan.form = newestForm(session).value_or(TraceTableForm::TablePrefix);
    if (plan.form == TraceTableForm::TablePrefix)
        return false;
    plan.form = TraceTableForm::TablePrefix;
    plan.tablePrefix.clear();
    plan.experimentId.clear();
    plan.experimentName = nextExperimentName(plan.experimentName);
    view.offer(u"Use the form with a table prefix, and a new experiment %1"_s.arg(plan.experimentName), plan);
    view.block(Error{ErrorCode::Conflict,
        u"The collector app writes to tables with a prefix, and this setup leads to tables of fixed names."_s,
        u"Use the form with a table prefix and a new experiment, such as %1, or leave the app out."_s.arg(
            plan.experimentName)});
    return true;
}

/// The code is somebody's own: without it there is nothing to deploy.
void findCode(StepView& view, const Parts& wanted, SetupSession& session) {
    const auto there = session.send(
        ApiRequest{.path = u"/api/2.0/workspace/get-status"_s, .query = {{u"path"_s, wanted.sourceFolder}}});
    if (there || there.error().code != ErrorCode::NotFound) {
        view.find(u"Code of the app"_s, there ? SetupState::Done : SetupState::Uncertain,
            there ? u"%1 is there."_s.arg(wanted.sourceFolder) : there.error().message);
        return;
    }
    view.find(u"Code of the app"_s, SetupState::Blocked, u"The folder %1 is not there."_s.arg(wanted.sourceFolder),
        u"Copy the collector's code there, then look again: databricks sync . %1"_s.arg(wanted.sourceFolder));
}

} // namespace

StepView CollectorWork::look(const SetupPlan& plan, SetupSession& session) const {
    StepView view(SetupStep::Collector, plan);
    const Parts& wanted = plan.collector;
    if (plan.mlflowServer || !wanted.isWanted())
        return view.skip(u"No collector app is asked for."_s);
    if (const auto wrong = wrongIn(wanted))
        return view.block(*wrong);
    session.say(u"Looking at the app %1"_s.arg(wanted.appName));
    const auto found = collectorApp(wanted.appName, session);
    if (!found && found.error().fault.errorCode == "ENDPOINT_NOT_FOUND"_L1)
        return view.block(Error{ErrorCode::NotFound, u"This workspace has no Apps."_s,
            u"Let programs send with credentials of their own instead; the page “Grants” gives them rights."_s});
    if (!found)
        return view.block(found.error());
    if (blockOlderForm(view, plan, session))
        return view;
    findCode(view, wanted, session);
    const bool replaces = planSecret(view, wanted, session);
    if (*found) {
        const CollectorApp& app = **found;
        view.find(u"App %1"_s.arg(app.name), SetupState::Done,
            u"It is there, with the service principal %1."_s.arg(app.servicePrincipal));
        view.report.learned.collector.url = app.url;
        planResources(view, wanted, app, session);
        planStart(view, wanted, app, session);
        planDeployment(view, plan, &app, replaces, session);
        planRights(view, plan, app.servicePrincipal, session);
        view.find(u"Address"_s, SetupState::Done,
            u"Programs send to %1/v1/traces, with OAuth. In a browser it shows an error page, which is as it should be."_s
                .arg(app.url));
    } else {
        planApp(view, wanted, session);
        planDeployment(view, plan, nullptr, replaces, session);
        planRights(view, plan, AppPrincipalMark, session);
        view.report.cautions
            << u"Its service principal is granted what the page “Grants” grants to writers, once it is known "
               "by its id."_s;
    }
    view.report.cautions
        << u"The app writes with the token in the secret: that token's owner needs the rights of a writer, "
           "and the token has to be renewed before it ends."_s
        << u"An app that runs is charged. It cannot be reached where the workspace lets in listed "
           "addresses only."_s;
    return view.settle(u"The collector app runs."_s, u"The collector app is to be set up."_s);
}

} // namespace spanglass
