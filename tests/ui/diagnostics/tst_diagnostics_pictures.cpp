#include "tests/support/Pictures.h"
#include "tests/ui/diagnostics/DiagnosticsBench.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QDialog>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

void fill(DiagnosticsBench& b) {
    b.fill(400);
    b.send();
    b.control.last.connectionId = u"acme"_s;
    b.control.last.plan.experimentName = u"/Shared/agents"_s;
    b.control.kept = {b.control.report()};
    b.offer(u"grants.write"_s, u"Grant what is missing…"_s, SetupRemedy{{}, SetupStep::Grants});
    b.control.state(u"grants.write"_s).summary
        = u"The app's service principal may not write: MODIFY on main.prod.mlflow_experiment_trace_otel_spans is missing."_s;
    b.control.state(u"grants.write"_s).evidence << CheckEvidence{u"Answer"_s, u"403 PERMISSION_DENIED"_s}
                                                << CheckEvidence{u"Principal"_s, u"app orders-agent"_s};
    b.control.state(u"network.host"_s).status = CheckStatus::Warning;
    b.control.state(u"network.host"_s).summary = u"The clocks differ by 42 s."_s;
    b.control.state(u"tables.shape"_s).status = CheckStatus::CouldNotLook;
    b.records.say(LogLevel::Info, u"spanglass.receiver"_s, u"listening on 127.0.0.1:4318"_s);
    b.records.say(LogLevel::Warning, u"spanglass.net"_s, u"the workspace asked to wait 5 s"_s);
    b.records.say(LogLevel::Error, u"spanglass.store"_s, u"the disk is full"_s);
    b.records.ask("GET", u"/api/2.0/preview/scim/v2/Me"_s, 200);
    b.records.ask("POST", u"/api/2.0/sql/statements"_s, 0, "timed-out"_L1);
}

} // namespace

class TestDiagnosticsPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPagePaints_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << false << QSize(1208, 736);
        QTest::newRow("dark") << true << QSize(1208, 736);
        QTest::newRow("light-large") << false << QSize(2488, 1376);
        QTest::newRow("dark-large") << true << QSize(2488, 1376);
    }
    void everyPagePaints() {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        const QString suffix = u'-' + QString::fromLatin1(QTest::currentDataTag());
        DiagnosticsBench empty;
        empty.open(size);
        savePicture(*empty.panel, u"diagnostics-empty"_s + suffix);
        DiagnosticsBench b;
        fill(b);
        b.open(size);
        b.runAll();
        savePicture(*b.panel, u"diagnostics-failed"_s + suffix);
        b.click(u"answerAction"_s);
        auto* dialog = b.panel->findChild<QDialog*>(u"setupMending"_s);
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->findChild<QPushButton*>(u"applyMending"_s)->isEnabled());
        savePicture(*dialog, u"diagnostics-mending"_s + suffix);
        dialog->reject();
        const QStringList pages{u"checks"_s, u"way"_s, u"log"_s, u"requests"_s, u"counters"_s};
        for (int page = 1; page < pages.size(); ++page) {
            b.showPage(page);
            savePicture(*b.panel, u"diagnostics-"_s + pages[page] + suffix);
        }
    }
    void aConfigurationSideBySidePaints() {
        applyTheme(*qApp, ThemeChoice::Dark);
        DiagnosticsBench b;
        b.offer(u"app.endpoint"_s, u"Show the mended file…"_s,
            ConfigRemedy{u"/home/ada/shop/.env"_s,
                u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://dbc-1.cloud.databricks.com\nOTEL_SERVICE_NAME=shop\n"_s,
                u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://dbc-1.cloud.databricks.com/api/2.0/otel/v1/traces\n"
                "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\nOTEL_SERVICE_NAME=shop\n"_s});
        b.open();
        b.runAll();
        b.click(u"answerAction"_s);
        auto* dialog = b.panel->findChild<QDialog*>(u"configMending"_s);
        QVERIFY(dialog);
        savePicture(*dialog, u"diagnostics-config"_s);
    }
};

QTEST_MAIN(TestDiagnosticsPictures)
#include "tst_diagnostics_pictures.moc"
