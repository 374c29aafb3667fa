#pragma once

#include "tests/setup/ProofBench.h"

namespace spanglass::test {

using namespace Qt::StringLiterals;

inline const QByteArray FakeToken = "fake-token-for-tests";

/// A collector app in a practice workspace whose experiment is bound to tables of a prefix.
struct CollectorBench : ProofBench {
    SetupPlan plan;

    CollectorBench() {
        secret = Secret(FakeToken);
        plan = bind();
        plan.host = workspace.client().base();
        plan.collector = {.appName = u"spans-in"_s,
            .sourceFolder = u"/Workspace/Shared/spans-in"_s,
            .secretScope = u"spans-in"_s,
            .secretKey = u"databricks-token"_s};
        makeFolder(plan.collector.sourceFolder);
    }
    void makeFolder(const QString& path) {
        QCOMPARE(workspace.client().post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, path}}).status, 200);
    }
    SetupStepReport look() { return probe(plan, SetupStep::Collector); }
    SetupStepReport run() { return apply(plan, SetupStep::Collector); }
    QJsonObject app() { return workspace.client().get(u"/api/2.0/apps/spans-in"_s).json(); }
    QString deployment() { return app().value("active_deployment"_L1).toObject().value("deployment_id"_L1).toString(); }
    /// By somebody else, from the same folder.
    void deployWith(const QJsonArray& environment) {
        const auto before = deployment();
        QCOMPARE(workspace.client()
                     .post(u"/api/2.0/apps/spans-in/deployments"_s,
                         {{u"source_code_path"_s, plan.collector.sourceFolder}, {u"env_vars"_s, environment}})
                     .status,
            200);
        QTRY_VERIFY(deployment() != before);
    }
    void replace(const QByteArray& token) {
        plan.collector.replacesSecret = true;
        secret = Secret(token);
    }
    QByteArray secretValue() {
        const auto answer = workspace.client().get(u"/api/2.0/secrets/get?scope=spans-in&key=databricks-token"_s);
        return QByteArray::fromBase64(answer.json().value("value"_L1).toString().toLatin1());
    }
};

} // namespace spanglass::test
