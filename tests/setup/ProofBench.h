#pragma once

#include "services/otlp/Encode.h"
#include "services/setup/proof/ProofRun.h"
#include "services/setup/proof/ProofTrace.h"
#include "tests/practice/PracticeTables.h"
#include "tests/setup/SetupBench.h"

namespace spanglass::test {

/// Proofs against a practice workspace in which an experiment is bound already.
struct ProofBench : SetupBench {
    using SetupBench::SetupBench;

    QList<ProofReport> told;

    QJsonObject place(const SetupPlan& plan) const {
        QJsonObject out{{QStringLiteral("catalog_name"), plan.catalog}, {QStringLiteral("schema_name"), plan.schema}};
        if (plan.form == TraceTableForm::TablePrefix)
            out[QStringLiteral("table_prefix")] = plan.tablePrefix;
        return out;
    }
    static SetupPlan planned(TraceTableForm form) {
        SetupPlan out = plan();
        out.schema = QStringLiteral("default");
        out.form = form;
        if (form == TraceTableForm::TablePrefix)
            out.tablePrefix = QStringLiteral("proof");
        return out;
    }
    /// By the calls that a setup makes.
    SetupPlan bind(TraceTableForm form = TraceTableForm::TablePrefix) {
        SetupPlan out = planned(form);
        PracticeClient& client = workspace.client();
        out.experimentId = client.makeExperiment(out.experimentName);
        const bool prefixed = form == TraceTableForm::TablePrefix;
        const QString key = prefixed ? QStringLiteral("uc_table_prefix") : QStringLiteral("uc_schema");
        const QJsonObject body{{key, place(out)}, {QStringLiteral("sql_warehouse_id"), out.warehouseId}};
        const auto made = client.post(prefixed ? QStringLiteral("/api/5.0/mlflow/tracing/locations")
                                               : QStringLiteral("/api/4.0/mlflow/traces/location"),
            body);
        const QString link = prefixed ? QStringLiteral("/api/5.0/mlflow/experiments/%1/trace-location:link")
                                      : QStringLiteral("/api/4.0/mlflow/traces/%1/link-location");
        const auto linked = client.post(link.arg(out.experimentId), body);
        if (made.status != 200 || linked.status != 200)
            qFatal("%s %s", made.body.constData(), linked.body.constData());
        return out;
    }
    /// As Ada, by SQL.
    void asAdmin(const QString& statement) {
        const auto answer = workspace.client().post(QStringLiteral("/api/2.0/sql/statements"),
            {{QStringLiteral("statement"), statement}, {QStringLiteral("warehouse_id"), RunningWarehouse}});
        if (!answer.body.contains("SUCCEEDED"))
            qFatal("%s: %s", qPrintable(statement), answer.body.constData());
    }
    /// What the practice service principal needs to send and read, with these privileges on the tables.
    void admitMachine(const SetupPlan& plan, const QString& privileges,
        const QStringList& tables
        = {QStringLiteral("spans"), QStringLiteral("logs"), QStringLiteral("metrics"), QStringLiteral("annotations")}) {
        const QString who = u'`' + workspace.settings().clientId + u'`';
        asAdmin(QStringLiteral("GRANT USE CATALOG ON CATALOG main TO ") + who);
        asAdmin(QStringLiteral("GRANT USE SCHEMA ON SCHEMA main.default TO ") + who);
        for (const QString& table : tables)
            asAdmin(QStringLiteral("GRANT %1 ON TABLE main.default.%2_otel_%3 TO %4")
                        .arg(privileges, plan.tablePrefix, table, who));
        const auto admit = [&](const QString& what, const QString& level) {
            const QJsonObject entry{{QStringLiteral("service_principal_name"), workspace.settings().clientId},
                {QStringLiteral("permission_level"), level}};
            workspace.client().patch(QStringLiteral("/api/2.0/permissions/") + what,
                {{QStringLiteral("access_control_list"), QJsonArray{entry}}});
        };
        admit(QStringLiteral("warehouses/") + RunningWarehouse, QStringLiteral("CAN_USE"));
        admit(QStringLiteral("experiments/") + plan.experimentId, QStringLiteral("CAN_EDIT"));
    }

    /// Traces of somebody else in the bound tables, this much later than now.
    void sendOthers(int count, Nanos later) {
        std::vector<std::shared_ptr<const SpanBatch>> batches;
        std::vector<const Span*> spans;
        for (int i = 0; i < count; ++i) {
            batches.push_back(makeProofTrace(UnixNanos::now() + later));
            for (const Span& span : batches.back()->spans)
                spans.push_back(&span);
        }
        const auto answer = workspace.client().call("POST", QStringLiteral("/api/2.0/otel/v1/traces"),
            QByteArray::fromStdString(encodeTraces(spans)),
            "Content-Type: application/x-protobuf\r\nX-Databricks-UC-Table-Name: main.default.proof_otel_spans\r\n");
        if (answer.status != 200)
            qFatal("%s", answer.body.constData());
    }

    /// `limit`: of each hop; short where nothing can come.
    ProofReport prove(const SetupPlan& plan, std::chrono::milliseconds limit = std::chrono::minutes(1)) {
        SetupSession session(parts());
        ProofRun(plan, session, [this](const ProofReport& report) { told << report; },
            {.firstLook = std::chrono::milliseconds(10), .look = std::chrono::milliseconds(50), .limit = limit})
            .run();
        return told.isEmpty() ? ProofReport() : told.last();
    }
};

inline ProofHopReport hop(const ProofReport& report, ProofHop which) {
    return report.hops.value(static_cast<qsizetype>(which));
}

/// What the first failure is told with; empty when there is none.
inline QString failureOf(const ProofReport& report) {
    const ProofHopReport* failed = report.firstFailure();
    return failed ? failed->problem->message + u' ' + failed->problem->remedy : QString();
}

} // namespace spanglass::test
