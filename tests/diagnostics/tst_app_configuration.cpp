#include "services/diagnostics/app/config/ConfigEdit.h"
#include "tests/diagnostics/AppRun.h"

#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;
using test::AppRun;

class tst_app_configuration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBrokenConfigurationIsNamedByTheRightCheck_data() {
        broken([](const test::BrokenApp&) { return true; });
    }
    void aBrokenConfigurationIsNamedByTheRightCheck() {
        QFETCH(const test::BrokenApp*, app);
        AppRun run(app->file, app->beside);
        const DiagnosisReport report = run.run();
        const CheckResult* fault = test::firstFault(report);
        QVERIFY2(fault, "nothing was found");
        QCOMPARE(fault->id, QString::fromUtf8(app->check));
        QCOMPARE(fault->status, app->warns ? CheckStatus::Warning : CheckStatus::Failed);
        QVERIFY2(fault->cause.contains(QString::fromUtf8(app->word)), qPrintable(fault->cause));
        QVERIFY(!fault->remedy.isEmpty());
    }

    void aMendedConfigurationPasses_data() {
        broken([](const test::BrokenApp& app) { return app.mends; });
    }
    void aMendedConfigurationPasses() {
        QFETCH(const test::BrokenApp*, app);
        AppRun run(app->file, app->beside);
        const QByteArray before = run.read(run.file());
        const DiagnosisReport report = run.run();
        const CheckResult* fault = test::firstFault(report);
        QVERIFY(fault);
        const ConfigRemedy* remedy = test::mendedBy(*fault);
        QVERIFY2(remedy, "no mended configuration is offered");
        const auto kept = mendConfig(*remedy);
        QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().oneLine()));
        QCOMPARE(run.read(*kept), before);
        const DiagnosisReport after = run.run();
        const CheckResult* again = test::resultOf(after, fault->id);
        QVERIFY2(again->status == CheckStatus::Ok, qPrintable(again->summary + u' ' + again->cause));
    }

    void aHealthyConfigurationGivesNoAlarm_data() {
        QTest::addColumn<const test::HealthyApp*>("app");
        for (const test::HealthyApp& app : test::healthyApps())
            QTest::newRow(app.what) << &app;
    }
    void aHealthyConfigurationGivesNoAlarm() {
        QFETCH(const test::HealthyApp*, app);
        AppRun run(app->file, app->beside);
        const DiagnosisReport report = run.run();
        const CheckResult* fault = test::firstFault(report);
        QVERIFY2(!fault, fault ? qPrintable(fault->id + u": "_s + fault->summary + u' ' + fault->cause) : "");
        QCOMPARE(test::resultOf(report, u"app.configuration"_s)->status, CheckStatus::Ok);
    }

    void aPlantedTokenAppearsNowhere_data() {
        broken([](const test::BrokenApp&) { return true; });
    }
    void aPlantedTokenAppearsNowhere() {
        QFETCH(const test::BrokenApp*, app);
        const QByteArray text = QByteArray(app->file.text)
            + (QByteArray(app->file.name) == ".env" ? "# OLD_TOKEN=planted-old\n" : "# token: planted-old\n");
        const bool isJson = QByteArray(app->file.name).endsWith(".json");
        AppRun run({app->file.name, isJson ? app->file.text : text.constData()}, app->beside);
        const QString all = test::allText(run.run());
        for (const QByteArray& secret : test::plantedSecrets())
            QVERIFY2(!all.contains(QString::fromUtf8(secret)), qPrintable(all));
    }

    void theTableHasFortyCasesAndMore() { QVERIFY(test::brokenApps().size() >= 40); }

private:
    template <class Wanted> static void broken(const Wanted& wanted) {
        QTest::addColumn<const test::BrokenApp*>("app");
        for (const test::BrokenApp& app : test::brokenApps())
            if (wanted(app))
                QTest::newRow(app.what) << &app;
    }
};

QTEST_GUILESS_MAIN(tst_app_configuration)
#include "tst_app_configuration.moc"
