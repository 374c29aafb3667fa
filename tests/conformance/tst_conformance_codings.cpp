// Rows 44-52 and 81: Content-Encoding.
#include "tests/receiver/Codings.h"
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QElapsedTimer>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;

class TestConformanceCodings : public QObject {
    Q_OBJECT

    const QByteArray m_span = bytesOf(SpanBuilder().service("shop").span("GET /").payload());

    static QByteArray coding(const QByteArray& name) { return "Content-Encoding: " + name + "\r\n"; }

    void isTaken(const QByteArray& name, const QByteArray& body) {
        RunningReceiver receiver;
        QCOMPARE(receiver.post(Protobuf, body, coding(name)).status, 200);
        QCOMPARE(receiver.sink().items(), 1u);
        QCOMPARE(zstdExpanded(receiver.sink().captures().front().zstd), m_span);
    }

    void isBroken(const QByteArray& name, const QByteArray& body) {
        RunningReceiver receiver;
        const RawReply reply = receiver.post(Json, body, coding(name));
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.field("content-type"), QByteArray(Json));
        QVERIFY2(reply.body.contains("\"code\":3"), reply.body.constData());
        QTRY_COMPARE(receiver.count(Refusal::EncodingBroken), 1u);
        QCOMPARE(receiver.sink().requests(), 0u);
    }

private Q_SLOTS:
    void row044_gzip() { isTaken("gzip", gzipped(m_span)); }
    void row044_xGzip() { isTaken("x-gzip", gzipped(m_span)); }
    void row045_gzipOfSeveralMembers() { isTaken("gzip", gzipped(m_span.first(5)) + gzipped(m_span.sliced(5))); }
    void row046_identity() { isTaken("identity", m_span); }
    void row047_deflateWithZlibWrapper() { isTaken("deflate", deflated(m_span)); }
    void row047_deflateWithoutWrapper() { isTaken("deflate", rawDeflated(m_span)); }
    void row048_zstd() { isTaken("zstd", zstdCompressed(m_span)); }
    void row048_zstdOfSeveralFrames() {
        isTaken("zstd", zstdCompressed(m_span.first(5)) + zstdCompressed(m_span.sliced(5)));
    }

    void row049_unknownOrStackedCodingIsRefused_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"br", "gzip, gzip", "snappy"})
            QTest::newRow(name) << QByteArray(name);
    }
    void row049_unknownOrStackedCodingIsRefused() {
        QFETCH(QByteArray, name);
        RunningReceiver receiver;
        const RawReply reply = receiver.post(Protobuf, m_span, coding(name));
        QCOMPARE(reply.status, 415);
        QVERIFY(reply.field("accept-encoding").contains("gzip"));
        QTRY_COMPARE(receiver.count(Refusal::EncodingUnknown), 1u);
    }

    void row050_gzipHeaderOverPlainBody() { isBroken("gzip", "{}"); }
    void row050_zstdHeaderOverPlainBody() { isBroken("zstd", "{\"resourceSpans\":[]}"); }
    void row051_gzipTruncated() { isBroken("gzip", gzipped(m_span).chopped(6)); }
    void row051_gzipHeaderAndEmptyBody() { isBroken("gzip", {}); }
    void row051_deflateTruncated() { isBroken("deflate", deflated(m_span).chopped(5)); }
    void row051_zstdTruncated() { isBroken("zstd", zstdCompressed(m_span).chopped(3)); }

    void row052_bombIsStoppedAtTheLimit() {
        auto settings = RunningReceiver::anyPorts();
        settings.maxBodyBytes = 1 << 20;
        RunningReceiver receiver(settings);
        const QByteArray bomb = gzipBomb(512);
        QVERIFY(bomb.size() < (1 << 20));
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(receiver.post(Protobuf, bomb, coding("gzip")).status, 413);
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        QTRY_COMPARE(receiver.count(Refusal::BodyTooLarge), 1u);
    }

    void row081_acceptEncodingIsNoObligation() {
        RunningReceiver receiver;
        const RawReply reply = receiver.post(Protobuf, m_span, "Accept-Encoding: gzip, identity\r\n");
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.field("content-encoding").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestConformanceCodings)
#include "tst_conformance_codings.moc"
