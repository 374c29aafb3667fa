// What is shown before anything is made is what is sent.
#include "tests/setup/SetupBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr auto LastStep = static_cast<int>(SetupStepCount) - 1;

/// Of tables with a prefix, which a collector app needs.
void wantCollector(SetupBench& bench, SetupPlan& plan) {
    plan.host = bench.workspace.client().base();
    plan.collector = {.appName = u"spans-in"_s,
        .sourceFolder = u"/Workspace/Shared/spans-in"_s,
        .secretScope = u"spans-in"_s,
        .secretKey = u"databricks-token"_s};
    bench.secret = Secret("fake-token-for-tests");
    bench.workspace.client().post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, plan.collector.sourceFolder}});
}

SetupPlan fullPlan(TraceTableForm form, const QString& prefix) {
    SetupPlan out = SetupBench::plan();
    out.form = form;
    out.tablePrefix = prefix;
    out.schema = u"new_traces"_s;
    out.grants = {{{PrincipalKind::User, u"cleo@practice.example"_s, u"Cleo"_s}},
        {{PrincipalKind::User, u"dan@practice.example"_s, u"Dan"_s}, false}};
    out.monitoringWarehouseId = RunningWarehouse;
    out.scorers = {{.name = u"harmless"_s, .builtin = u"Safety"_s}};
    return out;
}

struct Shown {
    QList<SetupCall> calls;
    QStringList cautions;
};

/// By looking at all steps, each with what the one before has found.
Shown look(SetupBench& bench, SetupPlan plan) {
    Shown out;
    for (int i = 0; i <= LastStep; ++i) {
        const SetupStepReport report = bench.probe(plan, static_cast<SetupStep>(i));
        out.calls += report.calls;
        out.cautions += report.cautions;
        plan = report.learned;
    }
    return out;
}

bool holds(const QList<SetupCall>& shown, const SetupCall& call) {
    return std::ranges::any_of(shown, [&](const SetupCall& each) { return isCallShown(call, each); });
}

} // namespace

class TestSetupShown : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCallThatIsSentWasShownBeforeAnythingWasMade_data() {
        QTest::addColumn<TraceTableForm>("form");
        QTest::addColumn<QString>("prefix");
        QTest::newRow("newest") << TraceTableForm::Newest << QString();
        QTest::newRow("named prefix") << TraceTableForm::TablePrefix << u"agents"_s;
        QTest::newRow("for oneself") << TraceTableForm::TablePrefix << u"own"_s;
        QTest::newRow("older") << TraceTableForm::SchemaLinked << QString();
        QTest::newRow("by hand") << TraceTableForm::ByHand << QString();
    }
    void everyCallThatIsSentWasShownBeforeAnythingWasMade() {
        QFETCH(TraceTableForm, form);
        QFETCH(QString, prefix);
        SetupBench bench;
        SetupPlan plan = fullPlan(form, prefix);
        if (prefix == "own"_L1)
            plan.grants.clear();
        if (form == TraceTableForm::Newest || form == TraceTableForm::TablePrefix)
            wantCollector(bench, plan);
        const Shown shown = look(bench, plan);
        QVERIFY(bench.record.isEmpty());
        bench.setUp(plan, SetupStep::Monitoring);
        QVERIFY(bench.record.size() > 8);
        for (const SetupRecordEntry& each : std::as_const(bench.record))
            QVERIFY2(holds(shown.calls, each.call), qPrintable(each.call.text));
        if (!plan.collector.isWanted()) // whose groups are not known before it is made
            QCOMPARE(bench.record.size(), shown.calls.size());
    }

    void whatIsChargedIsSaidBeforeAnythingIsMade() {
        SetupBench bench;
        const Shown shown = look(bench, fullPlan(TraceTableForm::Newest, {}));
        QVERIFY(std::ranges::any_of(shown.cautions, [](const QString& each) { return each.contains(u"charged"_s); }));
    }

    void aReaderWhoInheritsIsShownNoGrantOnTablesToBeMade() {
        SetupBench bench;
        SetupPlan plan = SetupBench::plan();
        bench.sql(u"CREATE SCHEMA main.traces"_s);
        bench.sql(u"GRANT USE SCHEMA, SELECT ON SCHEMA main.traces TO `analysts`"_s);
        plan.grants = {{{PrincipalKind::User, u"cleo@practice.example"_s, u"Cleo"_s}, false}};
        const auto report = bench.probe(plan, SetupStep::Grants);
        QCOMPARE(purposes(report), QStringList{u"Permit on the experiment /Shared/agents"_s});
    }

    void aMarkStandsForWhatWasNotKnownAndForNothingElse() {
        const auto call = [](const QString& text) { return SetupCall{SetupCall::Kind::Rest, u"x"_s, text}; };
        const SetupCall shown = call(u"PATCH /a/main.t.<experiment id>_otel_spans\n{\"id\": \"<experiment id>\"}"_s);
        QVERIFY(isCallShown(call(u"PATCH /a/main.t.12_otel_spans\n{\"id\": \"12\"}"_s), shown));
        QVERIFY(isCallShown(shown, shown)); // while the id is not known yet
        QVERIFY(!isCallShown(call(u"PATCH /a/main.t.12_otel_logs\n{\"id\": \"12\"}"_s), shown));
        QVERIFY(!isCallShown(call(u"PATCH /a/main.t.12/b_otel_spans\n{\"id\": \"12\"}"_s), shown));
    }
};

QTEST_GUILESS_MAIN(TestSetupShown)
#include "tst_setup_shown.moc"
