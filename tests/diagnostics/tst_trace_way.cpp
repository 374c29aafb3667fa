#include "services/diagnostics/way/FollowTrace.h"
#include "services/replay/ledger/Ledger.h"
#include "services/warehouse/LocalWarehouse.h"
#include "tests/warehouse/FilledStore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

const QString LocalTable = u"local.traces.mlflow_experiment_trace_otel_spans"_s;

/// A warehouse that fails every statement.
class BrokenWarehouse final : public SqlWarehouse {
public:
    explicit BrokenWarehouse(Error error)
        : m_error(std::move(error)) { }
    QFuture<Result<SqlTable>> run(SqlRequest) override {
        return QtFuture::makeReadyFuture(Result<SqlTable>(std::unexpected(m_error)));
    }

private:
    const Error m_error;
};

WayStop stopAt(const TraceWay& way, WayStation station) { return way.stops.at(static_cast<qsizetype>(station)); }

} // namespace

class TestTraceWay final : public QObject {
    Q_OBJECT

    std::unique_ptr<FilledStore> m_store; ///< what the receiver filled
    std::unique_ptr<FilledStore> m_remote; ///< stands for the workspace's table
    WayPorts m_ports;

    /// A replay of the first request, as the ledger has it.
    void sendOn(ParcelState state, int status, const QString& answer) {
        Ledger ledger(m_store->store().newReader());
        ReplayPlan plan;
        plan.target.url = u"http://collector.example:4318"_s;
        const auto job = ledger.create(plan, true);
        QVERIFY(job);
        LedgerTurn turn;
        turn.pieces.push_back({1, 1, 2, std::nullopt});
        turn.parcels.push_back({1, Signal::Traces, PayloadFormat::Protobuf, 1, 1, Morning, 2, 1, 300});
        LedgerEvent event;
        event.parcel = 1;
        event.step = 1;
        event.state = state;
        event.attempt = 1;
        event.at = Morning;
        event.status = status;
        event.answer = answer;
        turn.events.push_back(event);
        QVERIFY(ledger.commit(job->number, turn));
    }

    TraceWay follow(std::uint64_t trace = 7) {
        return followTrace(traceId(trace), m_ports, [](const TraceWay&) {});
    }

    static void addTrace(FilledStore& store, bool withRoot = true) {
        SpanBuilder request;
        request.service("shop").span("chat").ids(7, 1, withRoot ? 0 : 99);
        request.span("pay").ids(7, 2, 1).at(1_ms);
        store.add(request);
    }

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<FilledStore>();
        m_remote = std::make_unique<FilledStore>();
        m_ports = {};
        m_ports.store = std::make_shared<LocalWarehouse>(m_store->store());
    }
    void cleanup() { m_ports = {}; }

    void aTraceThatNobodyHasSeenHasNotLeftTheApp() {
        const TraceWay way = follow();
        QVERIFY(stopAt(way, WayStation::Receiver).state == WayStop::State::NotSeen);
        QVERIFY2(way.verdict.startsWith("The trace was seen nowhere"_L1), qPrintable(way.verdict));
    }

    void theReceiverTellsHowManySpansCameAndByWhom() {
        addTrace(*m_store);
        const WayStop stop = stopAt(follow(), WayStation::Receiver);
        QVERIFY(stop.state == WayStop::State::Seen);
        QVERIFY2(stop.evidence.startsWith("2 spans, with its root, by grpc"_L1), qPrintable(stop.evidence));
        QCOMPARE(stop.at.toMSecsSinceEpoch() * 1'000'000, qint64(m_store->arrival.value / 1'000'000 * 1'000'000));
    }

    void whatNothingPassedOnIsNotOnItsWay() {
        addTrace(*m_store);
        const TraceWay way = follow();
        QVERIFY(stopAt(way, WayStation::Forwarder).state == WayStop::State::NotOnItsWay);
        QVERIFY2(way.verdict.startsWith("The trace got to the receiver"_L1), qPrintable(way.verdict));
    }

    void anAcceptedRequestIsTheEndpointsYes() {
        addTrace(*m_store);
        sendOn(ParcelState::Taken, 200, {});
        const TraceWay way = follow();
        QVERIFY(stopAt(way, WayStation::Forwarder).state == WayStop::State::Seen);
        QVERIFY2(stopAt(way, WayStation::Endpoint).state == WayStop::State::Seen,
            qPrintable(stopAt(way, WayStation::Endpoint).evidence));
    }

    void aRefusalIsNamedWithItsRemedy() {
        addTrace(*m_store);
        sendOn(ParcelState::Refused, 403, u"User does not have MODIFY permission on table main.a.t"_s);
        const TraceWay way = follow();
        const WayStop stop = stopAt(way, WayStation::Endpoint);
        QVERIFY(stop.state == WayStop::State::NotSeen);
        QVERIFY2(stop.remedy.contains("MODIFY"_L1), qPrintable(stop.remedy));
        QVERIFY2(way.verdict.startsWith("The trace got to the forwarder and stopped before the endpoint."_L1),
            qPrintable(way.verdict));
    }

    void rowsInTheTableAndTheExperimentAreTheWholeWay() {
        addTrace(*m_store);
        addTrace(*m_remote);
        m_ports.spansTable = LocalTable;
        m_ports.warehouse = std::make_shared<LocalWarehouse>(m_remote->store());
        m_ports.search = [](UnixNanos start) { return Result<bool>(start == Morning); };
        const TraceWay way = follow();
        QVERIFY2(stopAt(way, WayStation::Table).evidence.startsWith("2 rows in "_L1),
            qPrintable(stopAt(way, WayStation::Table).evidence));
        QVERIFY2(stopAt(way, WayStation::Warehouse).state == WayStop::State::Seen,
            qPrintable(stopAt(way, WayStation::Warehouse).evidence));
        QCOMPARE(way.verdict, u"The trace got all the way: the experiment shows it."_s);
    }

    void withoutARowTheTableIsWhereItStopped() {
        addTrace(*m_store);
        m_ports.spansTable = LocalTable;
        m_ports.warehouse = std::make_shared<LocalWarehouse>(m_remote->store());
        const TraceWay way = follow();
        QVERIFY(stopAt(way, WayStation::Table).state == WayStop::State::NotSeen);
        QVERIFY2(way.verdict.startsWith("The trace got to the receiver and stopped before the table."_L1),
            qPrintable(way.verdict));
    }

    void withoutARootTheExperimentSaysWhy() {
        addTrace(*m_remote, false);
        m_ports.spansTable = LocalTable;
        m_ports.warehouse = std::make_shared<LocalWarehouse>(m_remote->store());
        m_ports.search = [](UnixNanos) { return Result<bool>(false); };
        const WayStop stop = stopAt(follow(), WayStation::Experiment);
        QVERIFY(stop.state == WayStop::State::NotSeen);
        QVERIFY2(stop.remedy.contains("root span"_L1), qPrintable(stop.remedy));
    }

    void aTableThatCannotBeReadIsNoTableWithoutRows() {
        m_ports.spansTable = LocalTable;
        m_ports.warehouse = std::make_shared<BrokenWarehouse>(
            Error{ErrorCode::Damaged, u"Query execution error: Stage 0 failed"_s, {}});
        const WayStop stop = stopAt(follow(), WayStation::Table);
        QVERIFY(stop.state == WayStop::State::CouldNotLook);
        QVERIFY2(stop.remedy.startsWith("The table's data files cannot be read"_L1), qPrintable(stop.remedy));
    }

    void withoutAStoreTheReceiverCannotBeLookedAt() {
        m_ports.store.reset();
        QVERIFY(stopAt(follow(), WayStation::Receiver).state == WayStop::State::CouldNotLook);
    }

    void everyStationIsToldAsItIsLookedAt() {
        int told = 0;
        followTrace(traceId(7), m_ports, [&](const TraceWay&) { ++told; });
        QVERIFY(told >= static_cast<int>(WayStationCount));
    }
};

QTEST_GUILESS_MAIN(TestTraceWay)

#include "tst_trace_way.moc"
