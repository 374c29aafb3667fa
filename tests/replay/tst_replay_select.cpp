#include "tests/replay/CapturedStore.h"

#include "services/replay/select/CaptureSessions.h"
#include "services/replay/select/ReplayPlanner.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

SpanBuilder spansOf(std::uint64_t trace, std::uint64_t first, std::uint64_t last) {
    SpanBuilder builder;
    builder.service("shop");
    for (std::uint64_t span = first; span <= last; ++span)
        builder.span("work").ids(trace, span);
    return builder;
}

constexpr std::string_view ALog
    = R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","body":{"stringValue":"x"}}]}]}]})";

} // namespace

class ReplaySelectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<CapturedStore>();
        m_ledger = std::make_unique<Ledger>(m_store->store().newReader());
        m_plan = ReplayPlan();
        m_plan.target.url = u"http://127.0.0.1:4318"_s;
        m_plan.selection.wholeRequests = true;
    }
    void cleanup() {
        m_ledger.reset();
        m_store.reset();
    }

    void everythingIsSentAsTheRequestsInWhichItCame() {
        m_store->take(spansOf(1, 1, 3));
        m_store->take(spansOf(2, 1, 2));
        QCOMPARE(planned(), (QStringList{u"1:all"_s, u"2:all"_s}));
    }

    void smallRequestsBecomeOneWhereWholeOnesAreNotWanted() {
        m_store->take(spansOf(1, 1, 3));
        m_store->take(spansOf(2, 1, 2));
        m_store->take(spansOf(3, 1, 4));
        m_plan.selection.wholeRequests = false;
        m_plan.mostSpans = 5;
        QCOMPARE(planned(), (QStringList{u"1:all+2:all"_s, u"3:all"_s}));
    }

    void ofOneTraceOnlyItsSpansAreCutOut() {
        m_store->take(spansOf(1, 1, 2).span("other").ids(2, 1).span("work").ids(1, 3));
        m_plan.selection.wholeRequests = false;
        m_plan.selection.traces = {traceId(1)};
        QCOMPARE(planned(), (QStringList{u"1:[0, 1, 3]"_s}));
    }

    void wholeRequestsBringTheSpansOfOtherTracesAlong() {
        m_store->take(spansOf(1, 1, 2).span("other").ids(2, 1));
        m_store->take(spansOf(3, 1, 1));
        m_plan.selection.traces = {traceId(1)};
        QCOMPARE(planned(), (QStringList{u"1:all"_s}));
        QCOMPARE(estimate().spans, 3u);
    }

    void aFilterChoosesTheTracesInWhichASpanMatches() {
        m_store->take(spansOf(1, 1, 2).span("pay").ids(1, 3));
        m_store->take(spansOf(2, 1, 2));
        m_plan.selection.filter = u"name = pay"_s;
        QCOMPARE(planned(), (QStringList{u"1:all"_s}));
    }

    void aFilterThatCannotBeReadIsSaidSo() {
        m_plan.selection.filter = u"name ="_s;
        const auto estimate = estimateReplay(m_ledger->connection(), m_plan);
        QCOMPARE(estimate.error().code, ErrorCode::BadInput);
    }

    void onlyTracesWithErrorsAreChosen() {
        m_store->take(spansOf(1, 1, 2));
        m_store->take(spansOf(2, 1, 1).span("bad").ids(2, 2).error("no"));
        m_plan.selection.onlyErrors = true;
        QCOMPARE(planned(), (QStringList{u"2:all"_s}));
    }

    void ofSelectedTracesOnlyThoseWithErrorsAreChosen() {
        m_store->take(spansOf(1, 1, 2));
        m_store->take(spansOf(2, 1, 1).span("bad").ids(2, 2).error("no"));
        m_store->take(spansOf(3, 1, 1).span("bad").ids(3, 2).error("no"));
        m_plan.selection.traces = {traceId(1), traceId(2)};
        m_plan.selection.onlyErrors = true;
        QCOMPARE(planned(), (QStringList{u"2:all"_s}));
    }

    void aRangeIsThatOfTheTracesStart() {
        m_store->take(spansOf(1, 1, 2));
        m_store->take(SpanBuilder().service("shop").span("late").ids(2, 1).at(5_s));
        m_plan.selection.range.from = Morning + 1_s;
        QCOMPARE(planned(), (QStringList{u"2:all"_s}));
    }

    void aSessionIsARangeOfRequests() {
        for (std::uint64_t trace = 1; trace <= 4; ++trace)
            m_store->take(spansOf(trace, 1, 1));
        m_plan.selection.firstRequest = 2;
        m_plan.selection.lastRequest = 3;
        QCOMPARE(planned(), (QStringList{u"2:all"_s, u"3:all"_s}));
    }

    void aSampleIsTheSameEachTime() {
        for (std::uint64_t trace = 1; trace <= 200; ++trace)
            m_store->take(spansOf(trace, 1, 1));
        m_plan.selection.sample = 0.25;
        const QStringList first = planned();
        QVERIFY2(first.size() > 20 && first.size() < 90, qPrintable(QString::number(first.size())));
        m_plan.repeat = true;
        QCOMPARE(planned(), first);
    }

    void whatWasStoredBeforeIsNotSentTwice() {
        m_store->take(spansOf(1, 1, 2));
        m_store->take(spansOf(1, 1, 2).span("new").ids(1, 9));
        m_plan.selection.wholeRequests = false;
        m_plan.mostSpans = 1;
        QCOMPARE(planned(), (QStringList{u"1:all"_s, u"2:[2]"_s}));
    }

    void logsComeAlongWhereNothingIsAskedOfTraces() {
        m_store->take(spansOf(1, 1, 1));
        m_store->take(std::string(ALog), Signal::Logs, PayloadFormat::Json);
        QCOMPARE(planned(), (QStringList{u"1:all"_s, u"2:all"_s}));
        m_plan.selection.onlyErrors = true;
        QCOMPARE(planned(), QStringList());
    }

    void jsonIsNeverJoined() {
        const std::string one
            = R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"000000000000000A","name":"a","startTimeUnixNano":"1"}]}]}]})";
        std::string two = one;
        two.replace(two.find("0000A"), 5, "0000B");
        m_store->take(one, Signal::Traces, PayloadFormat::Json);
        m_store->take(two, Signal::Traces, PayloadFormat::Json);
        m_plan.selection.wholeRequests = false;
        QCOMPARE(planned(), (QStringList{u"1:all"_s, u"2:all"_s}));
    }

    void whatTheTargetTookIsLeftOut() {
        m_store->take(spansOf(1, 1, 2));
        planned();
        settle(1, 1, ParcelState::Taken);
        m_store->take(spansOf(2, 1, 3));
        QCOMPARE(planned(), (QStringList{u"2:all"_s}));
        QCOMPARE(estimate().spansTakenBefore, 2u);
    }

    void whatTheTargetTookOfARequestIsLeftOutOfIt() {
        m_store->take(spansOf(1, 1, 2).span("other").ids(2, 1));
        m_plan.selection.wholeRequests = false;
        m_plan.selection.traces = {traceId(1)};
        planned();
        settle(1, 1, ParcelState::Taken);
        m_plan.selection.traces = {};
        QCOMPARE(planned(), (QStringList{u"1:[2]"_s}));
        QCOMPARE(estimate().spansTakenBefore, 2u);
    }

    void whatTheTargetRefusedIsSentOnceMore() {
        m_store->take(spansOf(1, 1, 2));
        planned();
        settle(1, 1, ParcelState::Refused);
        QCOMPARE(planned(), (QStringList{u"1:all"_s}));
    }

    void whatMayHaveBeenTakenIsLeftOut() {
        m_store->take(spansOf(1, 1, 2));
        planned();
        settle(1, 1, ParcelState::Uncertain);
        QCOMPARE(planned(), QStringList());
    }

    void anotherTargetGetsAll() {
        m_store->take(spansOf(1, 1, 2));
        planned();
        settle(1, 1, ParcelState::Taken);
        m_plan.target.url = u"http://127.0.0.1:5318"_s;
        QCOMPARE(planned(), (QStringList{u"1:all"_s}));
    }

    void whatWasTakenIsSentTwiceWhereThatIsWanted() {
        m_store->take(spansOf(1, 1, 2));
        planned();
        settle(1, 1, ParcelState::Taken);
        m_plan.repeat = true;
        QCOMPARE(planned(), (QStringList{u"1:all"_s}));
    }

    void anEstimateCountsWhatWouldBeSent() {
        const std::string one = spansOf(1, 1, 3).payload();
        m_store->take(one);
        m_store->setArrival(Morning + 10_s);
        const std::string two = spansOf(2, 1, 2).span("again").ids(1, 4).payload();
        m_store->take(two);
        m_plan.pace.speed = 2;
        const ReplayEstimate found = estimate();
        QCOMPARE(found.traces, 2u);
        QCOMPARE(found.spans, 6u);
        QCOMPARE(found.bytes, one.size() + two.size());
        QCOMPARE(found.requests, 2u);
        QCOMPARE(found.duration.value, (5_s).value);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.replay_jobs"_s), 0);
    }

    void theSlowestLimitTellsTheDuration() {
        m_store->take(spansOf(1, 1, 1).span("b").ids(2, 1).span("c").ids(3, 1));
        m_plan.pace.tracesPerSecond = 1.5;
        m_plan.pace.bytesPerSecond = 1u << 30;
        QCOMPARE(estimate().duration.value, (2_s).value);
        m_plan.pace.tracesPerSecond = 3;
        QCOMPARE(estimate().duration.value, (1_s).value);
    }

    void publishedLimitsAreToldWithTheirDate() {
        m_store->take(spansOf(1, 1, 1).span("b").ids(2, 1));
        m_plan.target = {.kind = TargetKind::Databricks, .connectionId = u"c"_s, .spansTable = u"a.b.c"_s};
        const ReplayEstimate found = estimate();
        QCOMPARE(found.duration.value, (20_ms).value);
        QCOMPARE(found.remarks.first(),
            u"Published limit of the workspace: 100 traces/s (as of 2026-06-30): at this pace it takes about 20 ms."_s);
        QVERIFY(found.remarks.at(1).startsWith("Published limit of the table: 100 MB/s (as of 2026-06-30)"_L1));
        m_plan.pace.tracesPerSecond = 300;
        QVERIFY2(estimate().remarks.first().contains("the chosen pace is above it"_L1),
            qPrintable(estimate().remarks.first()));
    }

    void requestsBringNoMoreTracesThanMayLeaveAtOnce() {
        for (std::uint64_t trace = 1; trace <= 25; ++trace)
            m_store->take(spansOf(trace, 1, 1));
        m_plan.selection.wholeRequests = false;
        m_plan.pace.tracesPerSecond = 100;
        planned();
        QCOMPARE(tracesInParcels(), (std::vector<std::uint64_t>{10, 10, 5}));
    }

    void aRequestOfManyTracesIsCutToWhatMayLeaveAtOnce() {
        SpanBuilder many;
        many.service("shop");
        for (std::uint64_t trace = 1; trace <= 25; ++trace)
            many.span("a").ids(trace, 1).span("b").ids(trace, 2);
        m_store->take(many);
        m_plan.pace.tracesPerSecond = 100;
        QCOMPARE(planned(), QStringList{u"1:all"_s}); // byte for byte, as it was asked for
        m_plan.selection.wholeRequests = false;
        const QStringList parcels = planned();
        QCOMPARE(parcels.size(), 3);
        QCOMPARE(tracesInParcels(), (std::vector<std::uint64_t>{10, 10, 5}));
        QStringList all;
        for (const QString& parcel : parcels)
            all += parcel.mid(3).chopped(1).split(u", "_s);
        std::ranges::sort(all, {}, [](const QString& each) { return each.toInt(); });
        QCOMPARE(all.size(), 50);
        QCOMPARE(all.last(), u"49"_s);
    }

    void shiftingToNowIsNotedOnce() {
        m_store->take(spansOf(1, 1, 2));
        m_plan.edits.shiftToNow = true;
        planned();
        const Nanos shift = m_ledger->job(m_job)->shift;
        QVERIFY(shift.value > 0);
        QVERIFY((UnixNanos::now() - (Morning + shift)).value < (60_s).value);
    }

    void aSilenceEndsASession() {
        m_store->take(spansOf(1, 1, 2));
        m_store->setArrival(Morning + 1'000_s);
        m_store->take(spansOf(2, 1, 1));
        m_store->setArrival(Morning + 3'000_s);
        m_store->take(spansOf(3, 1, 4));
        const auto sessions = readCaptureSessions(m_ledger->connection());
        QCOMPARE(sessions->size(), 2);
        QCOMPARE(sessions->at(0).spans, 4u);
        QCOMPARE(sessions->at(1).firstRequest, 1);
        QCOMPARE(sessions->at(1).lastRequest, 2);
        QCOMPARE(sessions->at(1).services, QStringList{u"shop"_s});
        QCOMPARE(sessions->at(1).to.value, (Morning + 1'000_s).value);
    }

    void anImportIsASessionOfItsOwn() {
        m_store->take(spansOf(1, 1, 1));
        m_store->setImport("a.jsonl");
        m_store->take(spansOf(2, 1, 1));
        m_store->take(spansOf(3, 1, 1));
        m_store->setImport("b.jsonl");
        m_store->take(spansOf(4, 1, 1));
        const auto sessions = readCaptureSessions(m_ledger->connection());
        QCOMPARE(sessions->size(), 3);
        QCOMPARE(sessions->at(0).file, u"b.jsonl"_s);
        QCOMPARE(sessions->at(1).requests, 2u);
        QCOMPARE(sessions->at(2).file, QString());
    }

    void anImportBesideTheReceiverIsOneSessionAndChosenWhole() {
        m_store->setImport("a.jsonl");
        m_store->take(spansOf(1, 1, 1));
        m_store->setImport({});
        m_store->take(spansOf(2, 1, 1));
        m_store->setImport("a.jsonl");
        m_store->take(spansOf(3, 1, 1));
        m_store->setImport({});
        m_store->take(spansOf(4, 1, 1));
        const auto sessions = readCaptureSessions(m_ledger->connection());
        QCOMPARE(sessions->size(), 2);
        QCOMPARE(sessions->at(0).requests, 2u);
        QCOMPARE(sessions->at(1).requests, 2u);
        m_plan.selection.importedFile = u"a.jsonl"_s;
        QCOMPARE(planned(), (QStringList{u"1:all"_s, u"3:all"_s}));
        m_plan.selection = {.firstRequest = 2, .lastRequest = 4, .wholeRequests = m_plan.selection.wholeRequests};
        QCOMPARE(planned(), (QStringList{u"2:all"_s, u"4:all"_s}));
    }

    void whatTheTargetDoesNotTakeIsCountedApart() {
        m_store->take(std::string(ALog), Signal::Logs, PayloadFormat::Json);
        m_plan.target = {.kind = TargetKind::MlflowServer, .url = u"http://127.0.0.1:5000"_s, .experimentId = u"1"_s};
        const auto estimate = estimateReplay(m_ledger->connection(), m_plan);
        QCOMPARE(estimate->requests, 0u);
        QCOMPARE(estimate->leftOut, 1u);
        m_plan.target = {.kind = TargetKind::Otlp, .url = u"http://127.0.0.1:4318"_s};
        QCOMPARE(estimateReplay(m_ledger->connection(), m_plan)->requests, 1u);
    }

private:
    /// The parcels of a new job with this plan: "1:all+2:[0, 3]". Empty with an error's line when it cannot be planned.
    QStringList planned() {
        const auto job = m_ledger->create(m_plan, false);
        m_job = job.value().number;
        if (const auto done = planParcels(*m_ledger, *job); !done)
            return {done.error().oneLine()};
        QStringList out;
        const auto parcels = m_ledger->standing(m_job, ParcelState::Waiting);
        for (const LedgerParcel& parcel : *parcels) {
            QStringList parts;
            const auto pieces = m_ledger->pieces(m_job, parcel.firstPiece, parcel.lastPiece);
            for (const LedgerPiece& piece : *pieces)
                parts += QString::number(piece.request) + u':' + textOf(piece);
            out += parts.join(u'+');
        }
        // Over: what waits in it is no longer in the way of others.
        (void)m_ledger->commit(m_job, {{}, {}, {}, LedgerChange{ReplayState::Cancelled}});
        return out;
    }

    std::vector<std::uint64_t> tracesInParcels() {
        std::vector<std::uint64_t> traces;
        const auto parcels = m_ledger->standing(m_job, ParcelState::Waiting);
        for (const LedgerParcel& parcel : *parcels)
            traces.push_back(parcel.traces);
        return traces;
    }

    static QString textOf(const LedgerPiece& piece) {
        if (!piece.ordinals)
            return u"all"_s;
        QStringList ordinals;
        for (const std::uint32_t ordinal : *piece.ordinals)
            ordinals += QString::number(ordinal);
        return u'[' + ordinals.join(u", "_s) + u']';
    }

    void settle(std::int64_t parcel, std::int32_t step, ParcelState state) {
        LedgerEvent event;
        event.parcel = parcel;
        event.step = step;
        event.state = state;
        QVERIFY(m_ledger->commit(m_job, {{}, {}, {event}}));
    }

    ReplayEstimate estimate() { return estimateReplay(m_ledger->connection(), m_plan).value(); }

    std::unique_ptr<CapturedStore> m_store;
    std::unique_ptr<Ledger> m_ledger;
    ReplayPlan m_plan;
    JobNumber m_job = 0;
};

QTEST_GUILESS_MAIN(ReplaySelectTest)

#include "tst_replay_select.moc"
