// For every fault of the practice workspace the first failed check named is the right one; a healthy setup gives no
// false alarm.
#include "tests/app/DiagnosisBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

void isQuiet(const DiagnosisReport& report) {
    QVERIFY2(report.isComplete, "it ran to its end");
    QVERIFY2(report.count(CheckStatus::Failed) == 0, troubles(report));
    QVERIFY2(report.count(CheckStatus::Warning) == 0, troubles(report));
}

constexpr Nanos TenMinutesAgo{-600'000'000'000};

} // namespace

class TestDiagnosisFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aHealthySetupGivesNoFalseAlarm_data() {
        QTest::addColumn<TraceTableForm>("form");
        QTest::newRow("newer") << TraceTableForm::TablePrefix;
        QTest::newRow("older") << TraceTableForm::SchemaLinked;
    }
    void aHealthySetupGivesNoFalseAlarm() {
        QFETCH(TraceTableForm, form);
        DiagnosisBench bench;
        const SetupPlan plan = bench.setUpAll(form);
        isQuiet(bench.look(plan));
        DiagnosisSubject subject = DiagnosisBench::about(plan);
        subject.probe = true;
        const DiagnosisReport report = bench.look(subject);
        isQuiet(report);
        QCOMPARE(resultOf(report, u"storage.probe"_s).status, CheckStatus::Ok);
    }

    void ofAHealthySetupEverythingThatCanBeLookedAtIs() {
        DiagnosisBench bench;
        const DiagnosisReport report = bench.look(bench.setUpAll());
        QVERIFY2(report.count(CheckStatus::CouldNotLook) == 0, troubles(report));
        QVERIFY2(report.count(CheckStatus::Ok) >= 25, troubles(report));
    }

    void aFaultIsNamedByTheFirstFailedCheck_data() {
        QTest::addColumn<QString>("check");
        const auto row
            = [](const char* fault, const char* check) { QTest::newRow(fault) << QString::fromLatin1(check); };
        row("pat-on-otlp-401", "identity.token");
        row("storage-denied", "storage.files");
        row("incomplete-complex-type", "tables.types");
        row("inline-needs-arrow", "tables.warehouse");
        row("warehouse-stops-mid-query", "tables.warehouse");
        row("server-gone", "network.answer");
        row("half-chunk", "network.answer");
        row("wrong-json", "network.answer");
        row("huge-answer", "network.answer");
        row("proxy-page", "network.proxy");
        row("too-many-requests", "limits.calls");
        row("history-denied", ""); // only costs of statements are missing then
        row("link-expired", ""); // asked for again, links hold
        row("tokens-expire", ""); // they renew themselves
    }
    void aFaultIsNamedByTheFirstFailedCheck() {
        QFETCH(QString, check);
        const QString fault = QString::fromLatin1(QTest::currentDataTag());
        DiagnosisBench bench;
        const SetupPlan plan = bench.setUpAll();
        bench.setFault(fault);
        const DiagnosisReport report = bench.look(plan);
        QVERIFY2(firstFailed(report) == check, troubles(report));
        if (check.isEmpty())
            return isQuiet(report);
        const CheckResult failed = resultOf(report, check);
        QVERIFY2(!failed.cause.isEmpty() && !failed.remedy.isEmpty(), qPrintable(failed.summary));
    }

    void everyFaultOfThePracticeWorkspaceIsInATable() {
        const QStringList elsewhere{u"location-timeout"_s, u"no-prefix-form"_s, u"destination-exists"_s,
            u"schema-missing-fields"_s, u"no-root-span"_s}; // those that act while tables are made or filled
        QStringList known = elsewhere;
        known << u"pat-on-otlp-401"_s << u"storage-denied"_s << u"incomplete-complex-type"_s << u"inline-needs-arrow"_s
              << u"warehouse-stops-mid-query"_s << u"server-gone"_s << u"half-chunk"_s << u"wrong-json"_s
              << u"huge-answer"_s << u"proxy-page"_s << u"too-many-requests"_s << u"history-denied"_s
              << u"link-expired"_s << u"tokens-expire"_s;
        for (const PracticeFault& each : practiceFaults())
            QVERIFY2(known.contains(each.name), qPrintable(each.name));
    }

    void tablesThatWereMadeBehindATimeOutAreFine() {
        DiagnosisBench bench({u"location-timeout"_s});
        isQuiet(bench.look(bench.setUpAll()));
    }

    void aFormThatTheWorkspaceDoesNotHaveIsNamed() {
        DiagnosisBench bench({u"no-prefix-form"_s});
        SetupPlan plan = bench.setUp(DiagnosisBench::planned(TraceTableForm::TablePrefix), SetupStep::Experiment);
        plan.form = TraceTableForm::TablePrefix;
        const DiagnosisReport report = bench.look(plan);
        QVERIFY2(firstFailed(report) == u"offer.form"_s, troubles(report));
    }

    void anExperimentThatCannotBeBoundIsNamed() {
        DiagnosisBench bench({u"destination-exists"_s});
        const SetupPlan plan = bench.setUp(DiagnosisBench::planned(TraceTableForm::TablePrefix), SetupStep::Experiment);
        const DiagnosisReport report = bench.look(plan);
        QVERIFY2(firstFailed(report) == u"location.link"_s, troubles(report));
    }

    void columnsThatAreMissingAreNamed() {
        DiagnosisBench bench({u"schema-missing-fields"_s});
        const SetupPlan plan = bench.setUp(DiagnosisBench::planned(TraceTableForm::TablePrefix), SetupStep::Location);
        const DiagnosisReport report = bench.look(plan);
        QVERIFY2(firstFailed(report) == u"tables.shape"_s, troubles(report));
        QVERIFY(resultOf(report, u"tables.shape"_s).cause.contains(u"missing"_s));
    }

    void rootsThatGotAParentAreNamed() {
        DiagnosisBench bench;
        const SetupPlan plan = bench.setUpAll();
        bench.setFault(u"no-root-span"_s);
        bench.sendOthers(2, TenMinutesAgo);
        const DiagnosisReport report = bench.look(plan);
        QVERIFY2(firstFailed(report) == u"tables.roots"_s, troubles(report));
    }

    void tracesWithTheirRootsAreFine() {
        DiagnosisBench bench;
        const SetupPlan plan = bench.setUpAll();
        bench.sendOthers(2, TenMinutesAgo);
        QCOMPARE(resultOf(bench.look(plan), u"tables.roots"_s).status, CheckStatus::Ok);
    }

    void aSilentLossIsProvedByTheProbeAndSaysHowLongItWaited() {
        DiagnosisBench bench;
        const SetupPlan plan = bench.setUpAll();
        bench.setFault(u"storage-denied"_s);
        DiagnosisSubject subject = DiagnosisBench::about(plan);
        subject.probe = true;
        const CheckResult probe = resultOf(bench.look(subject), u"storage.probe"_s);
        QCOMPARE(probe.status, CheckStatus::Failed);
        QVERIFY2(probe.summary.contains(u"later no row is there"_s), qPrintable(probe.summary));
        QVERIFY2(probe.evidence.value(3).value.contains(u"HTTP 200, request id"_s),
            qPrintable(probe.evidence.value(3).value));
    }

    void whoeverMayOnlyReadIsToldSoByTheEndpoint() {
        DiagnosisBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const SetupPlan plan = bench.bind();
        bench.admitMachine(plan, u"SELECT"_s);
        const CheckResult write = resultOf(bench.look(plan), u"grants.write"_s);
        QCOMPARE(write.status, CheckStatus::Failed);
        QVERIFY2(write.cause.contains(u"MODIFY"_s), qPrintable(write.cause));
        QVERIFY2(
            write.remedy.value(0).contains(u"GRANT SELECT, MODIFY ON TABLE"_s), qPrintable(write.remedy.join(u' ')));
    }

    void withoutAConnectionOnlyTheProgramIsLookedAt() {
        DiagnosisBench bench;
        const DiagnosisReport report = bench.look(DiagnosisSubject());
        isQuiet(report);
        QCOMPARE(resultOf(report, u"network.name"_s).status, CheckStatus::NotApplicable);
        QCOMPARE(resultOf(report, u"program.disk"_s).status, CheckStatus::Ok);
    }

    void anotherDestinationThanTheOneThatIsMeantIsNamed() {
        DiagnosisBench bench;
        DiagnosisSubject subject = DiagnosisBench::about(bench.setUpAll());
        subject.plan.tablePrefix = u"other"_s;
        const DiagnosisReport report = bench.look(subject);
        QVERIFY2(firstFailed(report) == u"location.destination"_s, troubles(report));
    }
};

QTEST_GUILESS_MAIN(TestDiagnosisFaults)
#include "tst_diagnosis_faults.moc"
