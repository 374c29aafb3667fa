#include "services/net/Inflater.h"
#include "tests/receiver/Codings.h"

#include <QTest>

#include <algorithm>

using namespace spanglass;
using namespace spanglass::test;

class TestInflater : public QObject {
    Q_OBJECT

    static QByteArray compressed(ContentCoding coding, const QByteArray& plain) {
        switch (coding) {
        case ContentCoding::Gzip:
            return gzipped(plain);
        case ContentCoding::Deflate:
            return rawDeflated(plain);
        case ContentCoding::Zstd:
            return zstdCompressed(plain);
        case ContentCoding::Identity:
            break;
        }
        return plain;
    }

    static Inflater::Outcome inflate(
        ContentCoding coding, const QByteArray& in, qsizetype step, std::uint64_t limit, std::string& out) {
        const auto inflater = Inflater::make(coding, limit);
        for (qsizetype at = 0; at < in.size(); at += step) {
            const auto outcome
                = inflater->feed({in.data() + at, static_cast<std::size_t>(std::min(step, in.size() - at))}, out);
            if (outcome != Inflater::Outcome::Ok)
                return outcome;
        }
        return inflater->finish();
    }

    static void codings() {
        QTest::addColumn<int>("coding");
        QTest::newRow("identity") << int(ContentCoding::Identity);
        QTest::newRow("gzip") << int(ContentCoding::Gzip);
        QTest::newRow("deflate") << int(ContentCoding::Deflate);
        QTest::newRow("zstd") << int(ContentCoding::Zstd);
    }

private Q_SLOTS:
    void anyCutOfTheInputGivesTheSameText_data() { codings(); }
    void anyCutOfTheInputGivesTheSameText() {
        QFETCH(int, coding);
        QByteArray plain;
        for (int i = 0; i < 20'000; ++i)
            plain += QByteArray::number(i * 7919);
        const QByteArray in = compressed(static_cast<ContentCoding>(coding), plain);
        for (const qsizetype step : {qsizetype(1), qsizetype(10), in.size()}) {
            std::string out;
            QCOMPARE(inflate(static_cast<ContentCoding>(coding), in, step, 1 << 20, out), Inflater::Outcome::Ok);
            QCOMPARE(QByteArray::fromStdString(out), plain);
        }
    }

    void limitIsExact_data() { codings(); }
    void limitIsExact() {
        QFETCH(int, coding);
        const QByteArray in = compressed(static_cast<ContentCoding>(coding), QByteArray(100'000, 'x'));
        std::string out;
        QCOMPARE(inflate(static_cast<ContentCoding>(coding), in, 1000, 100'000, out), Inflater::Outcome::Ok);
        out.clear();
        QCOMPARE(inflate(static_cast<ContentCoding>(coding), in, 1000, 99'999, out), Inflater::Outcome::TooLarge);
        out.clear();
        QCOMPARE(inflate(static_cast<ContentCoding>(coding), in, 1000, 1'000, out), Inflater::Outcome::TooLarge);
        QVERIFY(out.size() <= 1'001);
    }

    void bombTakesNoMoreMemoryThanTheLimit() {
        std::string out;
        QCOMPARE(inflate(ContentCoding::Gzip, gzipBomb(256), 1000, 1 << 20, out), Inflater::Outcome::TooLarge);
        QVERIFY(out.capacity() <= (3u << 20));
    }

    void zstdWindowBeyondTheLimitIsRefused() {
        // A frame without content (RFC 8878 section 3.1.1): its header asks for a window of 2^(10 + e) bytes.
        const auto frame = [](int e) -> QByteArray {
            return QByteArray::fromHex("28b52ffd00") + static_cast<char>(e << 3) + QByteArray::fromHex("010000");
        };
        std::string out;
        QCOMPARE(inflate(ContentCoding::Zstd, frame(16), 1000, 1000, out), Inflater::Outcome::Ok);
        QCOMPARE(inflate(ContentCoding::Zstd, frame(17), 1000, 1000, out), Inflater::Outcome::Broken);
    }

    void bytesAfterDeflateAreRefused() {
        std::string out;
        QCOMPARE(
            inflate(ContentCoding::Deflate, deflated("text") + "more", 1000, 1000, out), Inflater::Outcome::Broken);
        out.clear();
        QCOMPARE(inflate(ContentCoding::Deflate, deflated("text") + deflated("more"), 1000, 1000, out),
            Inflater::Outcome::Broken);
    }

    void emptyMemberBetweenOthersIsRead() {
        std::string out;
        QCOMPARE(inflate(ContentCoding::Gzip, gzipped("a") + gzipped({}) + gzipped("b"), 1, 1000, out),
            Inflater::Outcome::Ok);
        QCOMPARE(out, std::string("ab"));
    }
};

QTEST_APPLESS_MAIN(TestInflater)
#include "tst_inflater.moc"
