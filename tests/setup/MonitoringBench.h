#pragma once

#include "services/setup/Scorers.h"
#include "tests/setup/SetupBench.h"

namespace spanglass::test {

using namespace Qt::StringLiterals;

inline PlannedScorer safety(double rate = 1.0) {
    return {.name = u"harmless"_s, .builtin = u"Safety"_s, .sampleRate = rate};
}
inline PlannedScorer polite(double rate = 0.5) {
    return {.name = u"polite"_s,
        .builtin = u"Guidelines"_s,
        .guidelines = {u"Be polite."_s, u"Be brief."_s},
        .sampleRate = rate,
        .filter = u"attributes.status = 'OK'"_s};
}

/// An experiment of a practice workspace and the scorers stored for it.
struct MonitoringBench : SetupBench {
    using SetupBench::SetupBench;

    SetupPlan planned(const QList<PlannedScorer>& scorers) {
        SetupPlan out = plan();
        out.experimentId = workspace.client().makeExperiment(out.experimentName);
        out.monitoringWarehouseId = RunningWarehouse;
        out.scorers = scorers;
        return out;
    }
    QString path(const SetupPlan& plan) const {
        return u"/api/2.0/managed-evals/scheduled-scorers/"_s + plan.experimentId;
    }
    QJsonArray stored(const SetupPlan& plan) {
        return workspace.client()
            .get(path(plan))
            .json()
            .value("scheduled_scorers"_L1)
            .toObject()
            .value("scorers"_L1)
            .toArray();
    }
    /// Somebody else's scorer, with members that this program knows nothing of.
    static QJsonObject foreign(double rate = 0.25) {
        return {{u"name"_s, u"their own"_s},
            {u"serialized_scorer"_s, u"{\"call_source\":\"return 1\",\"extra\":[1.5]}"_s}, {u"custom"_s, QJsonObject()},
            {u"sample_rate"_s, rate}, {u"is_session_level_scorer"_s, true},
            {u"new_member"_s, QJsonObject{{u"deep"_s, u"yes"_s}}}};
    }
    void storeForeign(const SetupPlan& plan, double rate = 0.25) {
        const QJsonObject body{{u"experiment_id"_s, plan.experimentId},
            {u"scheduled_scorers"_s, QJsonObject{{u"scorers"_s, QJsonArray{foreign(rate)}}}}};
        QCOMPARE(workspace.client().post(path(plan), body).status, 200);
    }
    QString tag(const SetupPlan& plan) {
        SetupSession session(parts());
        return must(
            QtFuture::makeReadyFuture(Result<Experiment>(*session.wait(session.experiments().byId(plan.experimentId)))))
            .tags.value(u"mlflow.monitoring.sqlWarehouseId"_s);
    }
    void setTag(const SetupPlan& plan, const QString& value) {
        SetupSession session(parts());
        QVERIFY(session.wait(
            session.experiments().setTag(plan.experimentId, u"mlflow.monitoring.sqlWarehouseId"_s, value)));
    }
    Result<> undoTag() { return undo(u"set-experiment-tag"_s); }
    Result<SetupCall> preview(const SetupPlan& plan, const ScorerChange& change) {
        SetupSession session(parts());
        return previewScorer(plan.experimentId, change, session);
    }
    Result<QList<MonitoredScorer>> change(const SetupPlan& plan, const ScorerChange& change) {
        SetupSession session(parts());
        return changeScorer(plan.experimentId, change, session);
    }
};

} // namespace spanglass::test
