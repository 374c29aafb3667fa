#include "services/diagnostics/CheckContext.h"

#include "services/diagnostics/FoundPlan.h"

namespace spanglass {

using namespace Qt::StringLiterals;

CheckContext::CheckContext(DiagnosisSubject subject, CheckPorts ports, std::function<bool()> isCancelled,
    std::function<void(const QString&)> say)
    : m_subject(std::move(subject))
    , m_ports(std::move(ports))
    , m_isCancelled(std::move(isCancelled))
    , m_say(std::move(say)) { }

bool CheckContext::pause(std::chrono::milliseconds time) const {
    constexpr std::chrono::milliseconds Step(20);
    for (; time.count() > 0 && !isCancelled(); time -= Step)
        QThread::msleep(static_cast<unsigned long>(std::min(time, Step).count()));
    return !isCancelled();
}

CheckResult CheckContext::resultOf(const QString& id) const {
    const std::scoped_lock lock(m_mutex);
    return m_results.value(id, {.id = id});
}

void CheckContext::keep(const CheckResult& result) {
    const std::scoped_lock lock(m_mutex);
    m_results.insert(result.id, result);
}

Result<CheckPorts::Api> CheckContext::api() {
    using Api = Result<CheckPorts::Api>;
    return once<Api>(u"api"_s, [this]() -> Api {
        if (!m_ports.connection)
            return failure(ErrorCode::BadInput, u"No connection is chosen."_s, u"Choose one to look into it."_s);
        if (m_ports.connection->problem)
            return std::unexpected(*m_ports.connection->problem);
        return wait(m_ports.client);
    });
}

SetupPlan CheckContext::plan() {
    return once<SetupPlan>(u"plan"_s, [this] { return foundPlan(*this); });
}

Result<SetupStepReport> CheckContext::step(SetupStep step) {
    using Report = Result<SetupStepReport>;
    return once<Report>(setupStepName(step), [this, step]() -> Report {
        const auto client = api();
        if (!client)
            return std::unexpected(client.error());
        SetupStepReport report = m_ports.probe(*client, plan(), step, m_isCancelled);
        if (isCancelled())
            return failure(ErrorCode::Cancelled, u"Cancelled."_s);
        return report;
    });
}

} // namespace spanglass
