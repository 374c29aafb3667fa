#include "tests/ui/diagnostics/DiagnosticsBench.h"
#include "ui/common/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestDiagnosticsPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void theEmptyPanelTeachesAndBegins() {
        DiagnosticsBench b;
        b.open();
        QVERIFY(!b.shown<QWidget>(u"answer"_s));
        b.click(u"beginDiagnosis"_s);
        QTRY_COMPARE(b.control.asked.size(), 1);
        QTRY_VERIFY(b.shown<QAbstractItemView>(u"checkList"_s));
    }

    void theAnswerComesFirst() {
        DiagnosticsBench b;
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.open();
        b.click(u"beginDiagnosis"_s);
        QTRY_COMPARE(b.text(u"answerHeadline"_s), u"Three columns are missing."_s);
        QVERIFY(b.text(u"answerCause"_s).contains(u"Somebody changed it."_s));
        QVERIFY(b.text(u"answerSteps"_s).startsWith(u"1. Change it back."_s));
        QCOMPARE(b.text(u"checkTitle"_s), u"Trace tables have their whole shape"_s);
    }

    void nothingFailedIsNotProbablyFine() {
        DiagnosticsBench b;
        b.control.state(u"grants.write"_s).status = CheckStatus::CouldNotLook;
        b.control.state(u"grants.write"_s).summary = u"The rights may not be read."_s;
        b.open();
        b.click(u"beginDiagnosis"_s);
        QTRY_VERIFY(b.text(u"answerHeadline"_s).startsWith(u"Nothing failed; 1 check could not be looked at"_s));
        QVERIFY(b.text(u"answerCause"_s).contains(u"The rights may not be read."_s));
    }

    void theChosenCheckShowsWhatWasSeen() {
        DiagnosticsBench b;
        b.open();
        b.click(u"beginDiagnosis"_s);
        b.choose(u"The workspace answers"_s);
        QCOMPARE(b.text(u"checkTitle"_s), u"The workspace answers"_s);
        QTRY_VERIFY(b.text(u"checkStatus"_s).startsWith(u"in order"_s));
        QCOMPARE(b.find<QTableView>(u"evidence"_s)->model()->index(0, 1).data().toString(), u"r-4711"_s);
        QVERIFY(b.text(u"checkDocumentation"_s).contains(u"Trace with OpenTelemetry"_s));
        b.click(u"copyCheck"_s);
        QVERIFY(QApplication::clipboard()->text().contains(u"Request id: r-4711"_s));
    }

    void progressIsShownAndACancelIsHeard() {
        DiagnosticsBench b;
        b.control.holds = true;
        b.open();
        b.click(u"runAll"_s);
        b.control.tell({u"network.host"_s});
        QTRY_COMPARE(b.lineText(u"runLine"_s, u"stepText"_s), u"1 of 5 looked at…"_s);
        b.click(u"stepCancel"_s);
        QVERIFY(b.control.isCancelled());
        b.control.giveUp();
        QTRY_VERIFY(b.panel->isSettled());
        QVERIFY(b.text(u"answerHeadline"_s).contains(u"have not been run"_s));
    }

    void aWatchBeginsAndEndsWithItsButton() {
        DiagnosticsBench b;
        b.open();
        b.click(u"liveWatch"_s);
        QTRY_COMPARE(b.control.asked.value(0), (QStringList{u"app.endpoint"_s, u"network.host"_s, u"program.disk"_s}));
        QTRY_VERIFY(b.panel->isSettled());
        b.click(u"liveWatch"_s);
        QVERIFY(!b.find<QToolButton>(u"liveWatch"_s)->isChecked());
    }

    void failedOnesRunAgain() {
        DiagnosticsBench b;
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.open();
        b.runAll();
        b.click(u"runFailed"_s);
        QTRY_COMPARE(b.control.asked.last(), QStringList{u"tables.shape"_s});
    }

    void aSetupRemedyShowsItsCallsAndThenRunsTheCheckAgain() {
        DiagnosticsBench b;
        b.offer(u"grants.write"_s, u"Grant what is missing…"_s, SetupRemedy{{}, SetupStep::Grants});
        b.open();
        b.runAll();
        b.click(u"answerAction"_s);
        auto* dialog = b.panel->findChild<QDialog*>(u"setupMending"_s);
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->findChild<QPlainTextEdit*>(u"callTexts"_s)->toPlainText().contains(u"POST /grants"_s));
        QVERIFY(b.setup.applied.isEmpty());
        b.control.state(u"grants.write"_s) = CheckResult{.id = u"grants.write"_s, .status = CheckStatus::Ok};
        b.click(u"applyMending"_s);
        QTRY_COMPARE(b.control.asked.last(), QStringList{u"grants.write"_s});
        QTRY_VERIFY(b.text(u"answerHeadline"_s).startsWith(u"Nothing failed"_s));
        QTRY_VERIFY(!b.panel->findChild<QDialog*>(u"setupMending"_s));
    }

    void aConfigurationIsShownBeforeItIsWritten() {
        DiagnosticsBench b;
        b.offer(u"app.endpoint"_s, u"Show the mended file…"_s,
            ConfigRemedy{u"/home/ada/shop/.env"_s, u"A=1\nTOKEN=<secret>\n"_s, u"A=2\nTOKEN=<secret>\n"_s});
        b.open();
        b.runAll();
        b.click(u"answerAction"_s);
        const QString after = b.find<QPlainTextEdit>(u"configAfter"_s)->toPlainText();
        QCOMPARE(after, u"+ A=2\n  TOKEN=<secret>"_s);
        QVERIFY(b.control.mended.isEmpty());
        QSignalSpy told(b.panel.get(), &Panel::statusMessage);
        b.click(u"writeConfig"_s);
        QTRY_COMPARE(b.control.mended.size(), 1);
        QTRY_COMPARE(b.control.asked.last(), QStringList{u"app.endpoint"_s});
        QVERIFY(told.value(0).value(0).toString().contains(u".env.before"_s));
    }

    void whatWasPastedCanOnlyBeCopied() {
        DiagnosticsBench b;
        b.offer(u"app.endpoint"_s, u"Show it mended…"_s, ConfigRemedy{{}, u"A=1"_s, u"A=2"_s});
        b.open();
        b.runAll();
        b.click(u"answerAction"_s);
        QVERIFY(!b.shown<QPushButton>(u"writeConfig"_s));
        b.click(u"copyConfig"_s);
        QCOMPARE(QApplication::clipboard()->text(), u"A=2"_s);
    }

    void aRefusedWriteIsSaid() {
        DiagnosticsBench b;
        b.offer(u"app.endpoint"_s, u"Show it mended…"_s, ConfigRemedy{u"/etc/env"_s, u"A=1"_s, u"A=2"_s});
        b.control.mending = failure(ErrorCode::ReadOnly, u"The file is read-only."_s);
        b.open();
        b.runAll();
        b.click(u"answerAction"_s);
        b.click(u"writeConfig"_s);
        QTRY_COMPARE(b.lineText(u"configMending"_s, u"bannerMessage"_s), u"The file is read-only."_s);
    }

    void theReceiverIsStartedFromTheAnswer() {
        DiagnosticsBench b;
        b.offer(u"app.endpoint"_s, u"Start the receiver"_s, ProgramRemedy{ProgramRemedy::What::StartReceiver, {}});
        b.open();
        b.runAll();
        b.click(u"answerAction"_s);
        QCOMPARE(b.receiver.started.size(), 1);
        QTRY_COMPARE(b.control.asked.last(), QStringList{u"app.endpoint"_s});
    }

    void anotherPlaceOfTheProgramIsShown() {
        DiagnosticsBench b;
        b.offer(u"network.host"_s, u"Network settings"_s, ProgramRemedy{ProgramRemedy::What::OpenSettings, {}});
        b.open();
        b.runAll();
        const QSignalSpy asked(b.panel.get(), &DiagnosticsPanel::panelRequested);
        b.click(u"answerAction"_s);
        QCOMPARE(asked.value(0).value(0).toString(), u"settings"_s);
    }

    void pastedConfigurationIsLookedAtAndNotKept() {
        DiagnosticsBench b;
        b.open();
        auto* app = b.find<QComboBox>(u"subjectApp"_s);
        app->setCurrentIndex(1);
        Q_EMIT app->activated(1);
        auto* text = b.find<QPlainTextEdit>(u"pastedText"_s);
        QVERIFY(text);
        QTest::keyClicks(text, u"OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer dapi00planted00"_s);
        b.click(u"usePasted"_s);
        b.runAll();
        QCOMPARE(b.control.subjects.last().app.kind, AppConfigSource::Kind::Pasted);
        b.panel->saveState(b.settings);
        b.settings.sync();
        QFile file(b.settings.fileName());
        QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("dapi00planted00"));
        for (const QLabel* label : b.panel->findChildren<QLabel*>())
            QVERIFY2(!label->text().contains(u"dapi00planted00"_s), qPrintable(label->text()));
    }

    void aRunningProgramIsChosen() {
        DiagnosticsBench b;
        b.control.running = {{4711, u"python"_s, u"python -m shop"_s, true}};
        b.open();
        auto* app = b.find<QComboBox>(u"subjectApp"_s);
        app->setCurrentIndex(3);
        Q_EMIT app->activated(3);
        auto* table = b.find<QTableView>(u"programs"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        b.click(u"useProgram"_s);
        b.runAll();
        QCOMPARE(b.control.subjects.last().app.process, 4711);
    }

    void aTestSpanIsSentOnlyWhenItIsChosen() {
        DiagnosticsBench b;
        b.control.last.connectionId = u"acme"_s;
        b.open();
        b.runAll();
        QVERIFY(!b.control.subjects.last().probe);
        b.choose(u"A test span arrives"_s);
        QVERIFY(b.text(u"checkSummary"_s).contains(u"Send a test span"_s));
        b.find<QCheckBox>(u"subjectProbe"_s)->click();
        b.runAll();
        QVERIFY(b.control.subjects.last().probe);
    }

    void resultsOfAnotherSubjectSaySo() {
        DiagnosticsBench b;
        b.control.last.connectionId = u"acme"_s;
        b.open();
        b.runAll();
        QTest::keyClicks(b.find<QComboBox>(u"subjectTable"_s)->lineEdit(), u"main.traces.other"_s);
        QVERIFY(b.text(u"answerWhen"_s).startsWith(u"These results are of another subject"_s));
    }

    void theReportIsSeenBeforeItIsSaved() {
        DiagnosticsBench b;
        b.control.files = {{u"report.md"_s, "# Report\n"}, {u"checks.json"_s, "{}\n"}};
        b.open();
        b.runAll();
        b.click(u"makeReport"_s);
        QCOMPARE(b.find<QPlainTextEdit>(u"reportText"_s)->toPlainText(), u"# Report\n"_s);
        b.click(u"saveReport"_s);
        auto* files = b.panel->findChild<QDialog*>(u"fileDialog"_s);
        QVERIFY(files);
        QVERIFY(QMetaObject::invokeMethod(files, "fileSelected", Q_ARG(QString, u"/tmp/report.zip"_s)));
        QTRY_COMPARE(b.control.written, QStringList{u"/tmp/report.zip"_s});
    }

    void keysRunTheChecks() {
        DiagnosticsBench b;
        b.open();
        b.panel->setFocus();
        QTest::keyClick(b.panel->focusWidget() ? b.panel->focusWidget() : b.panel.get(), Qt::Key_F5);
        QTRY_COMPARE(b.control.asked.size(), 1);
    }

    void titlesAreSkippedByTheKeys() {
        DiagnosticsBench b;
        b.open();
        b.runAll();
        auto* list = b.find<QAbstractItemView>(u"checkList"_s);
        b.choose(u"The endpoint fits the protocol"_s);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(list->currentIndex().data().toString(), u"The workspace answers"_s);
    }

    void thePageAndTheSplitterAreRemembered() {
        DiagnosticsBench b;
        b.open();
        b.showPage(2);
        b.panel->saveState(b.settings);
        b.open();
        b.panel->restoreState(b.settings);
        QCOMPARE(b.find<QTabWidget>(u"diagnosticsTabs"_s)->currentIndex(), 2);
    }

    void everyControlHasANameForScreenReaders() {
        DiagnosticsBench b;
        b.open();
        b.runAll();
        for (int page = 0; page < 5; ++page) {
            b.showPage(page);
            for (const QWidget* each : b.panel->findChildren<QWidget*>()) {
                if (!each->isVisible() || !(each->focusPolicy() & Qt::TabFocus) || each->focusProxy())
                    continue;
                const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(each));
                QVERIFY(face);
                const bool labelled = !face->text(QAccessible::Name).isEmpty() || !each->accessibleName().isEmpty()
                    || qobject_cast<const QTabWidget*>(each) || each->inherits("QScrollArea");
                QVERIFY2(labelled,
                    qPrintable(each->objectName() + u' ' + QString::fromLatin1(each->metaObject()->className())));
            }
        }
    }
};

QTEST_MAIN(TestDiagnosticsPanel)
#include "tst_diagnostics_panel.moc"
