#pragma once

#include "app/diagnostics/DiagnosticsParts.h"
#include "services/diagnostics/AllChecks.h"
#include "services/diagnostics/CheckRun.h"
#include "tests/setup/ProofBench.h"

namespace spanglass::test {

/// All checks as the program runs them, against a practice workspace over its sockets.
struct DiagnosisBench : ProofBench {
    using ProofBench::ProofBench;

    const CheckList checks = allChecks();
    ProgramFacts program{.version = QStringLiteral("1.0"), .stateFolder = QDir::tempPath()};

    DiagnosticsParts diagnostics() {
        Connection connection;
        connection.settings = workspace.settings();
        connection.settings.id = QStringLiteral("practice");
        connection.settings.name = QStringLiteral("Practice");
        return {.auth = workspace.auth().realPorts(),
            .connection = [connection](const QString&) { return connection; },
            .client =
                [this](const QString&) {
                    return readyFuture(Result<CheckPorts::Api>(CheckPorts::Api(CheckPorts::Api(), &workspace.api())));
                },
            .program = [this] { return program; },
            .probePace = {.firstLook = std::chrono::milliseconds(10),
                .look = std::chrono::milliseconds(50),
                .limit = std::chrono::seconds(2)}};
    }
    static DiagnosisSubject about(const SetupPlan& plan) {
        DiagnosisSubject subject;
        subject.connectionId = QStringLiteral("practice");
        subject.plan = plan;
        return subject;
    }
    DiagnosisReport look(const DiagnosisSubject& subject, const QStringList& ids = {}) {
        return CheckRun(checks, subject, ids)
            .run(
                portsFor(diagnostics(), subject), isCancelled, [](const auto&) {}, [](const QString&) {});
    }
    DiagnosisReport look(const SetupPlan& plan, const QStringList& ids = {}) { return look(about(plan), ids); }

    /// Everything that a setup makes, in tables of the form that is asked for.
    SetupPlan setUpAll(TraceTableForm form = TraceTableForm::TablePrefix) {
        return setUp(planned(form), SetupStep::Grants);
    }
    void setFault(const QString& name) {
        if (const auto done = workspace.practice().setFault(name, true); !done)
            qFatal("%s", qPrintable(done.error().oneLine()));
    }
    void clearFaults() {
        for (const QString& each : workspace.practice().faults())
            (void)workspace.practice().setFault(each, false);
    }
};

inline CheckResult resultOf(const DiagnosisReport& report, const QString& id) {
    const auto found = std::ranges::find(report.results, id, &CheckResult::id);
    return found == report.results.end() ? CheckResult() : *found;
}

/// What is neither fine nor left out, one a line; for messages of tests.
inline QByteArray troubles(const DiagnosisReport& report) {
    QStringList out;
    for (const CheckResult& each : report.results)
        if (each.status != CheckStatus::Ok && each.status != CheckStatus::NotApplicable)
            out << QStringLiteral("%1 %2: %3 %4").arg(each.id, checkStatusName(each.status), each.summary, each.cause);
    return QString(u'\n' + out.join(u'\n')).toUtf8();
}

/// The first failed check; empty when none has failed.
inline QString firstFailed(const DiagnosisReport& report) {
    const CheckResult* failed = report.firstFailure();
    return failed ? failed->id : QString();
}

} // namespace spanglass::test
