#include "models/diagnostics/DiagnosisRun.h"

#include <algorithm>
#include <utility>

namespace spanglass {

namespace {

bool isOpen(CheckStatus status) { return status == CheckStatus::NotRun || status == CheckStatus::Running; }

} // namespace

DiagnosisRun::DiagnosisRun(DiagnosisControl& control, QObject* parent)
    : QObject(parent)
    , m_control(control) {
    clear();
    connect(&m_watchClock, &QTimer::timeout, this, [this] {
        if (!isBusy())
            start(m_watched, cheapIds(), true);
    });
}

DiagnosisRun::~DiagnosisRun() {
    if (m_watcher) {
        m_watcher->disconnect();
        m_watcher->future().cancel();
        m_watcher->deleteLater();
    }
}

void DiagnosisRun::clear() {
    m_report = {};
    m_report.checks = m_control.checks();
    for (const CheckInfo& each : std::as_const(m_report.checks))
        m_report.results << CheckResult{.id = each.id};
}

void DiagnosisRun::show(const QString& connectionId) {
    if (isBusy() || (hasResults() && m_report.subject.connectionId == connectionId))
        return;
    clear();
    m_before.reset();
    const QList<DiagnosisReport> kept = m_control.earlier(connectionId);
    if (!kept.isEmpty()) {
        const DiagnosisReport& latest = kept.first();
        m_report.subject = latest.subject;
        m_report.connectionName = latest.connectionName;
        m_report.host = latest.host;
        m_report.started = latest.started;
        m_report.took = latest.took;
        m_report.isComplete = latest.isComplete;
        take(latest);
    }
    if (kept.size() > 1)
        m_before = kept[1];
    Q_EMIT changed();
}

void DiagnosisRun::runAll(const DiagnosisSubject& subject) { start(subject, {}); }

void DiagnosisRun::runFailed(const DiagnosisSubject& subject) {
    if (const QStringList ids = failedIds(); !ids.isEmpty())
        start(subject, ids);
}

void DiagnosisRun::runOne(const DiagnosisSubject& subject, const QString& id) { start(subject, {id}); }

void DiagnosisRun::start(const DiagnosisSubject& subject, const QStringList& ids, bool quietly) {
    if (isBusy())
        return;
    m_all = ids.isEmpty();
    m_quiet = quietly;
    if (m_all) {
        const QList<DiagnosisReport> kept = m_control.earlier(subject.connectionId);
        m_before = kept.isEmpty() ? std::nullopt : std::optional(kept.first());
    }
    if (m_all || !isOf(subject))
        clear();
    m_report.subject = subject;
    m_pending.clear();
    for (const CheckInfo& each : std::as_const(m_report.checks)) {
        if ((m_all && (subject.probe || !each.sends)) || ids.contains(each.id))
            m_pending << each.id;
    }
    m_total = static_cast<int>(m_pending.size());
    m_since.start();
    m_watcher = new QFutureWatcher<DiagnosisReport>;
    connect(m_watcher, &QFutureWatcherBase::resultReadyAt, this, [this](int index) {
        take(m_watcher->resultAt(index));
        Q_EMIT changed();
    });
    connect(m_watcher, &QFutureWatcherBase::progressTextChanged, this, &DiagnosisRun::changed);
    connect(m_watcher, &QFutureWatcherBase::finished, this, &DiagnosisRun::end);
    m_watcher->setFuture(m_control.run(subject, ids));
    Q_EMIT changed();
}

/// What was not asked for this time stays as it was found.
void DiagnosisRun::take(const DiagnosisReport& told) {
    if (!told.host.isEmpty())
        m_report.host = told.host;
    if (!told.connectionName.isEmpty())
        m_report.connectionName = told.connectionName;
    if (!told.samples.isEmpty())
        m_report.samples = told.samples;
    if (m_all) {
        m_report.started = told.started;
        m_report.took = told.took;
        m_report.isComplete = told.isComplete;
    }
    for (const CheckResult& each : told.results) {
        const auto mine = std::ranges::find(m_report.results, each.id, &CheckResult::id);
        if (mine == m_report.results.end() || isOpen(each.status))
            continue;
        *mine = each;
        m_pending.remove(each.id);
    }
}

void DiagnosisRun::end() {
    std::exchange(m_watcher, nullptr)->deleteLater();
    m_pending.clear();
    m_all = m_quiet = false;
    if (!m_report.started.isValid())
        m_report.started = QDateTime::currentDateTimeUtc();
    Q_EMIT changed();
    Q_EMIT finished();
}

void DiagnosisRun::cancel() {
    if (m_watcher)
        m_watcher->cancel();
}

void DiagnosisRun::watch(const DiagnosisSubject& subject, std::chrono::milliseconds every) {
    m_watched = subject;
    m_watched.probe = false;
    m_watchClock.start(every);
    if (!isBusy())
        start(m_watched, cheapIds(), true);
}

void DiagnosisRun::stopWatching() {
    m_watchClock.stop();
    Q_EMIT changed();
}

QStringList DiagnosisRun::failedIds() const {
    QStringList ids;
    for (const CheckResult& each : m_report.results) {
        if (each.status == CheckStatus::Failed || each.status == CheckStatus::CouldNotLook)
            ids << each.id;
    }
    return ids;
}

QStringList DiagnosisRun::cheapIds() const {
    QStringList ids;
    for (const CheckInfo& each : m_report.checks) {
        const bool free = each.stage == CheckStage::App || each.stage == CheckStage::Network
            || each.stage == CheckStage::Identity || each.stage == CheckStage::Program;
        if (free && !each.sends)
            ids << each.id;
    }
    return ids;
}

CheckChange DiagnosisRun::change(const QString& id) const {
    const CheckResult* now = result(id);
    if (!m_before || !now)
        return CheckChange::NotComparable;
    const auto then = std::ranges::find(m_before->results, id, &CheckResult::id);
    return then == m_before->results.end() ? CheckChange::NotComparable : changeSince(*then, *now);
}

const CheckResult* DiagnosisRun::result(const QString& id) const {
    const auto found = std::ranges::find(m_report.results, id, &CheckResult::id);
    return found == m_report.results.end() ? nullptr : &*found;
}

const CheckInfo* DiagnosisRun::info(const QString& id) const {
    const auto found = std::ranges::find(m_report.checks, id, &CheckInfo::id);
    return found == m_report.checks.end() ? nullptr : &*found;
}

bool DiagnosisRun::hasResults() const {
    return std::ranges::any_of(m_report.results, [](const CheckResult& each) { return !isOpen(each.status); });
}

QString DiagnosisRun::progress() const { return m_watcher ? m_watcher->progressText() : QString(); }

CheckStatus DiagnosisRun::status(const QString& id) const {
    const CheckResult* now = result(id);
    return m_pending.contains(id) && !m_quiet ? CheckStatus::Running : now ? now->status : CheckStatus::NotRun;
}

bool DiagnosisRun::isOf(const DiagnosisSubject& subject) const {
    DiagnosisSubject same = subject;
    same.probe = m_report.subject.probe;
    return m_report.subject == same;
}

} // namespace spanglass
