#include "services/core/DisplayZone.h"
#include "services/core/Nanos.h"

#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;

class TestNanos : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void durationsTakeTheUnitAPersonWouldSay_data() {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << qint64(0) << u"0 ns"_s;
        QTest::newRow("ns") << qint64(812) << u"812 ns"_s;
        QTest::newRow("us") << qint64(3420) << u"3.42 µs"_s;
        QTest::newRow("ms") << qint64(340'000'000) << u"340 ms"_s;
        QTest::newRow("rounds up into s") << qint64(999'600'000) << u"1 s"_s;
        QTest::newRow("s") << qint64(1'240'000'000) << u"1.24 s"_s;
        QTest::newRow("min") << qint64(125'000'000'000) << u"2 min 05 s"_s;
        QTest::newRow("h") << qint64(11'520'000'000'000) << u"3 h 12 min"_s;
        QTest::newRow("d") << qint64(90'000'000'000'000) << u"1 d 01 h"_s;
        QTest::newRow("negative") << qint64(-1'500'000) << u"\u22121.5 ms"_s;
    }

    void durationsTakeTheUnitAPersonWouldSay() {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(formatDuration({ns}), text);
    }

    void everyWireTimeSurvivesTheSignedColumn() {
        const UnixNanos year2500{16'725'225'600'000'000'001ull};
        QCOMPARE(UnixNanos::fromBits(year2500.bits()), year2500);
        QCOMPARE(formatIso(year2500), u"2500-01-01T00:00:00.000000001Z"_s);
    }

    void differencesAreSignedAndSaturate() {
        QCOMPARE((UnixNanos{5} - UnixNanos{9}).value, -4);
        QCOMPARE((UnixNanos{UINT64_MAX} - UnixNanos{0}).value, INT64_MAX);
    }

    void timestampsKeepNineDigits() {
        QCOMPARE(formatTimestamp({1'771'234'267'123'456'789ull}, true), u"2026-02-16 09:31:07.123456789"_s);
    }

    void exactDurationsGroupTheirDigits() { QCOMPARE(formatNanosExact(1'240'000'123_ns), u"1,240,000,123 ns"_s); }

    void timesFollowTheZoneThatPeopleChose() {
        qputenv("TZ", "Asia/Tokyo");
        tzset();
        const UnixNanos time{1'771'234'267'123'456'789ull};
        QCOMPARE(formatTimestamp(time), u"2026-02-16 18:31:07.123456789"_s);
        setTimesInUtc(true);
        QCOMPARE(formatTimestamp(time), u"2026-02-16 09:31:07.123456789"_s);
        setTimesInUtc(false);
        qputenv("TZ", "UTC");
        tzset();
    }

    void agesAreRelativeWithinADay() {
        const UnixNanos now{1'771'234'267'000'000'000ull};
        QCOMPARE(formatAge(now, now), u"just now"_s);
        QCOMPARE(formatAge({now.value - 12'000'000'000ull}, now), u"12 s ago"_s);
        QCOMPARE(formatAge({now.value - 7'200'000'000'000ull}, now), u"2 h ago"_s);
    }
};

QTEST_APPLESS_MAIN(TestNanos)
#include "tst_nanos.moc"
