#include "services/setup/StepWork.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

StepView::StepView(SetupStep step, const SetupPlan& plan) {
    report.step = step;
    report.learned = plan;
}

StepView& StepView::block(const Error& problem, const QString& summary) {
    report.state = SetupState::Blocked;
    report.problem = problem;
    report.summary = summary.isEmpty() ? problem.message : summary;
    planned.clear();
    return *this;
}

StepView& StepView::block(const ApiError& problem, const QString& summary) {
    report.details = problem.fault.details();
    return block(static_cast<const Error&>(problem), summary);
}

StepView& StepView::leaveOpen(const QString& summary) {
    report.state = SetupState::Uncertain;
    report.summary = summary;
    return *this;
}

StepView& StepView::settle(const QString& done, const QString& toDo) {
    const auto any = [this](SetupState state) {
        return std::ranges::any_of(report.findings, [&](const SetupFinding& each) { return each.state == state; });
    };
    if (any(SetupState::Blocked))
        report.state = SetupState::Blocked;
    else if (!planned.empty() || any(SetupState::ToDo))
        report.state = SetupState::ToDo;
    else
        report.state = any(SetupState::Uncertain) ? SetupState::Uncertain : SetupState::Done;
    report.summary = report.state == SetupState::Done ? done : toDo;
    if (report.state == SetupState::Blocked) {
        const auto first = std::ranges::find(report.findings, SetupState::Blocked, &SetupFinding::state);
        report.problem = Error{ErrorCode::NotAllowed, first->evidence, first->remedy};
        planned.clear();
    }
    return *this;
}

} // namespace spanglass
