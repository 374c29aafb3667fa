#pragma once

#include "services/setup/SetupEngine.h"
#include "services/setup/StepRunner.h"
#include "services/setup/Undo.h"
#include "tests/practice/ConnectedWorkspace.h"

#include <QTemporaryDir>

namespace spanglass::test {

inline PracticeOptions quickPractice(const QStringList& faults = {}) {
    PracticeOptions options;
    options.pace.coldStart = std::chrono::milliseconds(200);
    options.pace.lateAnswer = std::chrono::milliseconds(100);
    options.faults = faults;
    return options;
}

/// The steps of a setup against a practice workspace over its sockets, as Ada, who may do everything.
struct SetupBench {
    explicit SetupBench(
        const QStringList& faults = {}, ConnectedWorkspace::SignIn signIn = ConnectedWorkspace::SignIn::AccessToken)
        : workspace(quickPractice(faults), signIn) { }

    ConnectedWorkspace workspace;
    std::map<QString, std::shared_ptr<SqlWarehouse>> warehouses;
    QList<SetupRecordEntry> record;
    QStringList said;
    std::function<bool()> isCancelled = [] { return false; };
    Secret secret;

    SetupSession::Parts parts() {
        return {.api = std::shared_ptr<ApiClient>(std::shared_ptr<void>(), &workspace.api()),
            .thread = workspace.auth().thread,
            .warehouse =
                [this](const QString& id) {
                    auto& kept = warehouses[id];
                    if (!kept)
                        kept = workspace.warehouse(id);
                    return kept;
                },
            .isCancelled = isCancelled,
            .say = [this](const QString& text) { said << text; },
            .keep = [this](const SetupRecordEntry& entry) { record << entry; },
            .secret = secret,
            .pace = {.look = std::chrono::milliseconds(100), .looks = 50}};
    }
    SetupStepReport probe(const SetupPlan& plan, SetupStep step) {
        SetupSession session(parts());
        return probeStep(*workOf(step), plan, session);
    }
    SetupStepReport apply(const SetupPlan& plan, SetupStep step) {
        SetupSession session(parts());
        return applyStep(*workOf(step), plan, session);
    }
    /// Applies the steps up to and with this one; ends the test program when one is not done. Gives the plan as it was
    /// completed.
    SetupPlan setUp(SetupPlan plan, SetupStep last) {
        for (int i = 0; i <= static_cast<int>(last); ++i) {
            const SetupStepReport report = apply(plan, static_cast<SetupStep>(i));
            if (report.state != SetupState::Done && report.state != SetupState::NotAsked
                && report.state != SetupState::Uncertain)
                qFatal("%s: %s", qPrintable(setupStepName(report.step)),
                    qPrintable(report.problem ? report.problem->oneLine() : report.summary));
            plan = report.learned;
        }
        return plan;
    }
    SqlTable sql(const QString& statement) {
        SetupSession session(parts());
        const auto answer = session.query(RunningWarehouse, query(statement));
        if (!answer)
            qFatal("%s", qPrintable(answer.error().oneLine()));
        return *answer;
    }

    /// Takes back what was recorded of the call whose text holds `part`, as the window does it.
    Result<> undo(const QString& part) {
        QTemporaryDir folder;
        SetupRecord kept(folder.filePath(QStringLiteral("record.json")));
        for (const SetupRecordEntry& each : std::as_const(record))
            kept.add(each);
        const auto made
            = std::ranges::find_if(record, [&](const SetupRecordEntry& each) { return each.call.text.contains(part); });
        SetupSession session(parts());
        return takeBack(*made, kept, session);
    }

    static SetupPlan plan() {
        SetupPlan out;
        out.warehouseId = RunningWarehouse;
        out.experimentName = QStringLiteral("/Shared/agents");
        out.catalog = QStringLiteral("main");
        out.schema = QStringLiteral("traces");
        return out;
    }
};

inline std::optional<SetupFinding> finding(const SetupStepReport& report, const QString& subject) {
    const auto found = std::ranges::find_if(
        report.findings, [&](const SetupFinding& each) { return each.subject.contains(subject); });
    return found == report.findings.end() ? std::nullopt : std::optional(*found);
}

/// In one line, for a failed comparison; of a step without a problem its summary.
inline QString problemOf(const SetupStepReport& report) {
    return report.problem ? report.problem->oneLine() : report.summary;
}

inline QStringList purposes(const SetupStepReport& report) {
    QStringList out;
    for (const SetupCall& each : report.calls)
        out << each.purpose;
    return out;
}

} // namespace spanglass::test
