#include "tests/ui/replay/ReplayBench.h"
#include "ui/common/Banner.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QSignalSpy>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestNewReplay : public QObject {
    Q_OBJECT
private:
    static void begin(ReplayBench& b) {
        b.open();
        b.click(u"beginReplay"_s);
        b.pick(u"targetKind"_s, u"Any OTLP endpoint"_s);
        b.type(u"targetUrl"_s, u"http://127.0.0.1:4318"_s);
    }

private Q_SLOTS:
    void theEmptyPanelLeadsToANewReplay() {
        ReplayBench b;
        b.open();
        QVERIFY(b.shows(u"emptyState"_s));
        b.click(u"beginReplay"_s);
        QVERIFY(b.shows(u"newReplay"_s));
        QTRY_COMPARE(b.text(u"replayEstimate"_s), u"12 traces, 340 spans, 1 MiB in 4 requests, about 2 s"_s);
    }

    void theEmptyPanelLeadsToTheTraces() {
        ReplayBench b;
        b.open();
        QSignalSpy wanted(b.panel.get(), &ReplayPanel::tracesRequested);
        b.click(u"selectTraces"_s);
        QCOMPARE(wanted.size(), 1);
    }

    void selectedTracesAreCounted() {
        ReplayBench b;
        b.open();
        ReplaySelection chosen;
        chosen.traces = {{1, 2}, {3, 4}};
        b.panel->begin(chosen);
        QCOMPARE(b.text(u"selectedTraces"_s), u"2 traces, selected in the list."_s);
        QTRY_COMPARE(b.replays.lastPlan.selection.traces.size(), std::size_t(2));
    }

    void whatIsMissingIsSaidAsItIsTyped() {
        ReplayBench b;
        b.open();
        b.click(u"beginReplay"_s);
        b.pick(u"targetKind"_s, u"Any OTLP endpoint"_s);
        QCOMPARE(b.text(u"replayProblem"_s), u"The address is missing."_s);
        QVERIFY(!b.isEnabled(u"startReplay"_s));
        b.type(u"targetUrl"_s, u"localhost"_s);
        QVERIFY(b.text(u"replayProblem"_s).contains(u"http://"_s));
        b.type(u"targetUrl"_s, u"http://localhost:4318"_s);
        QTRY_VERIFY(b.isEnabled(u"startReplay"_s));
    }

    void aReplayIsStartedWithWhatWasChosen() {
        ReplayBench b;
        begin(b);
        b.shown<QCheckBox>(u"newTraceIds"_s)->click();
        b.shown<QCheckBox>(u"onlyErrors"_s)->click();
        b.pick(u"replaySpeed"_s, u"Faster than it came"_s);
        b.shown<QDoubleSpinBox>(u"replayTimes"_s)->setValue(20);
        b.shown<QDoubleSpinBox>(u"tracesPerSecond"_s)->setValue(50);
        b.shown<QDoubleSpinBox>(u"sampleShare"_s)->setValue(25);
        b.click(u"startReplay"_s);
        QTRY_COMPARE(b.replays.starts.asked.size(), 1);
        const ReplayPlan& plan = b.replays.lastPlan;
        QVERIFY(plan.edits.newTraceIds);
        QVERIFY(plan.selection.onlyErrors);
        QCOMPARE(plan.selection.sample, 0.25);
        QCOMPARE(plan.pace.speed, 20.0);
        QCOMPARE(plan.pace.tracesPerSecond, 50.0);
        QCOMPARE(plan.target.url, u"http://127.0.0.1:4318"_s);
    }

    void whatWasStartedIsShown() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.open();
        b.click(u"newReplayButton"_s);
        b.pick(u"targetKind"_s, u"Any OTLP endpoint"_s);
        b.type(u"targetUrl"_s, u"http://127.0.0.1:4318"_s);
        b.replays.add(u"r9"_s, ReplayState::Running, 0);
        b.click(u"startReplay"_s);
        QTRY_VERIFY(b.shows(u"replayView"_s));
        QCOMPARE(b.text(u"replayState"_s), u"Sending"_s);
    }

    void aStartThatFailsSaysWhy() {
        ReplayBench b;
        begin(b);
        b.replays.starts.ready = failure(ErrorCode::NoSpace, u"The store is full."_s, u"Make room."_s);
        b.click(u"startReplay"_s);
        QTRY_VERIFY(b.shown<Banner>(u"stepError"_s));
        QCOMPARE(b.shown<Banner>(u"stepError"_s)->message(), u"The store is full."_s);
    }

    void valuesOfHeadersAreTypedBlind() {
        ReplayBench b;
        begin(b);
        QVERIFY(!b.shows(u"secretPlaceNote"_s));
        b.click(u"add-headers"_s);
        b.type(u"headerName"_s, u"x-api-key"_s);
        b.type(u"headerValue"_s, u"not-a-secret"_s);
        QCOMPARE(b.shown<QLineEdit>(u"headerValue"_s)->echoMode(), QLineEdit::Password);
        QVERIFY(b.text(u"secretPlaceNote"_s).contains(u"keychain"_s));
        b.click(u"startReplay"_s);
        QTRY_COMPARE(b.replays.lastHeaders.size(), std::size_t(1));
        QCOMPARE(b.replays.lastHeaders[0].value.reveal(), QByteArray("not-a-secret"));
        QCOMPARE(b.replays.lastPlan.target.headerNames, QStringList{u"x-api-key"_s});
    }

    void aHeaderCanBeTakenOutAgain() {
        ReplayBench b;
        begin(b);
        b.click(u"add-headers"_s);
        QTRY_COMPARE(b.text(u"replayProblem"_s), u"A header has no name."_s);
        b.click(u"remove-headers"_s);
        QTRY_COMPARE(b.text(u"replayProblem"_s), QString());
    }

    void attributesAreChangedOnTheWay() {
        ReplayBench b;
        begin(b);
        b.click(u"add-attributes"_s);
        b.pick(u"attributeAction"_s, u"Redact"_s);
        b.type(u"attributeKey"_s, u"user.*"_s);
        b.click(u"startReplay"_s);
        QTRY_COMPARE(
            b.replays.lastPlan.edits.attributes, (QList<AttributeEdit>{{AttributeEdit::Action::Redact, u"user.*"_s}}));
    }

    void aTableOfAWorkspaceIsATarget() {
        ReplayBench b;
        b.open();
        b.click(u"beginReplay"_s);
        b.pick(u"targetKind"_s, u"Databricks table"_s);
        QCOMPARE(b.shown<QComboBox>(u"targetConnection"_s)->currentText(), u"Acme"_s);
        QTest::keyClicks(b.shown<QComboBox>(u"targetSpans"_s)->lineEdit(), u"main.a.x_otel_spans"_s);
        b.click(u"startReplay"_s);
        QTRY_COMPARE(b.replays.lastPlan.target.spansTable, u"main.a.x_otel_spans"_s);
        QCOMPARE(b.replays.lastPlan.target.connectionId, u"acme"_s);
    }

    void anExperimentIsChosenByItsName() {
        ReplayBench b;
        Connection tracking = ownConnection(u"tracking"_s, u"Tracking"_s, CredentialKind::None);
        tracking.settings.kind = ConnectionKind::MlflowServer;
        b.workspace.list << tracking;
        b.open();
        b.click(u"beginReplay"_s);
        b.pick(u"targetKind"_s, u"MLflow server"_s);
        QTRY_COMPARE(b.shown<QComboBox>(u"targetExperiment"_s)->count(), 2);
        b.pick(u"targetExperiment"_s, u"/Shared/unlinked"_s);
        b.click(u"startReplay"_s);
        QTRY_COMPARE(b.replays.lastPlan.target.experimentId, u"8"_s);
        QCOMPARE(b.replays.lastPlan.target.url, u"https://tracking.example"_s);
    }

    void aFileTargetHasNoHeaders() {
        ReplayBench b;
        begin(b);
        b.pick(u"targetKind"_s, u"File"_s);
        QVERIFY(!b.shows(u"headers"_s));
        b.type(u"targetFile"_s, b.dir.filePath(u"out.jsonl.zst"_s));
        QTRY_VERIFY(b.isEnabled(u"startReplay"_s));
    }

    void thePublishedLimitsOfATargetStandBesideThePace() {
        ReplayBench b;
        begin(b);
        b.pick(u"targetKind"_s, u"File"_s);
        QTRY_VERIFY(!b.shows(u"publishedLimits"_s));
        b.pick(u"targetKind"_s, u"Databricks table"_s);
        QTRY_VERIFY(b.shows(u"publishedLimits"_s));
        QVERIFY2(b.text(u"publishedLimits"_s).startsWith("Published limits: 100 traces/s"_L1),
            qPrintable(b.text(u"publishedLimits"_s)));
    }

    void theDryRunShowsWhatItFound() {
        ReplayBench b;
        begin(b);
        b.replays.dryRuns.ready = QList<ReplayFinding>{{u"Address"_s, ReplayFinding::State::Fine, u"It answers."_s},
            {u"Sign-in"_s, ReplayFinding::State::Failed, u"401"_s, u"Sign in again in Connections."_s}};
        b.click(u"dryRun"_s);
        QTRY_VERIFY(b.shows(u"replayFindings"_s));
        QTRY_COMPARE(b.text(u"findingRemedy"_s), u"Sign in again in Connections."_s);
        QVERIFY(b.replays.starts.asked.isEmpty());
    }

    void aDryRunCanBeCancelled() {
        ReplayBench b;
        begin(b);
        b.click(u"dryRun"_s);
        QTRY_VERIFY(b.shows(u"stepCancel"_s));
        b.click(u"stepCancel"_s);
        QTRY_VERIFY(b.replays.dryRuns.isCancelled());
        b.replays.dryRuns.finish();
        QTRY_VERIFY(b.isEnabled(u"dryRun"_s));
    }

    void remarksOfTheEstimateAreShown() {
        ReplayBench b;
        ReplayEstimate estimate = b.replays.estimates.ready->value();
        estimate.spansTakenBefore = 60;
        estimate.remarks = {u"The workspace takes 100 traces/s (2026-01)."_s};
        b.replays.estimates.ready = estimate;
        begin(b);
        QTRY_VERIFY(b.text(u"replayRemarks"_s).contains(u"60 spans are left out"_s));
        QVERIFY(b.text(u"replayRemarks"_s).contains(u"100 traces/s"_s));
    }

    void aSessionIsChosenInItsTable() {
        ReplayBench b;
        begin(b);
        b.tab(u"replaySource"_s, 2);
        QTRY_VERIFY(b.shows(u"captureSessions"_s));
        auto* table = b.shown<QTableView>(u"captureSessions"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->selectRow(1);
        b.click(u"startReplay"_s);
        QTRY_COMPARE(b.replays.lastPlan.selection.importedFile, u"/data/old.jsonl"_s);
    }

    void aBadFilterIsExplained() {
        ReplayBench b;
        begin(b);
        b.tab(u"replaySource"_s, 1);
        b.type(u"filterBox"_s, u"status ="_s);
        QTRY_VERIFY(!b.text(u"replayFilterProblem"_s).isEmpty());
        QVERIFY(!b.isEnabled(u"startReplay"_s));
        b.type(u"filterBox"_s, u"status = error"_s);
        b.click(u"startReplay"_s);
        QTRY_COMPARE(b.replays.lastPlan.selection.filter, u"status = error"_s);
    }

    void thatAFileIsReadInFirstIsSaid() {
        ReplayBench b;
        begin(b);
        b.tab(u"replaySource"_s, 3);
        QVERIFY(b.text(u"fileNote"_s).contains(u"into the store first"_s));
        QVERIFY(!b.isEnabled(u"startReplay"_s));
    }

    void cancellingLeavesTheForm() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.open();
        b.click(u"newReplayButton"_s);
        b.click(u"cancelReplay"_s);
        QVERIFY(b.shows(u"replayView"_s));
    }

    void theLastTargetIsThereAgain() {
        ReplayBench b;
        begin(b);
        b.click(u"startReplay"_s);
        QTRY_COMPARE(b.replays.starts.asked.size(), 1);
        b.leave();
        b.open();
        b.click(u"newReplayButton"_s);
        QCOMPARE(b.shown<QLineEdit>(u"targetUrl"_s)->text(), u"http://127.0.0.1:4318"_s);
    }
};

QTEST_MAIN(TestNewReplay)
#include "tst_new_replay.moc"
