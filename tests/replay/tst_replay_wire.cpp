#include "services/otlp/Responses.h"
#include "services/replay/exporters/GrpcExporter.h"
#include "tests/replay/CutWire.h"
#include "tests/replay/ExportFixture.h"
#include "tests/replay/GrpcSink.h"
#include "tests/replay/RunningReplay.h"
#include "tests/replay/SomeSpans.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using Code = grpc::StatusCode;

namespace {

/// What is left of a replay of two requests, the first of which met something.
struct Outcome {
    std::uint64_t taken = 2;
    std::uint64_t refused = 0;
    std::uint64_t uncertain = 0;
    std::uint64_t split = 0;
    std::uint64_t rejected = 0;
    std::uint64_t attempts = 2;
    qint64 waitedMs = 0; ///< at least, from the first attempt to the next of the same request
    int spans = 5; ///< that the target has, each once

    bool operator==(const Outcome&) const = default;
};
constexpr Outcome Again{.attempts = 3};
constexpr Outcome AgainAfterASecond{.attempts = 3, .waitedMs = 1'000};
constexpr Outcome Parted{.taken = 3, .split = 1, .attempts = 4};
constexpr Outcome Refused{.taken = 1, .refused = 1, .spans = 1};
constexpr Outcome HeldAndNotThere{.taken = 1, .uncertain = 1, .spans = 1};
constexpr Outcome HeldAndThere{.taken = 1, .uncertain = 1};
constexpr Outcome OneLeftOut{.rejected = 1};

QByteArray dateIn(int seconds) {
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc().addSecs(seconds), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s)
        .toLatin1();
}

QByteArray leftOut() {
    return QByteArray::fromStdString(successBody(Signal::Traces, PayloadFormat::Protobuf, 1, "too old"));
}

GrpcAct says(Code code, const char* words, std::string details = {}) { return {.status = {code, words, details}}; }

Parcel parcelOf(const QByteArray& body) { return {.body = body}; }

} // namespace

/// Whole replays from a store's file over real connections to targets that do not simply take what comes.
class ReplayWireTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<CapturedStore>();
        m_store->take(spansOf(1, 4));
        m_store->take(spansOf(2, 1));
    }
    void cleanup() {
        m_replay.reset();
        m_store.reset();
    }

    void overHttp_data() {
        QTest::addColumn<SinkAct>("act");
        QTest::addColumn<Outcome>("outcome");
        QTest::newRow("a late answer") << SinkAct{.delay = 300} << Outcome{};
        QTest::newRow("429, a number of seconds") << SinkAct::refuse(429, "Retry-After: 1\r\n") << AgainAfterASecond;
        QTest::newRow("429, a date") << SinkAct::refuse(429, "Retry-After: " + dateIn(60) + "\r\n")
                                     << AgainAfterASecond;
        QTest::newRow("502") << SinkAct::refuse(502) << Again;
        QTest::newRow("503, a number of seconds") << SinkAct::refuse(503, "Retry-After: 1\r\n") << AgainAfterASecond;
        QTest::newRow("504") << SinkAct::refuse(504) << Again;
        QTest::newRow("413") << SinkAct::refuse(413) << Parted;
        QTest::newRow("400") << SinkAct::refuse(400, {}, "no such field") << Refused;
        QTest::newRow("a part is left out") << SinkAct{.body = leftOut()} << OneLeftOut;
        QTest::newRow("cut before it was taken") << SinkAct::cut() << HeldAndNotThere;
        QTest::newRow("cut after it was taken") << SinkAct::takeAndCut() << HeldAndThere;
    }
    void overHttp() {
        QFETCH(SinkAct, act);
        QFETCH(Outcome, outcome);
        if (act.fields.contains("GMT")) // from now on, not from when the rows were made
            act.fields = "Retry-After: " + dateIn(2) + "\r\n";
        ScriptedSink sink({act});
        replayTo(sink.url(), OtlpWire::HttpProtobuf, nullptr);
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->state(), ReplayState::Done, 30'000);
        std::vector<Parcel> taken;
        for (const SinkRequest& request : sink.taken())
            taken.push_back(parcelOf(request.body));
        check(outcome, taken);
    }

    void overGrpc_data() {
        QTest::addColumn<GrpcAct>("act");
        QTest::addColumn<Outcome>("outcome");
        const StatusAnswer later{8, "slowly", Nanos{1'000'000'000}, {}};
        QTest::newRow("unavailable") << says(Code::UNAVAILABLE, "shutting down") << Again;
        QTest::newRow("aborted") << says(Code::ABORTED, "once more") << Again;
        QTest::newRow("exhausted, says how long")
            << says(Code::RESOURCE_EXHAUSTED, "slowly", statusBody(later, PayloadFormat::Protobuf))
            << AgainAfterASecond;
        QTest::newRow("too large") << says(Code::RESOURCE_EXHAUSTED, "message larger than max") << Parted;
        QTest::newRow("bad") << says(Code::INVALID_ARGUMENT, "no such field") << Refused;
        QTest::newRow("a part is left out") << GrpcAct{.response = leftOut().toStdString()} << OneLeftOut;
    }
    void overGrpc() {
        QFETCH(GrpcAct, act);
        QFETCH(Outcome, outcome);
        GrpcSink sink([act](const GrpcSeen& seen) { return seen.number == 1 ? act : GrpcAct{}; });
        replayTo(sink.url(), OtlpWire::Grpc, nullptr);
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->state(), ReplayState::Done, 30'000);
        check(outcome, takenBy(sink, act.status.ok() ? 0 : 1));
    }

    void aGrpcCallThatIsCutIsHeld() {
        GrpcSink sink([](const GrpcSeen& seen) { return GrpcAct{.answers = seen.number != 1}; });
        CutWire wire(static_cast<quint16>(sink.port()));
        replayTo(u"http://127.0.0.1:%1"_s.arg(wire.port()), OtlpWire::Grpc, nullptr);
        QTRY_COMPARE(sink.seen().size(), 1);
        wire.cut();
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->state(), ReplayState::Done, 60'000);
        QCOMPARE(m_replay->status().count(ParcelState::Uncertain), 1u);
        QCOMPARE(spansIn(takenBy(sink, 1)), QStringList{u"2/1"_s});
    }

    void aTokenThatHasEndedIsRenewed_data() { wires(); }
    void aTokenThatHasEndedIsRenewed() {
        QFETCH(OtlpWire, wire);
        std::atomic<int> refused = 0;
        ScriptedSink http([&](const SinkRequest& request) {
            return request.field("authorization") == "bearer token-2" ? SinkAct::take()
                                                                      : (++refused, SinkAct::refuse(401));
        });
        GrpcSink grpc([&](const GrpcSeen& seen) {
            return seen.authorization == "Bearer token-2" ? GrpcAct{}
                                                          : (++refused, says(Code::UNAUTHENTICATED, "ended"));
        });
        replayTo(wire == OtlpWire::Grpc ? grpc.url() : http.url(), wire, std::make_shared<NumberedTokens>(2));
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->state(), ReplayState::Done, 30'000);
        QCOMPARE(m_replay->status().spansTaken, 5u);
        QCOMPARE(m_replay->status().attempts, 2u);
        QCOMPARE(refused.load(), 1);
    }

    void aTokenThatStaysRefusedStopsAndTheRestGoesOnWithAnother_data() { wires(); }
    void aTokenThatStaysRefusedStopsAndTheRestGoesOnWithAnother() {
        QFETCH(OtlpWire, wire);
        std::atomic<bool> letsIn = false;
        ScriptedSink http([&](const SinkRequest&) { return letsIn ? SinkAct::take() : SinkAct::refuse(401); });
        GrpcSink grpc([&](const GrpcSeen&) { return letsIn ? GrpcAct{} : says(Code::UNAUTHENTICATED, "ended"); });
        replayTo(wire == OtlpWire::Grpc ? grpc.url() : http.url(), wire, std::make_shared<NumberedTokens>(1));
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->state(), ReplayState::Stopped, 30'000);
        QCOMPARE(m_replay->status().problem->code, ErrorCode::NeedsSignIn);
        QCOMPARE(m_replay->status().count(ParcelState::Waiting), 2u);
        letsIn = true;
        m_replay->resume();
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->state(), ReplayState::Done, 30'000);
        QCOMPARE(m_replay->status().spansTaken, 5u);
        QCOMPARE(m_replay->status().count(ParcelState::Uncertain), 0u);
    }

    void aTargetThatComesBackGetsEverythingOnce() {
        auto sink = std::make_unique<ScriptedSink>();
        const quint16 port = sink->port();
        const QString url = sink->url();
        sink.reset();
        replayTo(url, OtlpWire::HttpProtobuf, nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(m_replay->status().attempts > 0, 30'000);
        sink = std::make_unique<ScriptedSink>([](const SinkRequest&) { return SinkAct::take(); }, port);
        QTRY_VERIFY_WITH_TIMEOUT(m_replay->state() == ReplayState::Done
                || (m_replay->state() == ReplayState::Stopped && (m_replay->resume(), false)),
            60'000);
        QCOMPARE(sink->taken().size(), 2);
        QCOMPARE(m_replay->status().spansTaken, 5u);
    }

private:
    static void wires() {
        QTest::addColumn<OtlpWire>("wire");
        QTest::newRow("HTTP") << OtlpWire::HttpProtobuf;
        QTest::newRow("gRPC") << OtlpWire::Grpc;
    }

    void replayTo(const QString& url, OtlpWire wire, std::shared_ptr<TokenProvider> tokens) {
        const ReplayTarget target{.kind = TargetKind::Otlp, .url = url, .wire = wire};
        m_replay = std::make_unique<RunningReplay>(
            *m_store, [this, target, wire, tokens = std::move(tokens)]() -> std::unique_ptr<Exporter> {
                TargetAccess access;
                access.tokens = tokens;
                if (wire == OtlpWire::Grpc)
                    return std::make_unique<GrpcExporter>(m_auth.realPorts(), routeOf(target), std::move(access));
                return std::make_unique<HttpExporter>(m_auth.realPorts(), routeOf(target), std::move(access));
            });
        m_replay->plan.target = target;
        m_replay->plan.pace.atOnce = 1;
        m_replay->start();
    }

    static std::vector<Parcel> takenBy(const GrpcSink& sink, qsizetype refused) {
        std::vector<Parcel> out;
        for (const GrpcSeen& each : sink.seen().sliced(refused))
            out.push_back(parcelOf(each.body));
        return out;
    }

    void check(const Outcome& expected, const std::vector<Parcel>& taken) {
        const ReplayStatus status = m_replay->status();
        const QStringList spans = spansIn(taken);
        const qint64 waited = expected.waitedMs == 0
            ? 0
            : m_store->number(u"SELECT (max(at_unix_nano) - min(at_unix_nano)) // 1000000 FROM local.store.replay_log "
                              "WHERE number = 1 AND state = 'sending'"_s);
        const Outcome found{.taken = status.count(ParcelState::Taken),
            .refused = status.count(ParcelState::Refused),
            .uncertain = status.count(ParcelState::Uncertain),
            .split = status.count(ParcelState::Split),
            .rejected = status.spansRejected,
            .attempts = status.attempts,
            .waitedMs = waited < expected.waitedMs ? waited : expected.waitedMs,
            .spans = int(spans.size())};
        QCOMPARE(found.taken, expected.taken);
        QCOMPARE(found.attempts, expected.attempts);
        QCOMPARE(found.waitedMs, expected.waitedMs);
        QCOMPARE(found.spans, expected.spans);
        QVERIFY(found == expected);
        QCOMPARE(QSet<QString>(spans.begin(), spans.end()).size(), spans.size());
    }

    AuthFixture m_auth;
    std::unique_ptr<CapturedStore> m_store;
    std::unique_ptr<RunningReplay> m_replay;
};

QTEST_GUILESS_MAIN(ReplayWireTest)

#include "tst_replay_wire.moc"
