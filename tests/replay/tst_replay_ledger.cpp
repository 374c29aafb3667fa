#include "tests/store/ChildProcess.h"
#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include "services/replay/ReplayPlanJson.h"
#include "services/replay/ledger/Ledger.h"
#include "services/replay/ledger/Taken.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

ReplayPlan somePlan(UncertainRule rule = UncertainRule::Hold) {
    ReplayPlan plan;
    plan.target.url = u"http://127.0.0.1:4318"_s;
    plan.uncertain = rule;
    return plan;
}

/// Three parcels of one whole request each, and a fourth of a part of two.
LedgerTurn someParcels() {
    LedgerTurn turn;
    for (std::int64_t n = 1; n <= 3; ++n) {
        turn.pieces.push_back({n, 100 + n, 5, std::nullopt});
        turn.parcels.push_back({n, Signal::Traces, PayloadFormat::Protobuf, n, n, UnixNanos{1}, 5, 1, 1000});
    }
    turn.pieces.push_back({4, 104, 2, std::vector<std::uint32_t>{0, 7}});
    turn.pieces.push_back({5, 105, 1, std::vector<std::uint32_t>{3}});
    turn.parcels.push_back({4, Signal::Traces, PayloadFormat::Protobuf, 4, 5, UnixNanos{1}, 3, 2, 300});
    return turn;
}

LedgerEvent eventOf(std::int64_t parcel, std::int32_t step, ParcelState state) {
    LedgerEvent out;
    out.parcel = parcel;
    out.step = step;
    out.state = state;
    out.attempt = 1;
    out.at = UnixNanos{2'000};
    return out;
}

std::vector<std::int64_t> numbersOf(const Result<std::vector<LedgerParcel>>& parcels) {
    std::vector<std::int64_t> numbers;
    for (const LedgerParcel& parcel : parcels.value())
        numbers.push_back(parcel.number);
    return numbers;
}

using Numbers = std::vector<std::int64_t>;

} // namespace

class ReplayLedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<StoreHarness>();
        m_store->open();
        m_ledger = std::make_unique<Ledger>(m_store->store().newReader());
    }
    void cleanup() {
        m_ledger.reset();
        m_store.reset();
    }

    void aPlanIsKeptAsItWas() {
        ReplayPlan plan = somePlan(UncertainRule::SendAgain);
        plan.selection = {
            {TraceId{1, 2}}, {UnixNanos{5}, std::nullopt}, u"service:\"ü\""_s, 3, 9, u"in.jsonl"_s, true, 0.25, true};
        plan.target = {TargetKind::MlflowServer, u"c"_s, u"http://h"_s, OtlpWire::HttpJson, u"a.b.c"_s, u"l"_s, u"m"_s,
            u"7"_s, u"f.pb"_s, true, {u"X-One"_s}};
        plan.edits = {true, true, {{AttributeEdit::Action::Set, u"k"_s, u"v"_s}}};
        plan.pace = {2.5, 10, 1000, 7};
        plan.repeat = true;
        plan.mostSpans = 3;
        plan.mostBytes = 99;
        const auto read = replayPlanFromJson(replayPlanToJson(plan));
        QVERIFY(read);
        QVERIFY(*read == plan);
    }

    void jobsAreListedTheLatestFirst() {
        const auto first = m_ledger->create(somePlan(), false);
        const auto second = m_ledger->create(somePlan(), true);
        const auto jobs = m_ledger->jobs();
        QCOMPARE(jobs->size(), 2u);
        QCOMPARE(jobs->at(0).number, second->number);
        QVERIFY(jobs->at(0).forward && !jobs->at(1).forward);
        QVERIFY(jobs->at(1).plan == somePlan());
        QCOMPARE(jobs->at(1).idSeed, first->idSeed);
    }

    void parcelsWaitUntilTheyAreSent() {
        const JobNumber job = filled();
        QVERIFY(m_ledger->commit(job, {{}, {}, {eventOf(2, 1, ParcelState::Sending)}}));
        QCOMPARE(numbersOf(m_ledger->waiting(job, 1, 10)), (Numbers{1, 3, 4}));
        QCOMPARE(numbersOf(m_ledger->waiting(job, 2, 3)), (Numbers{3}));
    }

    void aParcelThatIsToBeTriedAgainWaits() {
        const JobNumber job = filled();
        QVERIFY(m_ledger->commit(
            job, {{}, {}, {eventOf(1, 1, ParcelState::Sending), eventOf(1, 2, ParcelState::Waiting)}}));
        const auto waiting = m_ledger->waiting(job, 1, 1);
        QCOMPARE(numbersOf(waiting), (Numbers{1}));
        QCOMPARE(waiting->front().attempts, 1u);
        QCOMPARE(waiting->front().step, 2);
    }

    void piecesComeBackWithTheirOrdinals() {
        const JobNumber job = filled();
        const auto pieces = m_ledger->pieces(job, 3, 4);
        QCOMPARE(pieces->size(), 2u);
        QVERIFY(!pieces->at(0).ordinals);
        QCOMPARE(pieces->at(1).request, 104);
        QCOMPARE(*pieces->at(1).ordinals, (std::vector<std::uint32_t>{0, 7}));
    }

    void totalsFollowTheLastEvents() {
        const JobNumber job = filled();
        LedgerEvent taken = eventOf(1, 2, ParcelState::Taken);
        taken.rejected = 2;
        QVERIFY(m_ledger->commit(
            job, {{}, {}, {eventOf(1, 1, ParcelState::Sending), taken, eventOf(4, 1, ParcelState::Split)}}));
        const auto totals = m_ledger->totals(job);
        QCOMPARE(totals->count(ParcelState::Taken), 1u);
        QCOMPARE(totals->count(ParcelState::Waiting), 2u);
        QCOMPARE(totals->spans, 15u);
        QCOMPARE(totals->spansTaken, 3u);
        QCOMPARE(totals->spansRejected, 2u);
        QCOMPARE(totals->bytesTaken, 1000u);
        QCOMPARE(totals->attempts, 2u);
    }

    void entriesSayWhatTheTargetSaid() {
        const JobNumber job = filled();
        LedgerEvent refused = eventOf(2, 1, ParcelState::Refused);
        refused.status = 400;
        refused.answer = u"bad <b>span</b>"_s;
        refused.requestId = u"r-1"_s;
        refused.took = Nanos{500};
        QVERIFY(m_ledger->commit(job, {{}, {}, {refused}}));
        const auto entries = m_ledger->entries(job, ParcelState::Refused, 0, 10);
        QCOMPARE(entries->size(), 1u);
        const ReplayEntry& entry = entries->front();
        QCOMPARE(entry.number, 2);
        QCOMPARE(entry.status, 400);
        QCOMPARE(entry.answer, u"bad <b>span</b>"_s);
        QCOMPARE(entry.requestId, u"r-1"_s);
        QCOMPARE(entry.sent->value, 1'500u);
        QCOMPARE(m_ledger->entries(job, std::nullopt, 1, 2)->front().number, 2);
    }

    void whatWasBeingSentWhenTheProgramWasKilledIsUncertainAndNothingElse() {
        m_ledger.reset();
        m_store->close();
        ChildProcess killed([&](ChildProcess::Pipe& out) {
            m_store->open();
            m_ledger = std::make_unique<Ledger>(m_store->store().newReader());
            const JobNumber job = filled();
            (void)m_ledger->commit(job,
                {{}, {}, {eventOf(1, 1, ParcelState::Sending), eventOf(2, 1, ParcelState::Sending)},
                    LedgerChange{ReplayState::Running}});
            (void)m_ledger->commit(job, {{}, {}, {eventOf(1, 2, ParcelState::Taken)}});
            out.write(QByteArray::number(qint64(job)));
            out.waitForParent();
        });
        const JobNumber job = killed.read().toLongLong();
        killed.kill();
        killed.wait();
        m_store->open();
        m_ledger = std::make_unique<Ledger>(m_store->store().newReader());
        QVERIFY(m_ledger->restore());
        QCOMPARE(m_ledger->job(job)->state, ReplayState::Interrupted);
        QCOMPARE(numbersOf(m_ledger->standing(job, ParcelState::Uncertain)), (Numbers{2}));
        QCOMPARE(numbersOf(m_ledger->standing(job, ParcelState::Taken)), (Numbers{1}));
        QCOMPARE(numbersOf(m_ledger->standing(job, ParcelState::Waiting)), (Numbers{3, 4}));
    }

    void whatMayBeSentTwiceWaitsAfterAnInterruption() {
        const JobNumber job = filled(UncertainRule::SendAgain);
        QVERIFY(m_ledger->commit(job, {{}, {}, {eventOf(1, 1, ParcelState::Sending)}}));
        QVERIFY(m_ledger->restore());
        QCOMPARE(numbersOf(m_ledger->standing(job, ParcelState::Waiting)), (Numbers{1, 2, 3, 4}));
    }

    void aRemovedJobIsGoneButWhatItsTargetTookStaysKnown() {
        const JobNumber job = filled();
        QVERIFY(m_ledger->commit(job, {{}, {}, {eventOf(4, 1, ParcelState::Taken)}}));
        QVERIFY(m_ledger->remove(job));
        QCOMPARE(m_ledger->job(job).error().code, ErrorCode::NotFound);
        QVERIFY(m_ledger->jobs()->empty());
        const QString target = u'\'' + somePlan().target.key() + u'\'';
        QCOMPARE(m_store->rows(u"SELECT request_id, ordinals FROM "_s
                     + QString::fromStdString(takenPiecesSql(target.toStdString())) + u" ORDER BY 1"_s),
            (std::vector<QStringList>{{u"104"_s, u"[0, 7]"_s}, {u"105"_s, u"[3]"_s}}));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.replay_pieces"_s), 2);
    }

    void commitsGoOnBesideTheWriterAndItsCheckpoints() {
        m_ledger.reset();
        m_store->close();
        m_store->options().checkpointBytes = 20'000;
        m_store->open();
        m_ledger = std::make_unique<Ledger>(m_store->store().newReader());
        const JobNumber job = filled();
        std::atomic<bool> ended = false;
        std::thread receiving([&] {
            for (std::uint64_t trace = 1; trace <= 150; ++trace)
                (void)m_store->ingest(SpanBuilder().service("s").span("a").ids(trace, 1).batch());
            ended = true;
        });
        QString problem;
        for (std::int32_t step = 1; !ended && problem.isEmpty(); ++step) {
            const auto done = m_ledger->commit(job, {{}, {}, {eventOf(1, step, ParcelState::Sending)}});
            problem = done ? QString() : done.error().message;
        }
        receiving.join();
        QCOMPARE(problem, QString());
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.requests"_s), 150);
        const auto upkeep = m_store->store().control().status().upkeepProblem;
        QVERIFY2(!upkeep, upkeep ? qPrintable(upkeep->message) : "");
    }

    void theEndOfAJobIsKnownForWhatIsAdded() {
        const auto end = m_ledger->end(filled());
        QCOMPARE(end->parcel, 4);
        QCOMPARE(end->piece, 5);
    }

private:
    JobNumber filled(UncertainRule rule = UncertainRule::Hold) {
        const auto job = m_ledger->create(somePlan(rule), false);
        const auto done = m_ledger->commit(job.value().number, someParcels());
        if (!done)
            qFatal("%s", qPrintable(done.error().oneLine()));
        return job->number;
    }

    std::unique_ptr<StoreHarness> m_store;
    std::unique_ptr<Ledger> m_ledger;
};

QTEST_GUILESS_MAIN(ReplayLedgerTest)

#include "tst_replay_ledger.moc"
