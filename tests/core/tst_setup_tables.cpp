#include "services/core/SetupTables.h"

#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

namespace {

SetupPlan plan(TraceTableForm form) {
    SetupPlan out;
    out.experimentId = u"42"_s;
    out.catalog = u"main"_s;
    out.schema = u"traces"_s;
    out.form = form;
    return out;
}

} // namespace

class TestSetupTables : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void schemaLinkedTablesHaveFixedNames() {
        for (const auto form : {TraceTableForm::SchemaLinked, TraceTableForm::ByHand}) {
            QCOMPARE(plannedTables(plan(form)).all(),
                (QStringList{u"main.traces.mlflow_experiment_trace_otel_spans"_s,
                    u"main.traces.mlflow_experiment_trace_otel_logs"_s,
                    u"main.traces.mlflow_experiment_trace_otel_metrics"_s}));
        }
    }

    void aPrefixNamesFourTables() {
        SetupPlan with = plan(TraceTableForm::TablePrefix);
        with.tablePrefix = u"orders"_s;
        const PlannedTables tables = plannedTables(with);
        QCOMPARE(tables.spans, u"main.traces.orders_otel_spans"_s);
        QCOMPARE(tables.annotations, u"main.traces.orders_otel_annotations"_s);
        QCOMPARE(tables.all().size(), 4);
    }

    void withoutAPrefixTheExperimentsIdIsTheName() {
        QCOMPARE(plannedTables(plan(TraceTableForm::Newest)).spans, u"main.traces.42_otel_spans"_s);
    }

    void noTableIsNamedBeforeItsPartsAreKnown() {
        SetupPlan none = plan(TraceTableForm::Newest);
        none.experimentId.clear();
        QCOMPARE(plannedTables(none), PlannedTables());
        SetupPlan server = plan(TraceTableForm::SchemaLinked);
        server.mlflowServer = true;
        QVERIFY(plannedTables(server).all().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestSetupTables)
#include "tst_setup_tables.moc"
