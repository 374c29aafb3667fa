#include "tests/replay/ForwardBench.h"
#include "tests/replay/SomeSpans.h"

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

SpanBuilder one(std::uint64_t trace) {
    SpanBuilder builder;
    builder.service("shop").span("a").ids(trace, 1);
    return builder;
}

} // namespace

/// What the ledger has of a forwarding after a long time, and after something was deleted.
class ForwardLedgerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<ForwardBench>(); }
    void cleanup() { m_bench.reset(); }

    void aLongForwardingKeepsFewRowsAndAllItsCounts() {
        m_bench->setParcelsInFull(3);
        m_bench->target().setAnswer([](const Parcel& parcel) {
            return ToldTarget::answer(parcel.number == 3 ? ExportOutcome::Refused : ExportOutcome::Taken);
        });
        m_bench->begin();
        pass(1, 14);
        QTRY_VERIFY(rows(u"replay_parcels"_s) <= 9);
        QVERIFY(rows(u"replay_log"_s) <= 18);
        m_bench->leave();
        m_bench->run();
        QTRY_COMPARE(m_bench->status().sentRequests, 13u);
        QCOMPARE(m_bench->status().sentSpans, 13u);
        QCOMPARE(m_bench->status().refusedRequests, 1u);
        QCOMPARE(m_bench->target().count(), 14u);
    }

    void whatWasTakenStaysKnownAfterFolding() {
        m_bench->setParcelsInFull(3);
        m_bench->target().setTaken();
        m_bench->begin();
        pass(1, 12);
        QTRY_VERIFY(rows(u"replay_parcels"_s) <= 8);
        QCOMPARE(taken(), 12);
    }

    void piecesOfDeletedRequestsGoWithTheirCountsKept() {
        m_bench->setParcelsInFull(3);
        m_bench->target().setTaken();
        m_bench->begin();
        pass(1, 8);
        sql(u"DELETE FROM local.store.requests WHERE id <= 6"_s);
        pass(9, 18);
        QTRY_VERIFY(rows(u"replay_pieces"_s) <= 12);
        m_bench->leave();
        m_bench->run();
        QTRY_COMPARE(m_bench->status().sentRequests, 18u);
    }

    void whatWasRepeatedStaysNamed() {
        m_bench->setParcelsInFull(3);
        m_bench->target().setAnswer([](const Parcel&) { return ToldTarget::answer(ExportOutcome::Uncertain); });
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_VERIFY(m_bench->status().repeatedRequests > 0);
        m_bench->target().setTaken();
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->status().sentRequests, 1u, 30'000);
        const std::uint64_t repeated = m_bench->status().repeatedRequests;
        pass(2, 12);
        QTRY_VERIFY(rows(u"replay_parcels"_s) <= 9);
        m_bench->leave();
        m_bench->run();
        QTRY_COMPARE(m_bench->status().repeatedRequests, repeated);
    }

    void ofAParcelOnlyWhatWasDeletedIsLost() {
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->target().count(), 1u); // what follows waits behind it
        const QByteArray second = m_bench->take(one(2));
        const QByteArray third = m_bench->take(one(3));
        const QByteArray fourth = m_bench->take(one(4));
        m_bench->target().release(ExportOutcome::Taken);
        QTRY_COMPARE(m_bench->target().count(), 2u);
        QCOMPARE(m_bench->target().sent()[1].body, second + third + fourth);
        m_bench->leave();
        sql(u"DELETE FROM local.store.requests WHERE id = 3"_s);
        m_bench->target().setTaken();
        m_bench->run();
        QTRY_COMPARE(m_bench->target().count(), 3u);
        QCOMPARE(m_bench->target().sent()[2].body, second + fourth);
        QTRY_COMPARE(m_bench->status().sentRequests, 3u);
        QCOMPARE(m_bench->status().lostRequests, 1u);
    }

    void aParcelThatWasDeletedAsAWholeIsLost() {
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->target().count(), 1u);
        m_bench->leave();
        sql(u"DELETE FROM local.store.requests WHERE id = 1"_s);
        m_bench->target().setTaken();
        m_bench->run();
        QTRY_COMPARE(m_bench->status().lostRequests, 1u);
        QCOMPARE(m_bench->status().skippedRequests, 0u);
        QCOMPARE(m_bench->target().count(), 1u);
    }

    void whatAReplayHasSentIsNotPassedOnAgain() {
        m_bench->create();
        m_bench->take(one(1));
        m_bench->take(one(2).span("b").ids(2, 2).span("c").ids(2, 3));
        m_bench->take(one(3));
        sendByReplay({{1, 1, 1, {}}, {2, 2, 2, std::vector<std::uint32_t>{0, 2}}});
        m_bench->target().setTaken();
        m_bench->run();
        QTRY_COMPARE(m_bench->status().sentRequests, 2u);
        QCOMPARE(spansIn(m_bench->target().sent()), (QStringList{u"2/2"_s, u"3/1"_s}));
        QCOMPARE(m_bench->status().sentSpans, 2u);
        QCOMPARE(m_bench->status().skippedRequests, 1u);
    }

    void whatAReplaySentInTwoPartsIsNotPassedOnAgain() {
        m_bench->create();
        m_bench->take(one(1).span("b").ids(1, 2));
        m_bench->take(one(2));
        sendByReplay({{1, 1, 1, std::vector<std::uint32_t>{1}}, {2, 1, 1, std::vector<std::uint32_t>{0}}});
        m_bench->target().setTaken();
        m_bench->run();
        QTRY_COMPARE(m_bench->status().sentRequests, 1u);
        QCOMPARE(spansIn(m_bench->target().sent()), QStringList{u"2/1"_s});
        QCOMPARE(m_bench->status().lostRequests, 0u);
    }

private:
    /// To the same target, as one request that it took.
    void sendByReplay(std::vector<LedgerPiece> pieces) {
        Ledger ledger(m_bench->store().store().newReader());
        const JobNumber job = ledger.create(ledger.job(m_bench->job()).value().plan, false).value().number;
        LedgerTurn turn;
        LedgerParcel parcel;
        parcel.number = 1;
        parcel.firstPiece = 1;
        parcel.lastPiece = static_cast<std::int64_t>(pieces.size());
        turn.parcels.push_back(parcel);
        turn.pieces = std::move(pieces);
        LedgerEvent event;
        event.parcel = 1;
        event.step = 1;
        event.state = ParcelState::Taken;
        turn.events.push_back(event);
        QVERIFY(ledger.commit(job, turn));
    }
    /// One parcel each.
    void pass(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t trace = first; trace <= last; ++trace) {
            const std::size_t before = m_bench->target().count();
            m_bench->take(one(trace));
            QTRY_COMPARE(m_bench->target().count(), before + 1);
        }
    }
    void sql(const QString& statement) {
        const auto done = m_bench->store().store().newReader()->execute(statement.toStdString());
        QVERIFY2(done, done ? "" : qPrintable(done.error().oneLine()));
    }
    qint64 rows(const QString& table) {
        return m_bench->store().number(u"SELECT count(*) FROM local.store."_s + table);
    }
    /// How many requests the target is known to have.
    qint64 taken() {
        return m_bench->store().number(
            u"SELECT count(DISTINCT i.request_id) FROM local.store.replay_parcels p JOIN local.store.replay_log l "
            "ON l.number = p.number AND l.state = 'taken' JOIN local.store.replay_pieces i "
            "ON i.piece BETWEEN p.first_piece AND p.last_piece"_s);
    }

    std::unique_ptr<ForwardBench> m_bench;
};

QTEST_GUILESS_MAIN(ForwardLedgerTest)
#include "tst_forward_ledger.moc"
