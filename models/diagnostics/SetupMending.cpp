#include "models/diagnostics/SetupMending.h"

#include <algorithm>

namespace spanglass {

SetupMending::SetupMending(SetupControl& control, SetupRemedy remedy, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_remedy(std::move(remedy))
    , m_looking([this] { Q_EMIT changed(); })
    , m_applying([this] { Q_EMIT changed(); }) {
    look();
}

void SetupMending::look() {
    m_applying.forget();
    m_looking.ask(m_control.probe(m_remedy.plan, m_remedy.step));
}

void SetupMending::apply() {
    if (canApply())
        m_applying.ask(m_control.apply(report()->learned, m_remedy.step));
}

void SetupMending::cancel() {
    m_looking.cancel();
    m_applying.cancel();
}

const std::optional<SetupStepReport>& SetupMending::report() const {
    return m_applying.value() ? m_applying.value() : m_looking.value();
}

std::optional<Error> SetupMending::problem() const {
    if (m_applying.error())
        return m_applying.error();
    if (m_looking.error())
        return m_looking.error();
    return report() ? report()->problem : std::nullopt;
}

bool SetupMending::canApply() const {
    if (isBusy() || !report() || report()->calls.isEmpty())
        return false;
    const SetupState state = report()->state;
    return state == SetupState::ToDo || state == SetupState::Uncertain;
}

bool SetupMending::isDone() const {
    const auto& after = m_applying.value();
    return after && !after->problem && (after->state == SetupState::Done || after->state == SetupState::Uncertain);
}

QString SetupMending::progress() const { return m_applying.isBusy() ? m_applying.progress() : m_looking.progress(); }

} // namespace spanglass
