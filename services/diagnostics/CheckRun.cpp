#include "services/diagnostics/CheckRun.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/Outcome.h"

#include <QtConcurrent>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// They wait most of the time.
constexpr int Threads = 24;

constexpr std::chrono::milliseconds Glance(20); ///< between two looks whether somebody gave up

bool isOpen(CheckStatus status) { return status == CheckStatus::NotRun || status == CheckStatus::Running; }

bool standsInTheWay(CheckStatus status) { return status == CheckStatus::Failed || status == CheckStatus::CouldNotLook; }

} // namespace

CheckRun::CheckRun(const CheckList& checks, DiagnosisSubject subject, const QStringList& ids)
    : m_checks(checks)
    , m_wanted(checks.size(), ids.isEmpty()) {
    m_pool.setMaxThreadCount(Threads);
    m_report.subject = std::move(subject);
    for (const Check& check : checks) {
        m_report.checks.append(check.info);
        m_report.results.append(CheckResult{.id = check.info.id});
    }
    for (const QString& id : ids)
        want(id);
    for (qsizetype i = 0; i < m_report.checks.size(); ++i)
        if (m_report.checks[i].sends && !m_report.subject.probe)
            m_wanted[i] = false;
}

qsizetype CheckRun::indexOf(const QString& id) const {
    const auto found = std::ranges::find(m_report.results, id, &CheckResult::id);
    return found == m_report.results.end() ? -1 : found - m_report.results.begin();
}

void CheckRun::want(const QString& id) {
    const qsizetype index = indexOf(id);
    if (index < 0 || m_wanted[index])
        return;
    m_wanted[index] = true;
    for (const QString& each : m_checks[index].needs)
        want(each);
}

DiagnosisReport CheckRun::run(CheckPorts ports, const std::function<bool()>& isCancelled,
    const std::function<void(const DiagnosisReport&)>& tell, const std::function<void(const QString&)>& say) {
    m_since.start();
    m_report.started = QDateTime::currentDateTimeUtc();
    if (ports.connection) {
        m_report.connectionName = ports.connection->settings.name;
        m_report.host = ports.connection->settings.host;
    }
    CheckContext context(m_report.subject, std::move(ports), isCancelled, say);
    while (!isCancelled() && begin(context)) {
        tell(m_report);
        collect(context);
    }
    m_pool.waitForDone(); // before the context goes
    m_report.isComplete = !isCancelled();
    if (m_report.isComplete && context.ports().connection)
        if (const auto api = context.api()) // a practice workspace has an address only once it runs
            m_report.host = (*api)->connection().host;
    m_report.took = {m_since.nsecsElapsed()};
    for (CheckResult& each : m_report.results)
        if (each.status == CheckStatus::Running)
            each.status = CheckStatus::NotRun;
    tell(m_report);
    return m_report;
}

bool CheckRun::begin(CheckContext& context) {
    bool changed = true;
    while (changed) { // what is not asked may have been waited for by another
        changed = false;
        for (qsizetype i = 0; i < m_report.results.size(); ++i) {
            const CheckResult& result = m_report.results[i];
            if (!m_wanted[i] || result.status != CheckStatus::NotRun)
                continue;
            QString obstacle;
            const Ask ask = isReady(result, obstacle);
            if (ask == Ask::Now)
                start(i, context);
            else if (ask == Ask::Never)
                settle(i, couldNotLook(obstacle), context);
            changed = changed || ask == Ask::Never;
        }
    }
    return m_running > 0;
}

CheckRun::Ask CheckRun::isReady(const CheckResult& result, QString& obstacle) const {
    for (const QString& id : m_checks[indexOf(result.id)].needs) {
        const qsizetype index = indexOf(id);
        if (index < 0 || !m_wanted[index])
            continue;
        const CheckStatus status = m_report.results[index].status;
        if (isOpen(status))
            return Ask::Later;
        if (standsInTheWay(status)) {
            obstacle
                = (status == CheckStatus::Failed ? u"Not looked at, because this failed before: %1."_s
                                                 : u"Not looked at, because this could not be looked at before: %1."_s)
                      .arg(m_report.checks[index].title);
            return Ask::Never;
        }
    }
    return Ask::Now;
}

void CheckRun::start(qsizetype index, CheckContext& context) {
    m_report.results[index].status = CheckStatus::Running;
    ++m_running;
    m_pool.start([this, index, &context] {
        QElapsedTimer took;
        took.start();
        CheckResult result = m_checks[index].look(context);
        result.took = {took.nsecsElapsed()};
        const std::scoped_lock lock(m_mutex);
        m_done.emplace_back(index, std::move(result));
        m_news.notify_one();
    });
}

void CheckRun::collect(CheckContext& context) {
    std::unique_lock lock(m_mutex);
    while (m_done.empty() && !context.isCancelled())
        m_news.wait_for(lock, Glance);
    const auto done = std::exchange(m_done, {});
    lock.unlock();
    if (context.isCancelled())
        return; // what they say now is that they gave up
    for (const auto& [index, result] : done) {
        --m_running;
        settle(index, result, context);
    }
}

void CheckRun::settle(qsizetype index, CheckResult result, CheckContext& context) {
    result.id = m_report.checks[index].id;
    result.at = QDateTime::currentDateTimeUtc();
    context.keep(result);
    m_report.results[index] = std::move(result);
}

} // namespace spanglass
