#include "tests/net/ClientCalls.h"
#include "tests/net/FunctionServer.h"
#include "tests/receiver/Codings.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <thread>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the server saw: method, target, the named field, body.
HttpReply echo(const HttpHead& head, const std::string& body) {
    return {.fields = {{"X-Request-Id", "r-1"}},
        .body = head.method + ' ' + head.target + ' ' + std::string(head.field("authorization")) + ' '
            + std::string(head.field("x-note")) + ' ' + body};
}

HttpReply coded(const HttpHead& head, const std::string&) {
    const QByteArray plain(100'000, 'x');
    const std::string_view name = head.path().substr(1);
    const QByteArray bytes = name == "gzip" ? gzipped(plain)
        : name == "zstd"                    ? zstdCompressed(plain)
        : name == "raw"                     ? rawDeflated(plain)
        : name == "bomb"                    ? gzipBomb(100)
        : name == "half"                    ? gzipped(plain).chopped(20)
                                            : deflated(plain);
    const std::string coding = name == "bomb" || name == "half" ? "gzip"
        : name == "raw"                                         ? "deflate"
        : name == "odd"                                         ? "br"
                                                                : std::string(name);
    return {.fields = {{"Content-Encoding", coding}}, .body = bytes.toStdString()};
}

} // namespace

class TestHttpClient : public QObject {
    Q_OBJECT

    FunctionServer m_echo{echo};
    FunctionServer m_coded{coded};
    /// Never answers until it is closed.
    FunctionServer m_silent{[](const HttpHead&, const std::string&) {
        std::this_thread::sleep_for(300ms);
        return HttpReply{};
    }};

private Q_SLOTS:
    void requestArrivesWholeAndTheAnswerComesBack() {
        HttpClient client;
        HttpRequest request = get(m_echo.url(u"/api/2.0/x:link?a=%20b"_s));
        request.method = "PATCH";
        request.body = "{}";
        request.fields = {{"X-Note", "hello"}};
        request.authorization = Secret("Bearer fake");
        const auto answer = resultOf(client.send(request));
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, "PATCH /api/2.0/x:link?a=%20b Bearer fake hello {}");
        QCOMPARE(answer->requestId, "r-1");
        QCOMPARE(answer->tries, 1);
        QVERIFY(answer->duration > 0ns);
    }

    void everyMethodIsSentAsItIs() {
        HttpClient client;
        for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
            HttpRequest request = get(m_echo.url());
            request.method = method;
            const auto answer = resultOf(client.send(request));
            QVERIFY(answer);
            QVERIFY(answer->body.startsWith(QByteArray(QByteArray(method) + " / ")));
        }
    }

    void headHasNoBodyAndNeedsNone() {
        FunctionServer server{[](const HttpHead&, const std::string&) { return HttpReply{}; }};
        HttpClient client;
        HttpRequest request = get(server.url());
        request.method = "HEAD";
        const auto answer = resultOf(client.send(request));
        QVERIFY(answer);
        QVERIFY(answer->body.isEmpty());
    }

    void errorStatusIsAnAnswer() {
        FunctionServer server{[](const HttpHead&, const std::string&) {
            return HttpReply{.status = 404, .fields = {}, .body = "{\"error_code\":\"NOT_FOUND\"}"};
        }};
        HttpClient client;
        const auto answer = resultOf(client.send(get(server.url())));
        QVERIFY(answer);
        QCOMPARE(answer->status, 404);
        QCOMPARE(answer->body, "{\"error_code\":\"NOT_FOUND\"}");
    }

    void connectionIsKeptForTheNextRequest() {
        HttpClient client;
        for (int i = 0; i < 20; ++i)
            QVERIFY(resultOf(client.send(get(m_echo.url()))));
        QCOMPARE(m_echo.server().connections(), 1u);
    }

    void compressedAnswersAreInflated_data() {
        QTest::addColumn<QString>("path");
        for (const char* name : {"gzip", "deflate", "zstd", "raw"})
            QTest::newRow(name) << u'/' + QString::fromLatin1(name);
    }
    void compressedAnswersAreInflated() {
        QFETCH(QString, path);
        HttpClient client;
        const auto answer = resultOf(client.send(get(m_coded.url(path))));
        QVERIFY(answer);
        QCOMPARE(answer->body, QByteArray(100'000, 'x'));
    }

    void bombStopsAtTheLimit() {
        HttpClient client;
        HttpRequest request = get(m_coded.url(u"/bomb"_s));
        request.maxBody = 1 << 20;
        const auto answer = resultOf(client.send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::BodyTooLarge);
        QCOMPARE(answer.error().code, ErrorCode::LimitHit);
    }

    void brokenOrUnknownCodingIsNamed() {
        HttpClient client;
        for (const auto& path : {u"/half"_s, u"/odd"_s}) {
            const auto answer = resultOf(client.send(get(m_coded.url(path))));
            QVERIFY(!answer);
            QCOMPARE(answer.error().fault, TransportFault::BodyUndecodable);
        }
    }

    void bearerDoesNotLeaveThisComputerUnencrypted() {
        HttpClient client;
        HttpRequest request = get(QUrl(u"http://workspace.test/"_s));
        request.authorization = Secret("Bearer fake");
        const auto answer = resultOf(client.send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::PlainTextRefused);
        QVERIFY(!answer.error().oneLine().contains(u"fake"_s));
    }

    void lineBreaksInFieldsAreRefused() {
        HttpClient client;
        HttpRequest request = get(m_echo.url());
        request.fields = {{"X-Note", "a\r\nX-Other: b"}};
        const auto answer = resultOf(client.send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::BadRequest);
    }

    void addressWithoutHostIsRefused() {
        HttpClient client;
        for (const auto& url : {u"ftp://a.test/"_s, u"https:///x"_s, u""_s, u"file:///etc/passwd"_s})
            QCOMPARE(resultOf(client.send(get(QUrl(url)))).error().fault, TransportFault::BadRequest);
    }

    void cancelEndsTheFutureAtOnce() {
        HttpClient client;
        auto future = client.send(get(m_silent.url()));
        QTRY_COMPARE(m_silent.server().connections(), 1u);
        QElapsedTimer timer;
        timer.start();
        future.cancel();
        future.waitForFinished();
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(future.resultCount(), 0);
        QTRY_VERIFY(client.trail().total() == 1);
        QCOMPARE(client.trail().snapshot().first().fault, "cancelled"_L1);
    }

    void abandonedRequestEndsAsCancelled() {
        HttpClient client;
        HttpRequest request = get(m_silent.url());
        auto flag = std::make_shared<std::atomic<bool>>(false);
        request.abandoned = [flag] { return flag->load(); };
        auto future = client.send(request);
        *flag = true;
        QCOMPARE(resultOf(future).error().fault, TransportFault::Cancelled);
    }

    void deadlineIsKept() {
        HttpClient client;
        HttpRequest request = get(m_silent.url());
        request.deadline = 50ms;
        const auto answer = resultOf(client.send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::AnswerTimeout);
        QCOMPARE(answer.error().code, ErrorCode::TimedOut);
        QVERIFY(answer.error().message.contains(u"0.05 s"_s));
    }

    void thousandRequestsAllAnswer() {
        HttpClient client;
        QList<QFuture<HttpResult>> futures;
        for (int i = 0; i < 1000; ++i)
            futures.append(client.send(get(m_echo.url(u"/%1"_s.arg(i)))));
        for (int i = 0; i < 1000; ++i) {
            const auto answer = resultOf(futures[i]);
            QVERIFY2(answer, answer ? "" : qPrintable(answer.error().oneLine()));
            QVERIFY(answer->body.startsWith(QByteArray("GET /" + QByteArray::number(i) + ' ')));
        }
        QVERIFY(m_echo.server().connections() <= 16);
    }

    void thousandQueuedRequestsAreCancelledTogether() {
        HttpClient client;
        QList<QFuture<HttpResult>> futures;
        for (int i = 0; i < 1000; ++i)
            futures.append(client.send(get(m_silent.url())));
        for (auto& future : futures)
            future.cancel();
        for (auto& future : futures)
            future.waitForFinished();
        QVERIFY(resultOf(client.send(get(m_echo.url()))));
    }

    void closingWithAThousandQueuedFinishesEveryFuture() {
        QList<QFuture<HttpResult>> futures;
        QElapsedTimer timer;
        {
            HttpClient client;
            for (int i = 0; i < 1000; ++i)
                futures.append(client.send(get(m_silent.url())));
            timer.start();
        }
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        for (auto& future : futures) {
            QVERIFY(future.isFinished());
            QCOMPARE(future.result().error().fault, TransportFault::Cancelled);
        }
    }

    void slowServerDoesNotHoldUpAnother() {
        HttpClient client;
        QList<QFuture<HttpResult>> slow;
        for (int i = 0; i < 500; ++i)
            slow.append(client.send(get(m_silent.url())));
        QVERIFY(resultOf(client.send(get(m_echo.url()))));
        QVERIFY(!slow.last().isFinished());
    }

    void trailNamesRequestsWithoutTheirSecrets() {
        HttpClient client;
        HttpRequest request = get(m_echo.url(u"/api/x?page_token=SECRET1&name=SECRET2"_s));
        request.method = "POST";
        request.authorization = Secret("Bearer SECRET3");
        request.fields = {{"X-Note", "SECRET4"}};
        request.body = "SECRET5";
        QVERIFY(resultOf(client.send(request)));
        const RequestRecord record = client.trail().snapshot().first();
        QCOMPARE(record.method, "POST");
        QCOMPARE(record.path, u"/api/x?page_token,name"_s);
        QCOMPARE(record.host, u"127.0.0.1:%1"_s.arg(m_echo.url().port()));
        QCOMPARE(record.status, 200);
        QCOMPARE(record.requestId, "r-1");
        QCOMPARE(record.bytesOut, 7);
        QVERIFY(record.bytesIn > 0);
        QVERIFY(record.duration.value > 0);
        QCOMPARE(record.attempt, 1);
        QVERIFY(record.fault.isEmpty());
        QVERIFY(record.time.isSet());
    }

    void trailKeepsTheNewest() {
        RequestTrail trail(3);
        for (int i = 0; i < 5; ++i)
            trail.add({.status = 200 + i});
        QCOMPARE(trail.total(), 5u);
        QCOMPARE(trail.snapshot().size(), 3);
        QCOMPARE(trail.snapshot().first().status, 202);
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
