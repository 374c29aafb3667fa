#include "models/replay/ForwardWords.h"
#include "models/replay/ReplayWords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestReplayWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSelectionIsSaidInWords() {
        ReplaySelection selection;
        QCOMPARE(selectionWords(selection), u"everything"_s);
        selection.filter = u"status = error"_s;
        selection.sample = 0.1;
        QCOMPARE(selectionWords(selection), u"status = error, 10 % of the traces"_s);
        selection.traces = {{1, 2}};
        selection.sample = 1;
        selection.wholeRequests = true;
        QCOMPARE(selectionWords(selection), u"1 trace, whole requests"_s);
    }

    void faithfulAndChangedReplaysAreToldApart() {
        ReplayEdits edits;
        QCOMPARE(editsWords(edits), u"as captured"_s);
        edits.newTraceIds = true;
        edits.attributes = {{AttributeEdit::Action::Redact, u"llm.*"_s}};
        QCOMPARE(editsWords(edits), u"new trace ids, 1 attribute change"_s);
    }

    void thePaceIsSaidInWords() {
        QCOMPARE(paceWords({}), u"as fast as allowed"_s);
        QCOMPARE(
            paceWords({.speed = 10, .tracesPerSecond = 50}), u"10 times faster than it came, at most 50 traces/s"_s);
        QCOMPARE(paceWords({.speed = 1}), u"with the gaps in which it came"_s);
    }

    void progressCountsRequestsThatAreOver() {
        ReplayStatus status;
        status.state = ReplayState::Running;
        status.parcels[std::size_t(ParcelState::Waiting)] = 5;
        status.parcels[std::size_t(ParcelState::Taken)] = 3;
        status.parcels[std::size_t(ParcelState::Refused)] = 2;
        status.parcels[std::size_t(ParcelState::Split)] = 7;
        QCOMPARE(progressOf(status), 500);
    }

    void anEmptyReplayIsDoneWhenItIsDone() {
        ReplayStatus status;
        QCOMPARE(progressOf(status), 0);
        status.state = ReplayState::Done;
        QCOMPARE(progressOf(status), 1000);
    }

    void faultsAreCountedByKind() {
        ReplayStatus status;
        QCOMPARE(faultWords(status), QString());
        status.parcels[std::size_t(ParcelState::Refused)] = 2;
        status.parcels[std::size_t(ParcelState::Uncertain)] = 1;
        status.spansRejected = 7;
        QCOMPARE(faultWords(status), u"2 requests refused · 1 uncertain · 7 spans rejected by the target"_s);
    }

    void answersAreNamedByTheirWire() {
        ReplayEntry entry;
        entry.state = ParcelState::Refused;
        entry.attempts = 1;
        entry.status = 14;
        QCOMPARE(answerStatusWords(entry, OtlpWire::Grpc), u"gRPC UNAVAILABLE"_s);
        entry.status = 503;
        QCOMPARE(answerStatusWords(entry, OtlpWire::HttpProtobuf), u"503"_s);
        entry.status = -1;
        QCOMPARE(answerStatusWords(entry, OtlpWire::HttpJson), u"no answer"_s);
        entry.attempts = 0;
        QCOMPARE(answerStatusWords(entry, OtlpWire::HttpJson), QString());
    }

    void theTextOfARequestHasAllThatIsKnown() {
        ReplayEntry entry;
        entry.number = 17;
        entry.state = ParcelState::Refused;
        entry.spans = 240;
        entry.attempts = 2;
        entry.status = 403;
        entry.requestId = u"7f-1"_s;
        entry.answer = u"PERMISSION_DENIED: no MODIFY"_s;
        const QString text = entryText(entry, OtlpWire::HttpProtobuf);
        for (const auto& part : {u"Request 17"_s, u"refused"_s, u"403"_s, u"7f-1"_s, u"no MODIFY"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    void arrivalIsSaidInOneLine() {
        ArrivalReport report;
        report.asked = 12;
        report.found = 11;
        report.missing = 1;
        report.compared = 5;
        QCOMPARE(arrivalWords(report),
            u"11 of 12 spans are there, 1 is missing. The values of 5 were read back: all are as they were sent."_s);
    }

    void anEstimateWithoutAnyLimitTellsNoTime() {
        ReplayEstimate estimate;
        estimate.traces = 2;
        estimate.spans = 4;
        estimate.requests = 1;
        QVERIFY2(estimateWords(estimate).endsWith(u"in 1 request, as fast as the target takes them"_s),
            qPrintable(estimateWords(estimate)));
        estimate.duration = {2'000'000'000};
        QVERIFY2(estimateWords(estimate).endsWith(u"in 1 request, about 2 s"_s), qPrintable(estimateWords(estimate)));
    }

    void publishedLimitsHaveTheirDate() {
        QCOMPARE(limitsWords({}), QString());
        const TargetLimits limits{100, 100'000'000, QDate(2026, 6, 30), {}};
        const QString date = QLocale().toString(limits.read, QLocale::ShortFormat);
        QCOMPARE(limitsWords(limits),
            u"Published limits: 100 traces/s for the workspace, 100 MB/s for the table (as of %1)"_s.arg(date));
    }

    void aBacklogTellsItsAge() {
        ForwardStatus status;
        QCOMPARE(backlogWords(status), u"Nothing waits"_s);
        status.waitingRequests = 2;
        status.waitingSpans = 40;
        status.waitingBytes = 2048;
        status.delay = {4'000'000'000};
        QCOMPARE(backlogWords(status), u"2 requests wait (2 KiB, 40 spans), the oldest for 4 s"_s);
    }

    void passingOnNamesItsTarget() {
        ForwardStatus status;
        QCOMPARE(forwardStateWords(status), u"Not passed on"_s);
        status.state = ForwardState::Waiting;
        status.target.kind = TargetKind::Databricks;
        status.target.spansTable = u"main.a.b"_s;
        QCOMPARE(forwardStateWords(status), u"Waiting for main.a.b"_s);
    }
};

QTEST_APPLESS_MAIN(TestReplayWords)
#include "tst_replay_words.moc"
