#pragma once

#include "services/core/DiagnosisControl.h"
#include "services/core/OwnRecords.h"

#include <QPromise>

#include <memory>

namespace spanglass::test {

/// Six checks whose results the test sets; what is asked is written down. Runs end at once unless they are held.
class FakeDiagnosis final : public DiagnosisControl {
public:
    FakeDiagnosis() {
        add(QStringLiteral("app.endpoint"), CheckStage::App, QStringLiteral("The endpoint fits the protocol"));
        add(QStringLiteral("network.host"), CheckStage::Network, QStringLiteral("The workspace answers"));
        add(QStringLiteral("tables.shape"), CheckStage::Tables, QStringLiteral("Trace tables have their whole shape"));
        add(QStringLiteral("storage.arrival"), CheckStage::Storage, QStringLiteral("A test span arrives"));
        add(QStringLiteral("grants.write"), CheckStage::Grants, QStringLiteral("The app may write"));
        add(QStringLiteral("program.disk"), CheckStage::Program, QStringLiteral("There is room on the disk"));
        list[3].sends = true;
    }

    QList<CheckInfo> checks() const override { return list; }
    QFuture<DiagnosisReport> run(DiagnosisSubject subject, QStringList ids) override {
        subjects << subject;
        asked << ids;
        m_run = std::make_unique<QPromise<DiagnosisReport>>();
        m_run->start();
        if (!holds)
            finish();
        return m_run->future();
    }
    QList<DiagnosisReport> earlier(const QString&) const override { return kept; }
    DiagnosisSubject lastSubject() const override { return last; }
    QFuture<TraceWay> follow(DiagnosisSubject subject, QString traceId) override {
        subjects << subject;
        followed << traceId;
        m_way = std::make_unique<QPromise<TraceWay>>();
        m_way->start();
        return m_way->future();
    }
    QFuture<QList<RunningProgram>> programs() override { return QtFuture::makeReadyFuture(running); }
    QList<DiagnosisFile> preview(const DiagnosisReport&) const override { return files; }
    QFuture<Result<>> write(DiagnosisReport, QString file) override {
        written << file;
        return QtFuture::makeReadyFuture(Result<>());
    }
    QFuture<Result<QString>> mend(ConfigRemedy remedy) override {
        mended << remedy;
        return QtFuture::makeReadyFuture(mending);
    }

    /// As it stands when a check is run.
    CheckResult& state(const QString& id) {
        for (CheckResult& each : states) {
            if (each.id == id)
                return each;
        }
        qFatal("there is no such check");
    }
    void fail(const QString& id, const QString& summary) {
        state(id).status = CheckStatus::Failed;
        state(id).summary = summary;
        state(id).cause = QStringLiteral("Somebody changed it.");
        state(id).remedy = {QStringLiteral("Change it back."), QStringLiteral("Run this check again.")};
    }
    /// Of a held run: those that have been looked at so far.
    void tell(const QStringList& ids) { m_run->addResult(report(ids)); }
    void finish() {
        m_run->addResult(report(asked.last()));
        m_run->finish();
    }
    /// As the other side does once it has heard of a cancelling.
    void giveUp() { m_run->finish(); }
    bool isCancelled() const { return m_run->isCanceled(); }
    void tellWay(const TraceWay& way, bool isLast) {
        m_way->addResult(way);
        if (isLast)
            m_way->finish();
    }
    bool isWayCancelled() const { return m_way->isCanceled(); }
    void giveUpWay() { m_way->finish(); }

    /// A run like those that are kept; all when `ids` is empty.
    DiagnosisReport report(const QStringList& ids = {}) const {
        DiagnosisReport out;
        out.subject = subjects.isEmpty() ? last : subjects.last();
        out.started = QDateTime(QDate(2026, 11, 22), QTime(9, 30), Qt::UTC);
        out.isComplete = ids.isEmpty();
        out.checks = list;
        out.samples = samples;
        for (qsizetype i = 0; i < list.size(); ++i) {
            const bool looked = (ids.isEmpty() && (!list[i].sends || out.subject.probe)) || ids.contains(list[i].id);
            out.results << (looked ? states[i] : CheckResult{.id = list[i].id});
        }
        return out;
    }

    QList<CheckInfo> list;
    QList<CheckResult> states;
    QList<SpanSketch> samples;
    QList<DiagnosisReport> kept;
    DiagnosisSubject last;
    QList<RunningProgram> running;
    QList<DiagnosisFile> files;
    Result<QString> mending = QStringLiteral("/home/ada/shop/.env.before");
    bool holds = false;

    QList<DiagnosisSubject> subjects;
    QList<QStringList> asked;
    QStringList followed;
    QStringList written;
    QList<ConfigRemedy> mended;

private:
    void add(const QString& id, CheckStage stage, const QString& title) {
        list << CheckInfo{.id = id,
            .stage = stage,
            .title = title,
            .looksAt = QStringLiteral("Asks about it."),
            .why = QStringLiteral("Nothing arrives otherwise."),
            .documentation = QStringLiteral("Trace with OpenTelemetry")};
        states << CheckResult{.id = id,
            .status = CheckStatus::Ok,
            .summary = QStringLiteral("It is as it should be."),
            .evidence = {{QStringLiteral("Request id"), QStringLiteral("r-4711")}},
            .at = QDateTime(QDate(2026, 11, 22), QTime(9, 30), Qt::UTC),
            .took = {40'000'000}};
    }

    std::unique_ptr<QPromise<DiagnosisReport>> m_run;
    std::unique_ptr<QPromise<TraceWay>> m_way;
};

/// Records that the test adds to.
class FakeRecords final : public OwnRecords {
public:
    QList<LogMessage> messages() const override { return log; }
    quint64 messageCount() const override { return quint64(log.size()); }
    QString logFile() const override { return QStringLiteral("/home/ada/.local/state/spanglass/spanglass.log"); }
    QList<RequestRecord> requests() const override { return trail; }
    quint64 requestCount() const override { return quint64(trail.size()); }
    std::optional<QString> crash() const override { return crashed; }

    void say(LogLevel level, const QString& category, const QString& text) {
        log << LogMessage{
            quint64(log.size()) + 1, QDateTime(QDate(2026, 11, 22), QTime(9, 30), Qt::UTC), level, category, text};
    }
    void ask(const QByteArray& method, const QString& path, int status, QLatin1StringView fault = {}) {
        RequestRecord record;
        record.time = {1'795'339'800'000'000'000};
        record.method = method;
        record.host = QStringLiteral("dbc-1.cloud.databricks.com");
        record.path = path;
        record.status = status;
        record.fault = fault;
        record.requestId = "req-" + QByteArray::number(trail.size() + 1);
        record.duration = {123'000'000};
        trail << record;
    }

    QList<LogMessage> log;
    QList<RequestRecord> trail;
    std::optional<QString> crashed;
};

} // namespace spanglass::test
