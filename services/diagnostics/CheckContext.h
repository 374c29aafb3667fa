#pragma once

#include "services/core/Diagnosis.h"
#include "services/core/Waited.h"
#include "services/diagnostics/CheckPorts.h"

#include <QHash>

#include <any>
#include <future>
#include <map>
#include <mutex>
#include <typeindex>

namespace spanglass {

/// What the checks of one run share: the subject, whom to ask, and what has been found so far. Any thread.
class CheckContext {
public:
    CheckContext(DiagnosisSubject subject, CheckPorts ports, std::function<bool()> isCancelled,
        std::function<void(const QString&)> say);

    const DiagnosisSubject& subject() const { return m_subject; }
    const CheckPorts& ports() const { return m_ports; }
    bool isCancelled() const { return m_isCancelled(); }
    void say(const QString& doing) const { m_say(doing); }

    /// The result of a std::expected; its error is Cancelled when somebody gave up.
    template <class T> T wait(QFuture<T> future) const { return waited(std::move(future), m_isCancelled); }
    /// False when somebody gave up meanwhile.
    bool pause(std::chrono::milliseconds time) const;

    /// What a check has found that is done, as those that this one needs are.
    CheckResult resultOf(const QString& id) const;
    void keep(const CheckResult& result);

    /// Looks at something once in a run: whoever asks first looks, the others wait for it.
    template <class T> T once(const QString& name, const std::function<T()>& look) {
        std::promise<std::any> mine;
        std::shared_future<std::any> answer;
        bool first = false;
        {
            const std::scoped_lock lock(m_mutex);
            auto& kept = m_looks[{name, std::type_index(typeid(T))}];
            first = !kept.valid();
            if (first)
                kept = mine.get_future().share();
            answer = kept;
        }
        if (first)
            mine.set_value(look());
        return std::any_cast<T>(answer.get());
    }

    // What many checks begin with; each is asked once in a run.

    /// Errors: BadInput when the subject names no connection; the connection's own problem.
    Result<CheckPorts::Api> api();
    /// The subject's plan, completed by what it leads to: connection, experiment, table, warehouse.
    SetupPlan plan();
    /// How a step of the setup stands, for the plan as plan() gives it.
    Result<SetupStepReport> step(SetupStep step);

private:
    const DiagnosisSubject m_subject;
    const CheckPorts m_ports;
    const std::function<bool()> m_isCancelled;
    const std::function<void(const QString&)> m_say;
    mutable std::mutex m_mutex;
    QHash<QString, CheckResult> m_results;
    std::map<std::pair<QString, std::type_index>, std::shared_future<std::any>> m_looks;
};

} // namespace spanglass
