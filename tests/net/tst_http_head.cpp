#include "services/net/HttpHeadParser.h"

#include <QTest>

using namespace spanglass;

class TestHttpHead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fieldsAreReadByLowerCaseName() {
        const auto head = parseHttpHead("POST /v1/traces?x=1 HTTP/1.1\r\nHost: a\r\nX-Two:  b c \t\r\n\r\n");
        QVERIFY(head);
        QCOMPARE(head->method, std::string("POST"));
        QCOMPARE(head->path(), std::string_view("/v1/traces"));
        QCOMPARE(head->field("x-two"), std::string_view("b c"));
        QVERIFY(head->keepAlive);
    }

    void repeatedEqualLengthsAreOneLength() {
        const auto head = parseHttpHead("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n");
        QVERIFY(head);
        QCOMPARE(head->contentLength, std::optional<std::uint64_t>(3));
    }

    void connectionOptionsDecideWhetherItStaysOpen_data() {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<bool>("stays");
        QTest::newRow("1.1") << QByteArray("1.1") << QByteArray() << true;
        QTest::newRow("1.1 close") << QByteArray("1.1") << QByteArray("Connection: upgrade, Close\r\n") << false;
        QTest::newRow("1.0") << QByteArray("1.0") << QByteArray() << false;
        QTest::newRow("1.0 keep-alive") << QByteArray("1.0") << QByteArray("Connection: keep-alive\r\n") << true;
    }
    void connectionOptionsDecideWhetherItStaysOpen() {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, connection);
        QFETCH(bool, stays);
        const QByteArray block = "GET / HTTP/" + version + "\r\nHost: a\r\n" + connection + "\r\n";
        const auto head = parseHttpHead(block.toStdString());
        QVERIFY(head);
        QCOMPARE(head->keepAlive, stays);
    }

    void ambiguousHeadsAreRefused_data() {
        QTest::addColumn<QByteArray>("block");
        QTest::addColumn<int>("fault");
        QTest::newRow("no target") << QByteArray("GET HTTP/1.1\r\n\r\n") << int(HttpFault::MalformedHead);
        QTest::newRow("folded line") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n")
                                     << int(HttpFault::MalformedHead);
        QTest::newRow("control byte") << QByteArray("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n")
                                      << int(HttpFault::MalformedHead);
        QTest::newRow("two hosts") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
                                   << int(HttpFault::HostMissing);
        QTest::newRow("HTTP/2.0") << QByteArray("GET / HTTP/2.0\r\nHost: a\r\n\r\n") << int(HttpFault::VersionUnknown);
        QTest::newRow("chunked in 1.0") << QByteArray("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n")
                                        << int(HttpFault::LengthInvalid);
    }
    void ambiguousHeadsAreRefused() {
        QFETCH(QByteArray, block);
        QFETCH(int, fault);
        const auto head = parseHttpHead(block.toStdString());
        QVERIFY(!head);
        QCOMPARE(int(head.error().fault), fault);
    }

    void whatWasReadBeforeAFaultIsKept() {
        const auto head = parseHttpHead("POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n");
        QVERIFY(!head);
        QCOMPARE(head.error().head.field("content-type"), std::string_view("application/json"));
    }

    void bareNewlineIsToldAtOnce_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("first byte") << QByteArray("\n");
        QTest::newRow("request line") << QByteArray("GET / HTTP/1.1\n");
        QTest::newRow("field") << QByteArray("GET / HTTP/1.1\r\nHost: a\n");
        QTest::newRow("empty line") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\n");
    }
    void bareNewlineIsToldAtOnce() {
        QFETCH(QByteArray, bytes);
        QCOMPARE(findHeadEnd(bytes.toStdString(), 0).kind, HeadEnd::Kind::BareNewline);
    }

    void endIsFoundAcrossPieces() {
        const std::string block = "GET / HTTP/1.1\r\nHost: a\r\n\r\nrest";
        for (std::size_t cut = 0; cut < block.size() - 4; ++cut) {
            QCOMPARE(findHeadEnd(std::string_view(block).substr(0, cut), 0).kind, HeadEnd::Kind::Incomplete);
            const auto end = findHeadEnd(block, cut == 0 ? 0 : cut - 1);
            QCOMPARE(end.kind, HeadEnd::Kind::Complete);
            QCOMPARE(end.size, block.size() - 4);
        }
    }
};

QTEST_APPLESS_MAIN(TestHttpHead)
#include "tst_http_head.moc"
