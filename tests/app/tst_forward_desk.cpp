#include "app/Network.h"
#include "app/replay/ForwardDesk.h"
#include "models/common/Settings.h"
#include "services/auth/MemorySecrets.h"
#include "services/auth/WhenDone.h"
#include "tests/replay/CapturedStore.h"
#include "tests/replay/ScriptedSink.h"

#include <QTemporaryDir>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000;

/// A store that takes requests, and the desk as a process has it; the desk may go and come as with a restart.
struct Bench {
    QTemporaryDir dir;
    QSettings file{dir.filePath(u"spanglass.ini"_s), QSettings::IniFormat};
    Settings settings{file};
    Network network{settings};
    MemorySecrets secrets;
    Sessions sessions{{.http = network.http(), .thread = network.thread()}, secrets, {}};
    Connection connection = [] {
        Connection out;
        out.settings.id = u"somebody"_s;
        out.settings.host = u"http://127.0.0.1:9"_s;
        out.settings.credential = CredentialKind::None;
        return out;
    }();
    CapturedStore store;
    std::optional<Error> signInFault;
    std::unique_ptr<LedgerThread> ledger;
    std::unique_ptr<ForwardDesk> desk;
    std::uint64_t requests = 0;

    Bench() { restart(); }
    ~Bench() { end(); }

    void end() {
        desk.reset();
        ledger.reset();
    }
    void restart() {
        end();
        const ClientOf clientOf = [this](const QString&) {
            using Client = Result<std::shared_ptr<ApiClient>>;
            return readyFuture(
                signInFault ? Client(std::unexpected(*signInFault)) : Client(sessions.client(connection)));
        };
        ledger = std::make_unique<LedgerThread>(store.store());
        desk = std::make_unique<ForwardDesk>(store.store(), *ledger, TargetPorts{network, sessions, clientOf});
    }
    void take() { store.take(SpanBuilder().service("shop").span("pay").ids(++requests, 1)); }
    static ReplayTarget targetOf(const QString& url) {
        return {.kind = TargetKind::Otlp, .connectionId = u"somebody"_s, .url = url};
    }
    static ReplayTarget nowhere() { return targetOf(u"http://127.0.0.1:1"_s); }
    void start(const ReplayTarget& target) {
        const auto started = desk->start(target, {});
        QTRY_VERIFY_WITH_TIMEOUT(started.isFinished(), Patience);
        QVERIFY(started.result());
    }
    ForwardStatus status() const { return desk->status(); }
    qint64 jobs(const QString& condition) {
        return store.number(u"SELECT count(*) FROM local.store.replay_jobs WHERE "_s + condition);
    }
};

} // namespace

/// What is passed on, and what of several starts, stops and restarts holds in the end.
class ForwardDeskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ofTwoStartsTheLastOneRuns() {
        Bench b;
        ScriptedSink first;
        ScriptedSink second;
        const auto one = b.desk->start(Bench::targetOf(first.url()), {});
        const auto two = b.desk->start(Bench::targetOf(second.url()), {});
        QTRY_VERIFY_WITH_TIMEOUT(one.isFinished() && two.isFinished(), Patience);
        QVERIFY(two.result());
        b.take();
        QTRY_COMPARE_WITH_TIMEOUT(second.taken().size(), 1, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(b.status().sentRequests, 1u, Patience);
        QCOMPARE(b.status().target.url, second.url());
        QCOMPARE(b.jobs(u"state = 'running'"_s), 1);
        QVERIFY(first.seen().isEmpty());
    }

    void aStartDuringAResumeRunsAlone() {
        Bench b;
        ScriptedSink first;
        ScriptedSink second;
        b.start(Bench::targetOf(first.url()));
        b.restart();
        b.desk->resume();
        const auto started = b.desk->start(Bench::targetOf(second.url()), {});
        QTRY_VERIFY_WITH_TIMEOUT(started.isFinished(), Patience);
        b.take();
        QTRY_COMPARE_WITH_TIMEOUT(b.status().sentRequests, 1u, Patience);
        QCOMPARE(b.status().target.url, second.url());
        QVERIFY(first.seen().isEmpty());
        QCOMPARE(b.jobs(u"state = 'running'"_s), 1);
    }

    void twoStartsToOneTargetMakeOneForwarding() {
        Bench b;
        ScriptedSink sink;
        const auto one = b.desk->start(Bench::targetOf(sink.url()), {});
        const auto two = b.desk->start(Bench::targetOf(sink.url()), {});
        QTRY_VERIFY_WITH_TIMEOUT(one.isFinished() && two.isFinished(), Patience);
        b.take();
        QTRY_COMPARE_WITH_TIMEOUT(b.status().sentRequests, 1u, Patience);
        QCOMPARE(b.jobs(u"true"_s), 1);
        QCOMPARE(sink.taken().size(), 1);
    }

    void aStopBeforeItBeganHolds() {
        Bench b;
        ScriptedSink sink;
        const auto started = b.desk->start(Bench::targetOf(sink.url()), {});
        b.desk->stop(ForwardStop::Keep);
        QTRY_VERIFY_WITH_TIMEOUT(started.isFinished(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(b.jobs(u"state = 'running' OR state = 'preparing'"_s), 0, Patience);
        b.take();
        QCOMPARE(b.status().state, ForwardState::Off);
        QVERIFY(sink.seen().isEmpty());
    }

    void whatCannotGoOnIsShownAndCanBeDropped() {
        Bench b;
        b.start(Bench::nowhere());
        b.take();
        QTRY_COMPARE_WITH_TIMEOUT(b.status().waitingRequests, 1u, Patience);
        b.signInFault = Error{ErrorCode::NeedsSignIn, u"Nobody is signed in."_s, u"Sign in."_s};
        b.restart();
        b.desk->resume();
        QTRY_COMPARE_WITH_TIMEOUT(b.status().state, ForwardState::Stopped, Patience);
        QCOMPARE(b.status().problem->code, ErrorCode::NeedsSignIn);
        QCOMPARE(b.status().waitingRequests, 1u);
        b.desk->stop(ForwardStop::Drop);
        QTRY_COMPARE_WITH_TIMEOUT(b.status().state, ForwardState::Off, Patience);
        QCOMPARE(b.status().waitingRequests, 0u);
        QCOMPARE(b.jobs(u"state = 'cancelled'"_s), 1);
    }

    void whatWasKeptIsShownAfterARestartAndCanBeSent() {
        Bench b;
        auto sink = std::make_unique<ScriptedSink>();
        const ReplayTarget target = Bench::targetOf(sink->url());
        const quint16 port = sink->port();
        sink.reset();
        b.start(target);
        b.take();
        QTRY_COMPARE_WITH_TIMEOUT(b.status().waitingRequests, 1u, Patience);
        b.desk->stop(ForwardStop::Keep);
        QTRY_COMPARE_WITH_TIMEOUT(b.status().state, ForwardState::Off, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(b.jobs(u"state = 'paused'"_s), 1, Patience);
        b.take(); // does not belong to it
        b.restart();
        b.desk->resume();
        QTRY_COMPARE_WITH_TIMEOUT(b.status().waitingRequests, 1u, Patience);
        QCOMPARE(b.status().state, ForwardState::Off);
        QCOMPARE(b.status().target.url, target.url);
        QCOMPARE(b.status().waitingSpans, 1u);
        sink = std::make_unique<ScriptedSink>([](const SinkRequest&) { return SinkAct::take(); }, port);
        b.desk->stop(ForwardStop::Drain);
        QTRY_COMPARE_WITH_TIMEOUT(b.jobs(u"state = 'done'"_s), 1, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(b.status().waitingRequests, 0u, Patience);
        QCOMPARE(sink->taken().size(), 1);
    }
};

QTEST_GUILESS_MAIN(ForwardDeskTest)
#include "tst_forward_desk.moc"
