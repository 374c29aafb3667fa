#include "models/sql/SqlChart.h"
#include "tests/support/FakeWarehouse.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const SqlColumn Day{u"day"_s, u"DATE"_s, false};
const SqlColumn Time{u"at"_s, u"TIMESTAMP"_s, false};
const SqlColumn Name{u"name"_s, u"STRING"_s, false};
const SqlColumn Count{u"count"_s, u"BIGINT"_s, true};
const SqlColumn Millis{u"ms"_s, u"DOUBLE"_s, true};

} // namespace

class TestSqlChart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersOverTimeAreCurvesByTime() {
        const auto chart = sqlChartOf(tableOf({Day, Count, Count, Millis},
            {{u"2026-02-17"_s, u"5"_s, u"1"_s, u"0.5"_s}, {u"2026-02-16"_s, u"7"_s, u"NULL"_s, u"0.5"_s},
                {u"NULL"_s, u"9"_s, u"9"_s, u"1"_s}}));
        QVERIFY(chart);
        QCOMPARE(chart->kind, SqlChart::Kind::Lines);
        QVERIFY(chart->xIsTime);
        QCOMPARE(chart->x, (std::vector<double>{1'771'200'000, 1'771'286'400}));
        QCOMPARE(chart->series.size(), std::size_t(2)); // counts; milliseconds need an axis of their own
        QCOMPARE(chart->series[0].values, (std::vector<double>{7, 5}));
        QVERIFY(std::isnan(chart->series[1].values[0]));
    }

    void timesAreReadToTheMillisecond() {
        const auto chart = sqlChartOf(
            tableOf({Time, Count}, {{u"2026-02-16T00:00:00.250123Z"_s, u"5"_s}, {u"2026-02-16T00:00:01Z"_s, u"5"_s}}));
        QCOMPARE(chart->x, (std::vector<double>{1'771'200'000.25, 1'771'200'001}));
    }

    void aTextNextToATimeMakesOneCurveEach() {
        const auto chart = sqlChartOf(tableOf({Time, Name, Count},
            {{u"2026-02-16T00:00:00Z"_s, u"a"_s, u"1"_s}, {u"2026-02-16T00:00:00Z"_s, u"b"_s, u"5"_s},
                {u"2026-02-16T00:01:00Z"_s, u"a"_s, u"2"_s}}));
        QVERIFY(chart);
        QCOMPARE(chart->x.size(), std::size_t(2));
        QCOMPARE(chart->series[0].name, u"b"_s); // the largest first
        QCOMPARE(chart->series[1].values, (std::vector<double>{1, 2}));
        QVERIFY(std::isnan(chart->series[0].values[1]));
    }

    void onlyTheLargestCurvesAreShown() {
        std::vector<QStringList> rows;
        for (int i = 0; i < 20; ++i)
            rows.push_back({u"2026-02-16T00:00:00Z"_s, u"n%1"_s.arg(i), QString::number(i)});
        const auto chart = sqlChartOf(tableOf({Time, Name, Count}, rows));
        QCOMPARE(chart->series.size(), SqlChart::MaxSeries);
        QCOMPARE(chart->series[0].name, u"n19"_s);
    }

    void namesAndNumbersAreBars() {
        const auto chart = sqlChartOf(tableOf(
            {Name, Millis, Millis, Count}, {{u"a"_s, u"1"_s, u"2"_s, u"9"_s}, {u"NULL"_s, u"3"_s, u"4"_s, u"9"_s}}));
        QVERIFY(chart);
        QCOMPARE(chart->kind, SqlChart::Kind::Bars);
        QCOMPARE(chart->labels, (QStringList{u"a"_s, u"NULL"_s}));
        QCOMPARE(chart->series.size(), std::size_t(2));
        QCOMPARE(chart->series[1].values, (std::vector<double>{2, 4}));
    }

    void tooManyBarsAreNoChart() {
        std::vector<QStringList> rows;
        for (std::size_t i = 0; i <= SqlChart::MaxBars; ++i)
            rows.push_back({u"n%1"_s.arg(i), u"1"_s});
        QVERIFY(!sqlChartOf(tableOf({Name, Count}, rows)));
    }

    void oneNumberIsItsHistogram() {
        std::vector<QStringList> rows;
        for (int i = 0; i < 100; ++i)
            rows.push_back({QString::number(i / 10.0)});
        rows.push_back({u"NULL"_s});
        const auto chart = sqlChartOf(tableOf({Millis}, rows));
        QVERIFY(chart);
        QCOMPARE(chart->kind, SqlChart::Kind::Histogram);
        QCOMPARE(chart->x.size(), chart->series[0].values.size() + 1);
        QCOMPARE(chart->series[0].values, std::vector<double>(10, 10));
        QCOMPARE(chart->x.front(), 0.0);
        QCOMPARE(chart->x.back(), 10.0);
    }

    void fewOrEqualNumbersHaveNoHistogram() {
        QVERIFY(!sqlChartOf(tableOf({Millis}, {{u"1"_s}, {u"2"_s}})));
        QVERIFY(!sqlChartOf(tableOf({Millis}, std::vector<QStringList>(30, {u"1"_s}))));
    }

    void countedBucketsAreAHistogramWithTheirGaps() {
        const auto chart
            = sqlChartOf(tableOf({Millis, Count}, {{u"0"_s, u"5"_s}, {u"10"_s, u"7"_s}, {u"30"_s, u"1"_s}}));
        QVERIFY(chart);
        QCOMPARE(chart->kind, SqlChart::Kind::Histogram);
        QCOMPARE(chart->x, (std::vector<double>{0, 10, 20, 30, 40}));
        QCOMPARE(chart->series[0].values, (std::vector<double>{5, 7, 0, 1}));
    }

    void otherAnswersHaveNoChart() {
        QVERIFY(!sqlChartOf(tableOf({Name, Name}, {{u"a"_s, u"b"_s}, {u"a"_s, u"b"_s}})));
        QVERIFY(!sqlChartOf(tableOf({Day, Count}, {{u"2026-02-16"_s, u"1"_s}})));
        QVERIFY(!sqlChartOf(tableOf({Millis, Count}, {{u"2"_s, u"5"_s}, {u"1"_s, u"7"_s}, {u"30"_s, u"1"_s}})));
        QVERIFY(!sqlChartOf({}));
    }
};

QTEST_GUILESS_MAIN(TestSqlChart)
#include "tst_sql_chart.moc"
