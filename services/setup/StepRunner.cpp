#include "services/setup/StepRunner.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

SetupStepReport finished(StepView view) {
    for (const PlannedCall& each : view.planned)
        view.report.calls.append(each.call);
    view.report.seen = QDateTime::currentDateTimeUtc();
    return view.report;
}

/// Whether the server may still be at it.
bool leavesOpen(const ApiError& error) {
    if (error.fault.httpStatus >= 400 && error.fault.httpStatus < 500 && error.fault.httpStatus != 408)
        return false;
    return error.code == ErrorCode::TimedOut || error.code == ErrorCode::Offline || error.fault.httpStatus >= 500;
}

/// The sending of the calls of one step.
class Application {
public:
    Application(const StepWork& work, SetupSession& session)
        : m_work(work)
        , m_session(session) { }

    SetupStepReport run(const SetupPlan& plan);

private:
    struct Trouble {
        Error error;
        QString details = {};
        QList<SetupOffer> offers = {};
    };

    std::optional<Trouble> sendAll(StepView view);
    std::optional<Trouble> carryOut(const PlannedCall& call, const SetupPlan& plan);
    std::optional<Trouble> introduceAndRepeat(const PlannedCall& call, const SetupPlan& plan);
    ApiOutcome<QString> send(const PlannedCall& call, const SetupPlan& plan) const;
    bool wasDone(const PlannedCall& call, const ApiError& error) const;
    std::optional<Trouble> after(const PlannedCall& call) const;
    void keep(const PlannedCall& call, bool succeeded, const QString& answer) const;
    bool isStillShown(const StepView& view) const {
        return std::ranges::any_of(
            view.planned, [this](const PlannedCall& each) { return m_accepted.contains(each.call.text); });
    }

    const StepWork& m_work;
    SetupSession& m_session;
    SetupStep m_step = SetupStep::SignIn;
    SetupPlan m_plan; ///< as far as it is known
    QStringList m_accepted; ///< texts of the calls that were answered well
};

SetupStepReport Application::run(const SetupPlan& plan) {
    m_plan = plan;
    StepView view = m_work.look(plan, m_session);
    m_step = view.report.step;
    m_plan = view.report.learned;
    if (!view.waitsFor.isEmpty())
        return finished(view.block(Error{ErrorCode::Conflict, view.waitsFor, {}}));
    if (view.planned.empty())
        return finished(std::move(view));
    const auto trouble = sendAll(std::move(view));
    StepView after = m_work.look(m_plan, m_session);
    // Rights and tags may take a moment to show.
    if (!trouble && isStillShown(after))
        m_session.comesAbout([&] {
            after = m_work.look(m_plan, m_session);
            return !isStillShown(after);
        });
    const bool unchanged = !trouble && isStillShown(after);
    SetupStepReport report = finished(std::move(after));
    if (trouble && report.state != SetupState::Done && !report.problem) {
        report.problem = trouble->error;
        report.details = trouble->details;
        report.offers += trouble->offers;
    } else if (unchanged) {
        report.problem
            = Error{ErrorCode::Conflict, u"The workspace accepted every call, and looking again shows no change."_s,
                u"Wait a minute and look again; if it stays so, give the details to support."_s};
    }
    return report;
}

std::optional<Application::Trouble> Application::sendAll(StepView view) {
    while (!view.planned.empty()) {
        const PlannedCall call = view.planned.front();
        if (m_session.isCancelled())
            return Trouble{{ErrorCode::Cancelled, u"Cancelled before \"%1\"."_s.arg(call.call.purpose), {}}};
        m_session.say(call.call.purpose);
        if (auto trouble = carryOut(call, m_plan))
            return trouble;
        m_accepted << call.call.text;
        if (call.fulfils)
            call.fulfils(m_plan);
        view.planned.erase(view.planned.begin());
        if (!call.looksAgain)
            continue;
        view = m_work.look(m_plan, m_session);
        m_plan = view.report.learned;
        std::erase_if(view.planned, [this](const PlannedCall& each) { return m_accepted.contains(each.call.text); });
    }
    return {};
}

std::optional<Application::Trouble> Application::carryOut(const PlannedCall& call, const SetupPlan& plan) {
    const auto answer = send(call, plan);
    if (answer) {
        keep(call, true, *answer);
        return after(call);
    }
    const ApiError& error = answer.error();
    PlannedCall instead = call;
    if (error.code == ErrorCode::NotFound)
        instead.call = std::exchange(instead.ifNotFound, {});
    else if (error.code == ErrorCode::Conflict)
        instead.call = std::exchange(instead.ifThere, {});
    if (instead.call != call.call && !instead.call.text.isEmpty())
        return carryOut(instead, plan); // no failure: it was not known which of the two it is
    const bool unknown = error.code == ErrorCode::NotFound || error.code == ErrorCode::BadInput;
    if (unknown && !call.introduction.text.isEmpty()) {
        keep(call, false, error.oneLine());
        return introduceAndRepeat(call, plan);
    }
    const bool givenUp = error.code == ErrorCode::Cancelled;
    const bool done = !givenUp && wasDone(call, error);
    const QString words = givenUp ? u"Given up before the answer came: it may have been done."_s : error.oneLine();
    PlannedCall kept = call;
    if (!leavesOpen(error))
        kept.undo = {}; // refused, so somebody else made it: not ours to take back
    keep(kept, done, done ? u"The answer was an error, and the work was done: "_s + words : words);
    if (done)
        return after(call);
    return Trouble{
        call.explain ? call.explain(error) : static_cast<const Error&>(error), error.fault.details(), call.otherwise};
}

std::optional<Application::Trouble> Application::introduceAndRepeat(const PlannedCall& call, const SetupPlan& plan) {
    PlannedCall again = call;
    PlannedCall first{.call = std::exchange(again.introduction, {}), .deadline = call.deadline};
    first.explain = call.explain;
    m_session.say(first.call.purpose);
    if (auto trouble = carryOut(first, plan))
        return trouble;
    return carryOut(again, plan);
}

ApiOutcome<QString> Application::send(const PlannedCall& call, const SetupPlan& plan) const {
    if (call.call.kind == SetupCall::Kind::Sql) {
        SqlRequest request;
        request.sql = call.call.text;
        request.deadline = m_session.pace().longCall;
        const auto answer = m_session.query(plan.warehouseId, request);
        if (!answer)
            return std::unexpected(ApiError{answer.error(), {}});
        return u"Statement %1"_s.arg(answer->facts.statementId);
    }
    const ApiResult answer = m_session.send(call.call, call.deadline);
    if (!answer)
        return std::unexpected(answer.error());
    return u"%1, request id %2"_s.arg(answer->status).arg(answer->requestId);
}

bool Application::wasDone(const PlannedCall& call, const ApiError& error) const {
    if (!call.isDone)
        return false;
    if (!leavesOpen(error))
        return call.isDone();
    m_session.say(u"No answer in time: looking whether it was done"_s);
    return m_session.comesAbout(call.isDone);
}

/// What has to have come about before the next call.
std::optional<Application::Trouble> Application::after(const PlannedCall& call) const {
    if (call.then)
        if (const auto done = call.then(); !done)
            return Trouble{done.error()};
    return {};
}

void Application::keep(const PlannedCall& call, bool succeeded, const QString& answer) const {
    m_session.keep({.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
        .at = QDateTime::currentDateTimeUtc(),
        .step = m_step,
        .host = m_session.connection().host,
        .connectionId = m_session.connection().id,
        .call = call.call,
        .answer = answer,
        .succeeded = succeeded,
        .undo = succeeded ? call.undo : SetupCall()});
}

} // namespace

SetupStepReport probeStep(const StepWork& work, const SetupPlan& plan, SetupSession& session) {
    return finished(work.look(plan, session));
}

SetupStepReport applyStep(const StepWork& work, const SetupPlan& plan, SetupSession& session) {
    return Application(work, session).run(plan);
}

} // namespace spanglass
