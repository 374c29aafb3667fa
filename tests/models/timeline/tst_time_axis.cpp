#include "models/timeline/RulerTicks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

TimeAxis axisOf(std::int64_t length, double width = 1000) {
    TimeAxis axis;
    axis.setWidth(width);
    axis.setBounds({0, length});
    axis.fit();
    return axis;
}

QStringList labels(const RulerTicks& ruler) {
    QStringList texts;
    for (const RulerTick& tick : ruler.ticks)
        texts += tick.label;
    return texts;
}

} // namespace

class TestTimeAxis : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timesAndPixelsAreEachOthersInverse() {
        TimeAxis axis = axisOf(1'000'000);
        axis.setWidth(1016, 8);
        QCOMPARE(axis.xOf(0), 8.0);
        QCOMPARE(axis.xOf(1'000'000), 1008.0);
        for (const std::int64_t t : {0, 1, 499'999, 1'000'000})
            QVERIFY(std::abs(axis.timeAt(axis.xOf(t)) - t) <= 1);
    }

    void zoomKeepsTheTimeUnderThePointer() {
        TimeAxis axis = axisOf(1'000'000);
        const std::int64_t under = axis.timeAt(250);
        axis.zoom(0.5, 250);
        QCOMPARE(axis.window().length(), 500'000);
        QVERIFY(std::abs(axis.timeAt(250) - under) <= 1);
    }

    void zoomEndsAtTenNanosecondsAndAtTheWholeTrace() {
        TimeAxis axis = axisOf(1'000'000);
        for (int i = 0; i < 100; ++i)
            axis.zoom(0.3, 900);
        QCOMPARE(axis.window().length(), TimeAxis::MinLength);
        for (int i = 0; i < 100; ++i)
            axis.zoom(3, 100);
        QVERIFY(axis.showsAll());
    }

    void panningStopsAtTheEnds() {
        TimeAxis axis = axisOf(1'000'000);
        axis.show({100'000, 200'000});
        axis.pan(-1e9);
        QCOMPARE(axis.window(), (TimeWindow{0, 100'000}));
        axis.pan(1e9);
        QCOMPARE(axis.window(), (TimeWindow{900'000, 1'000'000}));
    }

    void theWayBackTakesZoomsOfOneGoAsOne() {
        TimeAxis axis = axisOf(1'000'000);
        axis.zoom(0.5, 500);
        axis.zoom(0.5, 500);
        axis.pan(10);
        axis.pan(10);
        const TimeWindow panned = axis.window();
        axis.goBack();
        QCOMPARE(axis.window(), (TimeWindow{375'000, 625'000}));
        axis.goBack();
        QVERIFY(axis.showsAll());
        QVERIFY(!axis.canGoBack());
        axis.goForward();
        axis.goForward();
        QCOMPARE(axis.window(), panned);
        QVERIFY(!axis.canGoForward());
    }

    void aNewMoveForgetsTheWayForward() {
        TimeAxis axis = axisOf(1'000'000);
        axis.show({0, 100});
        axis.goBack();
        axis.show({0, 200});
        QVERIFY(!axis.canGoForward());
    }

    void growingBoundsKeepAWindowButStretchTheWholeView() {
        TimeAxis axis = axisOf(1000);
        axis.setBounds({0, 2000});
        QCOMPARE(axis.window(), (TimeWindow{0, 2000}));
        axis.show({100, 300});
        axis.setBounds({0, 5000});
        QCOMPARE(axis.window(), (TimeWindow{100, 300}));
    }

    void anEarlierStartShiftsWhatIsShown() {
        TimeAxis axis = axisOf(1000);
        axis.show({100, 300});
        axis.rebase(50);
        axis.setBounds({0, 1050});
        QCOMPARE(axis.window(), (TimeWindow{150, 350}));
    }

    void anEmptyTraceHasAnAxisToo() {
        TimeAxis axis = axisOf(0);
        QVERIFY(axis.window().length() >= TimeAxis::MinLength);
        axis.zoom(0.5, 10);
        axis.pan(5);
        QVERIFY(!labels(RulerTicks::of(axis, 100)).isEmpty());
    }

    void rulersTakeSensibleUnits_data() {
        QTest::addColumn<qint64>("length");
        QTest::addColumn<QString>("second");
        QTest::newRow("10 ns") << qint64(10) << u"1 ns"_s;
        QTest::newRow("1 us") << qint64(1000) << u"0.1 µs"_s;
        QTest::newRow("40 us") << qint64(40'000) << u"5 µs"_s;
        QTest::newRow("1 ms") << qint64(1'000'000) << u"0.1 ms"_s;
        QTest::newRow("800 ms") << qint64(800'000'000) << u"100 ms"_s;
        QTest::newRow("5 s") << qint64(5'000'000'000) << u"0.5 s"_s;
        QTest::newRow("100 s") << qint64(100'000'000'000) << u"10 s"_s;
        QTest::newRow("10 min") << qint64(600'000'000'000) << u"1 min"_s;
        QTest::newRow("5 h") << qint64(18'000'000'000'000) << u"30 min"_s;
        QTest::newRow("3 d") << qint64(259'200'000'000'000) << u"12 h"_s;
        QTest::newRow("300 d") << qint64(25'920'000'000'000'000) << u"50 d"_s;
    }

    void rulersTakeSensibleUnits() {
        QFETCH(qint64, length);
        QFETCH(QString, second);
        const RulerTicks ruler = RulerTicks::of(axisOf(length), 95);
        QCOMPARE(labels(ruler).value(0), u"0"_s);
        QCOMPARE(labels(ruler).value(1), second);
        QVERIFY(ruler.ticks.size() <= 12);
    }

    void deepZoomCountsFromABase() {
        TimeAxis axis = axisOf(5'000'000'000);
        axis.show({1'234'567'890, 1'234'567'900});
        const RulerTicks ruler = RulerTicks::of(axis, 95);
        QCOMPARE(ruler.step, 1);
        QCOMPARE(ruler.base, u"1.234567 s"_s);
        QCOMPARE(labels(ruler).value(0), u"+890 ns"_s);
        QCOMPARE(labels(ruler).value(10), u"+900 ns"_s);
    }

    void rulersOfCenturiesKeepTheirTicksApart() {
        const RulerTicks ruler = RulerTicks::of(axisOf(8'640'000'000'000'000'000), 240);
        QCOMPARE(labels(ruler), (QStringList{u"0"_s, u"50000 d"_s, u"100000 d"_s}));
    }

    void ticksBeforeTheStartAreNegative() {
        TimeAxis axis;
        axis.setWidth(1000);
        axis.setBounds({-1'000'000, 1'000'000});
        axis.fit();
        const QStringList texts = labels(RulerTicks::of(axis, 240));
        QCOMPARE(texts, (QStringList{u"\u22121.0 ms"_s, u"\u22120.5 ms"_s, u"0"_s, u"0.5 ms"_s, u"1.0 ms"_s}));
    }
};

QTEST_APPLESS_MAIN(TestTimeAxis)
#include "tst_time_axis.moc"
