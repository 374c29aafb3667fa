// What answers, and their absence, mean for a parcel.
#include "services/otlp/Responses.h"
#include "tests/replay/ExportFixture.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Nanos Second{1'000'000'000};

} // namespace

class TestHttpAnswers : public QObject {
    Q_OBJECT

    AuthFixture m_auth;

    ExportAnswer answerTo(const SinkAct& act, ReplayTarget target = {}, std::chrono::milliseconds deadline = 20s) {
        ScriptedSink sink({act});
        target.url = sink.url();
        HttpExporter exporter(m_auth.ports(), routeOf(target, sink.url()), {.deadline = deadline});
        return sent(exporter, {.body = "x"});
    }

private Q_SLOTS:
    void aStatusDecides_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ExportOutcome>("outcome");
        QTest::addColumn<bool>("wantsLess");
        const auto row = [](int status, ExportOutcome outcome, bool less = false, const QByteArray& body = {}) {
            QTest::addRow("%d %s", status, body.constData()) << status << body << outcome << less;
        };
        row(200, ExportOutcome::Taken);
        row(202, ExportOutcome::Taken);
        row(302, ExportOutcome::Blocked);
        row(400, ExportOutcome::Refused, false, "bad");
        row(400, ExportOutcome::TooLarge, false, "http: request body too large");
        row(401, ExportOutcome::Blocked);
        row(403, ExportOutcome::Blocked);
        row(404, ExportOutcome::Blocked);
        row(413, ExportOutcome::TooLarge);
        row(415, ExportOutcome::Refused);
        row(422, ExportOutcome::Refused);
        row(429, ExportOutcome::Later, true);
        row(500, ExportOutcome::Refused);
        row(502, ExportOutcome::Later);
        row(503, ExportOutcome::Later, true);
        row(504, ExportOutcome::Later);
        row(200, ExportOutcome::Blocked, false, "<!DOCTYPE html><title>Log in</title>");
    }
    void aStatusDecides() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ExportOutcome, outcome);
        QFETCH(bool, wantsLess);
        const ExportAnswer answer = answerTo({.status = status, .body = body});
        QCOMPARE(answer.outcome, outcome);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.wantsLess, wantsLess);
        QCOMPARE(answer.problem.has_value(), outcome != ExportOutcome::Taken);
        QVERIFY(!answer.problem || !answer.problem->message.isEmpty());
    }

    void partialSuccessIsTakenWithItsWords() {
        const auto body = QByteArray::fromStdString(successBody(Signal::Traces, PayloadFormat::Protobuf, 3, "no root"));
        const ExportAnswer answer = answerTo({.body = body});
        QCOMPARE(answer.outcome, ExportOutcome::Taken);
        QCOMPARE(answer.rejected, 3u);
        QCOMPARE(answer.words, u"no root"_s);
    }

    void partialSuccessIsReadInJsonToo() {
        const auto body = QByteArray::fromStdString(successBody(Signal::Logs, PayloadFormat::Json, 2, "late"));
        const ExportAnswer answer = answerTo({.body = body, .fields = "Content-Type: application/json\r\n"});
        QCOMPARE(answer.rejected, 2u);
        QCOMPARE(answer.words, u"late"_s);
    }

    void anEmptyPartialSuccessIsFullSuccess() {
        const ExportAnswer answer = answerTo({.body = QByteArray::fromHex("0a00")});
        QCOMPARE(answer.outcome, ExportOutcome::Taken);
        QCOMPARE(answer.rejected, 0u);
        QVERIFY(answer.words.isEmpty());
    }

    void retryAfterIsHonouredInSeconds() {
        QCOMPARE(answerTo(SinkAct::refuse(429, "Retry-After: 12\r\n")).wait, Nanos{12 * Second.value});
    }

    void retryAfterIsHonouredAsADate() {
        // Half a minute after the time at which the fixture's clock stands.
        const ExportAnswer answer = answerTo(SinkAct::refuse(503, "Retry-After: Sun, 01 Mar 2026 12:00:30 GMT\r\n"));
        QCOMPARE(answer.wait, Nanos{30 * Second.value});
    }

    void retryInfoInTheBodyIsHonoured_data() {
        QTest::addColumn<PayloadFormat>("format");
        QTest::newRow("protobuf") << PayloadFormat::Protobuf;
        QTest::newRow("JSON") << PayloadFormat::Json;
    }
    void retryInfoInTheBodyIsHonoured() {
        QFETCH(PayloadFormat, format);
        const StatusAnswer status{8, "slowly", Nanos{1'500'000'000}, {}};
        const QByteArray type = format == PayloadFormat::Json ? "json" : "x-protobuf";
        const ExportAnswer answer = answerTo(SinkAct::refuse(
            429, "Content-Type: application/" + type + "\r\n", QByteArray::fromStdString(statusBody(status, format))));
        QCOMPARE(answer.wait, Nanos{1'500'000'000});
        QCOMPARE(answer.words, u"slowly"_s);
    }

    void wordsOfAStatusInProtobufAreShown() {
        const StatusAnswer status{3, "field x is wrong", {}, {}};
        const ExportAnswer answer = answerTo(SinkAct::refuse(400, "Content-Type: application/x-protobuf\r\n",
            QByteArray::fromStdString(statusBody(status, PayloadFormat::Protobuf))));
        QCOMPARE(answer.words, u"field x is wrong"_s);
    }

    void aTableThatLacksColumnsBlocksWithTheirNames() {
        const ExportAnswer answer = answerTo(SinkAct::refuse(400, {},
                                                 "Schema validation error: Field \"flags\" found in the proto "
                                                 "definition, but not in the table schema"),
            {.kind = TargetKind::Databricks, .spansTable = u"a.b.c"_s});
        QCOMPARE(answer.outcome, ExportOutcome::Blocked);
        QVERIFY(answer.problem->message.contains("flags"_L1));
    }

    void aMissingGrantIsNamed() {
        const ExportAnswer answer
            = answerTo(SinkAct::refuse(403, {}, "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"no MODIFY\"}"),
                {.kind = TargetKind::Databricks, .spansTable = u"a.b.c"_s});
        QCOMPARE(answer.outcome, ExportOutcome::Blocked);
        QVERIFY(answer.problem->remedy.contains("GRANT SELECT, MODIFY"_L1));
    }

    void theLoginOfAnAppIsAMatterOfSigningIn_data() {
        QTest::addColumn<SinkAct>("act");
        QTest::newRow("a redirect") << SinkAct::refuse(302, "Location: /login\r\n");
        QTest::newRow("a refusal") << SinkAct::refuse(401);
        QTest::newRow("a page") << SinkAct{.body = "<!DOCTYPE html><title>Sign in</title>"};
    }
    void theLoginOfAnAppIsAMatterOfSigningIn() {
        QFETCH(SinkAct, act);
        const ExportAnswer answer = answerTo(act, {.kind = TargetKind::CollectorApp});
        QCOMPARE(answer.outcome, ExportOutcome::Blocked);
        QCOMPARE(answer.problem->code, ErrorCode::NeedsSignIn);
    }

    void aConnectionCutBeforeTheAnswerIsUncertain() {
        const ExportAnswer answer = answerTo(SinkAct::takeAndCut());
        QCOMPARE(answer.outcome, ExportOutcome::Uncertain);
        QCOMPARE(answer.status, -1);
        QVERIFY(!answer.problem->remedy.isEmpty());
    }

    void anAnswerThatDoesNotComeIsUncertain() {
        QCOMPARE(answerTo(SinkAct::silence(), {}, 300ms).outcome, ExportOutcome::Uncertain);
    }

    void aTargetThatIsNotThereMayBeTriedLater() {
        QString gone;
        {
            ScriptedSink sink;
            gone = sink.url();
        }
        HttpExporter exporter(m_auth.ports(), routeOf({.url = gone}), {});
        const ExportAnswer answer = sent(exporter, {.body = "x"});
        QCOMPARE(answer.outcome, ExportOutcome::Later);
        QVERIFY(!answer.wantsLess);
    }

    void whatDoesNotSpeakHttpBlocks() {
        ScriptedPeer peer([](const PeerRequest&, QTcpSocket& socket) { socket.write("220 mail ready\r\n\r\n"); });
        HttpExporter exporter(m_auth.ports(), routeOf({.url = peer.url().toString()}), {});
        QCOMPARE(sent(exporter, {.body = "x"}).outcome, ExportOutcome::Blocked);
    }

    void aTargetThatCannotBeAddressedSaysWhatItLacks_data() {
        QTest::addColumn<QString>("url");
        QTest::newRow("no scheme") << u"127.0.0.1:4318"_s;
        QTest::newRow("nothing") << QString();
        QTest::newRow("another scheme") << u"ftp://localhost"_s;
        QTest::newRow("a password") << u"http://me:secret@localhost"_s;
    }
    void aTargetThatCannotBeAddressedSaysWhatItLacks() {
        QFETCH(QString, url);
        const auto route = TargetRoute::of({.url = url});
        QVERIFY(!route);
        QCOMPARE(route.error().code, ErrorCode::BadInput);
        QVERIFY(!route.error().remedy.isEmpty());
        QVERIFY(!route.error().message.contains("secret"_L1));
    }
};

QTEST_GUILESS_MAIN(TestHttpAnswers)
#include "tst_http_answers.moc"
