#include "tests/app/DeskBench.h"
#include "tests/app/ReplayWindow.h"
#include "tests/replay/GatedSink.h"
#include "ui/common/ElidedLabel.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// Two of the three example traces, chosen in the list, about to be sent.
struct ChosenTraces : ReplayWindow {
    ScriptedSink sink;
    SpanNames chosen;

    ChosenTraces() {
        window().showPanel(u"traces");
        click(u"emptySample"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shown<TraceTable>(u"traceTable"_s), SetupPatience);
        auto* table = shown<TraceTable>(u"traceTable"_s);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, SetupPatience);
        for (int row = 0; row < 2; ++row) {
            const QPoint at = table->visualRect(table->model()->index(row, 0)).center();
            QTest::mouseClick(table->viewport(), Qt::LeftButton, row > 0 ? Qt::ControlModifier : Qt::NoModifier, at);
            const auto whole = awaited(traces()->currentPlace().source.wholeTrace(*table->currentTrace()));
            for (const Span* span : (*whole)->spans)
                chosen.push_back({span->traceId, span->spanId});
        }
        std::ranges::sort(chosen);
        clickTool(u"replayButton"_s);
        typeTarget(sink.url());
    }
};

/// Twelve requests on their way one by one, of which a sink has taken three and holds the next.
struct UnderWay : ReplayWindow {
    GatedSink sink{3};

    UnderWay() {
        receive(1, 12);
        compose(sink.url());
        chooseOneByOne();
        click(u"startReplay"_s);
        QTRY_COMPARE_WITH_TIMEOUT(sink.count(), 3, SetupPatience);
    }
    void pause() {
        click(u"pauseReplay"_s);
        sink.open(4); // one may be under way
        reaches(u"Paused"_s);
    }
};

/// Three requests sent as one to a sink that treats it so, and takes whatever follows.
struct Sent : ReplayWindow {
    ScriptedSink sink;

    explicit Sent(const SinkAct& act)
        : sink(QList<SinkAct>{act}) {
        receive(1, 3);
        compose(sink.url());
        click(u"startReplay"_s);
        reaches(u"Done"_s);
    }
};

/// Three requests sent to the table of the newer example experiment of the practice workspace.
struct SentToTable : ReplayWindow {
    const QString table = u"main.default.agents_otel_spans"_s;

    SentToTable() {
        receive(1, 3);
        askForWorkspace();
        click(u"startPractice"_s);
        openExample();
        window().showPanel(u"replay");
        click(u"beginReplay"_s);
        pick(u"targetKind"_s, u"Databricks table"_s);
        pick(u"targetConnection"_s, u"Practice workspace"_s);
        QCOMPARE(shown<QComboBox>(u"targetSpans"_s)->currentText(), table); // the one that is open
        click(u"startReplay"_s);
        reaches(u"Done"_s);
        clickTab(1);
        click(u"checkArrival"_s);
    }
    /// In the console.
    void run(const QString& statement) const {
        window().showPanel(u"sql");
        pick(u"sqlSource"_s, sql()->sources().all()[1].name);
        shown<QPlainTextEdit>(u"sqlEditor"_s)->setPlainText(statement);
        for (QToolButton* each : sql()->findChildren<QToolButton*>()) {
            if (each->isVisible() && each->text() == u"Run"_s)
                QTest::mouseClick(each, Qt::LeftButton);
        }
        click(u"sqlConfirmRun"_s);
        QVERIFY(settles());
        QVERIFY2(!shown<Banner>(u"sqlProblem"_s), qPrintable(said(shown<Banner>(u"sqlProblem"_s))));
    }
};

/// A window that passes on to a sink, which may go away and come back.
struct Forwarding : ReplayWindow {
    std::optional<ScriptedSink> sink{std::in_place};
    const quint16 port = sink->port();

    Forwarding() {
        window().showPanel(u"receiver");
        click(u"setUpForward"_s);
        typeTarget(sink->url());
        click(u"startForward"_s);
        says(u"forwardState"_s, u"Passing on to "_s + sink->url());
    }
    void comeBack() {
        sink.emplace([](const SinkRequest&) { return SinkAct::take(); }, port);
    }
    void showsFigures(const QString& words) const {
        QTRY_VERIFY2_WITH_TIMEOUT(shown<ElidedLabel>(u"forwardFigures"_s)->text().contains(words),
            qPrintable(shown<ElidedLabel>(u"forwardFigures"_s)->text()), SetupPatience);
    }
    void arrives(const SpanNames& spans) const {
        QTRY_VERIFY2_WITH_TIMEOUT(spansIn(sink->taken()) == spans, qPrintable(texts()), SetupPatience);
    }
};

} // namespace

/// Replay and passing on in the program's own window, over real sockets.
class TestReplayWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsSelectedIsEstimated() {
        ChosenTraces b;
        b.says(u"replayEstimate"_s, u"2 traces, %1 spans, "_s.arg(b.chosen.size()));
    }

    void theTypedTargetIsCheckedWithoutSendingASpan() {
        ChosenTraces b;
        b.click(u"dryRun"_s);
        b.says(u"findingEvidence"_s, u"It took a request with nothing in it."_s);
        QVERIFY(spansIn(b.sink.seen()).empty());
    }

    void exactlyTheSelectedTracesArrive() {
        ChosenTraces b;
        b.click(u"startReplay"_s);
        b.reaches(u"Done"_s);
        QCOMPARE(spansIn(b.sink.taken()), b.chosen);
    }

    void aPausedReplayGoesOnWhereItStopped() {
        UnderWay b;
        b.pause();
        QVERIFY(b.sink.count() <= 4);
        b.sink.open();
        b.click(u"pauseReplay"_s);
        b.reaches(u"Done"_s);
        QCOMPARE(spansIn(b.sink.taken()), spansOf(1, 12));
    }

    void aPausedReplayIsRemoved() {
        UnderWay b;
        b.pause();
        b.click(u"removeReplay"_s);
        b.click(u"removeYes"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(b.shown<QPushButton>(u"beginReplay"_s), qPrintable(b.texts()), SetupPatience);
    }

    void aCancelledReplaySendsNoMore() {
        UnderWay b;
        b.click(u"cancelRunning"_s);
        b.click(u"cancelYes"_s);
        b.sink.open(4);
        b.reaches(u"Cancelled"_s);
        QVERIFY(b.sink.count() <= 4);
        QVERIFY(!b.shown<QPushButton>(u"pauseReplay"_s));
    }

    void whatMayHaveBeenTakenIsNamed() {
        const Sent b(SinkAct::takeAndCut());
        b.says(u"uncertainTitle"_s, u"1 request may have been taken"_s);
        b.says(u"uncertainNames"_s, u"Request 1, 6 spans, sent "_s);
    }

    void whatCountsAsTakenIsNotSentAgain() {
        const Sent b(SinkAct::takeAndCut());
        b.click(u"takeUncertain"_s);
        b.figuresSay(u"6 of 6 spans"_s);
        QVERIFY(!b.shown<QLabel>(u"uncertainTitle"_s));
        QCOMPARE(spansIn(b.sink.seen()), spansOf(1, 3));
    }

    void whatIsUncertainIsSentAgainOnRequest() {
        const Sent b(SinkAct::cut());
        b.click(u"sendUncertain"_s);
        b.click(u"sendAgainYes"_s);
        b.figuresSay(u"6 of 6 spans"_s);
        b.reaches(u"Done"_s);
        QCOMPARE(spansIn(b.sink.taken()), spansOf(1, 3));
    }

    void aRefusedRequestIsTriedAgain() {
        const Sent b(SinkAct::refuse(400));
        b.says(u"replayFaults"_s, u"1 request refused"_s);
        b.click(u"sendRefused"_s);
        b.figuresSay(u"6 of 6 spans"_s);
        b.reaches(u"Done"_s);
        QTRY_VERIFY(!b.shown<Banner>(u"replayTrouble"_s));
        QCOMPARE(spansIn(b.sink.taken()), spansOf(1, 3));
    }

    void aReplayThatAClosedWindowInterruptedIsFinishedInTheNext() {
        std::atomic<int> delay = 500; // ms: the window is closed long before the last answer
        ScriptedSink sink([&delay](const SinkRequest&) {
            SinkAct act;
            act.delay = delay;
            return act;
        });
        ReplayWindow b;
        b.receive(1, 12);
        b.compose(sink.url());
        b.chooseOneByOne();
        b.click(u"startReplay"_s);
        QTRY_VERIFY_WITH_TIMEOUT(sink.taken().size() >= 3, SetupPatience);
        b.leave();
        delay = 0;
        b.restart();
        b.window().showPanel(u"replay");
        b.reaches(u"Interrupted"_s);
        QVERIFY(sink.taken().size() < 12);
        b.click(u"pauseReplay"_s);
        b.reaches(u"Done"_s);
        QCOMPARE(spansIn(sink.taken()), spansOf(1, 12));
    }

    void everySpanIsFoundInTheTable() {
        const SentToTable b;
        b.says(u"arrivalResult"_s, u"6 of 6 spans are there, none is missing."_s);
        b.says(u"arrivalResult"_s, u"all are as they were sent."_s);
    }

    void aSpanThatTheTableLostIsSentOnItsOwn() {
        const SentToTable b;
        b.says(u"arrivalResult"_s, u"none is missing."_s);
        b.run(u"DELETE FROM %1 WHERE span_id = '%2'"_s.arg(b.table, spanId(3).text()));
        b.window().showPanel(u"replay");
        b.click(u"checkArrival"_s);
        b.says(u"arrivalResult"_s, u"5 of 6 spans are there, 1 is missing."_s);
        const auto* faults = b.shown<QTableView>(u"arrivalFaults"_s)->model();
        QCOMPARE(faults->rowCount(), 1);
        QCOMPARE(faults->index(0, 1).data().toString(), spanId(3).text());
        b.click(u"sendMissing"_s);
        b.figuresSay(u"7 of 7 spans"_s);
        b.reaches(u"Done"_s);
        b.click(u"checkArrival"_s);
        b.says(u"arrivalResult"_s, u"6 of 6 spans are there, none is missing."_s);
    }

    void whatIsReceivedIsPassedOnByteForByte() {
        const Forwarding b;
        b.receive(1, 1);
        QTRY_COMPARE_WITH_TIMEOUT(b.sink->taken().size(), 1, SetupPatience);
        QCOMPARE(b.sink->taken().first().body, bytesOf(requestOf(1)));
    }

    void whatWaitsForATargetThatIsAwayIsShownAndSentWhenItIsBack() {
        Forwarding b;
        b.sink.reset();
        b.receive(1, 2);
        b.showsFigures(u"2 requests wait"_s);
        b.says(u"forwardState"_s, u"Waiting for "_s);
        b.comeBack();
        b.showsFigures(u"Nothing waits"_s);
        b.says(u"forwardState"_s, u"Passing on to "_s);
        b.arrives(spansOf(1, 2));
    }

    void whatIsKeptAtTheStopIsSentAfterTheNextStart() {
        Forwarding b;
        b.sink.reset();
        b.receive(1, 1);
        b.showsFigures(u"1 request waits"_s);
        b.click(u"stopForward"_s);
        b.click(u"stopKeep"_s);
        b.says(u"forwardState"_s, u"Not passed on"_s);
        b.showsFigures(u"1 request waits"_s);
        b.comeBack();
        b.click(u"setUpForward"_s);
        b.click(u"startForward"_s); // the target is remembered
        b.arrives(spansOf(1, 1));
    }
};

QTEST_MAIN(TestReplayWindow)
#include "tst_replay_window.moc"
