#include "services/setup/steps/WarehouseWork.h"

#include "services/setup/PlanCalls.h"
#include "services/setup/WarehouseOf.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

PlannedCall startCall(const QString& id, SetupSession& session) {
    const auto isRunning = [id, &session] {
        const auto now = session.wait(session.warehouses().get(id));
        return now && now->state == WarehouseState::Running;
    };
    PlannedCall call;
    call.call = startWarehouseCall(id);
    call.isDone = isRunning;
    call.then = [isRunning, &session]() -> Result<> {
        const std::chrono::milliseconds step
            = std::min<std::chrono::milliseconds>(session.pace().look, std::chrono::seconds(2));
        for (auto left = session.pace().warehouseStart; left.count() > 0; left -= step) {
            session.say(u"Waiting for the SQL warehouse to start"_s);
            if (isRunning())
                return {};
            if (!session.pause(step))
                return failure(ErrorCode::Cancelled, u"Cancelled while the SQL warehouse was starting."_s);
        }
        return failure(ErrorCode::TimedOut, u"The SQL warehouse has not come up."_s,
            u"Look at it in the workspace, or choose another one."_s);
    };
    return call;
}

} // namespace

StepView WarehouseWork::look(const SetupPlan& plan, SetupSession& session) const {
    using enum WarehouseState;
    StepView view(SetupStep::Warehouse, plan);
    if (plan.mlflowServer)
        return view.skip(u"An MLflow server needs no SQL warehouse."_s);

    session.say(u"Looking at the SQL warehouse"_s);
    const auto found = warehouseOf(plan.warehouseId, plan.warehouseName, session);
    if (!found)
        return view.block(found.error());
    view.report.learned.warehouseId = found->id;
    view.report.learned.warehouseName = found->name;
    if (plan.monitoringWarehouseId == plan.warehouseId)
        view.report.learned.monitoringWarehouseId = found->id;
    if (found->arrowOnly)
        return view.block(Error{ErrorCode::NotAllowed,
            u"The SQL warehouse %1 (%2) answers inline in Arrow format only: statements of MLflow and of this program "
            "fail there with \"Inline disposition only supports ARROW_STREAM format\"."_s.arg(found->name, found->type),
            u"Choose another one, best a serverless one of type Pro."_s});
    if (found->state == Deleting || found->state == Deleted)
        return view.block(Error{ErrorCode::NotFound, u"The SQL warehouse %1 is being deleted."_s.arg(found->name),
            u"Choose another one."_s});
    if (!found->trouble.isEmpty())
        view.report.cautions << u"The workspace says of it: %1."_s.arg(found->trouble);
    if (found->state != Running) {
        view.find(
            found->name, SetupState::ToDo, u"It is %1."_s.arg(QString(warehouseStateName(found->state)).toLower()));
        view.report.cautions << u"A running warehouse costs money until it stops by itself%1."_s.arg(
            found->autoStopMinutes > 0 ? u" after %1 idle minutes"_s.arg(found->autoStopMinutes) : QString());
        view.add(startCall(found->id, session));
        return view.settle({}, u"The SQL warehouse %1 is not running."_s.arg(found->name));
    }
    // A statement is the only proof of CAN USE that needs no right to read the access list.
    SqlRequest one;
    one.sql = u"SELECT 1"_s;
    const auto answer = session.query(found->id, one);
    if (!answer)
        return view.block(answer.error());
    view.find(found->name, SetupState::Done, u"It runs, and a statement of yours was answered."_s);
    return view.settle(u"The SQL warehouse %1 runs and answers you."_s.arg(found->name), {});
}

} // namespace spanglass
