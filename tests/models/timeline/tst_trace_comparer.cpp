#include "models/timeline/TraceComparer.h"
#include "tests/support/FakeSpanSource.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

using State = TraceComparer::State;

/// A trace as it was sent, and as a table has it.
struct TwoPlaces {
    FakeSpanSource local, table;
    TraceComparer comparer;

    TwoPlaces() {
        local.add(SpanBuilder()
                      .span("root")
                      .ids(1, 1)
                      .attribute("tokens", 200)
                      .attribute("model", "m")
                      .span("lost")
                      .ids(1, 2, 1)
                      .span("same")
                      .ids(1, 3, 1));
        table.add(SpanBuilder()
                      .span("root")
                      .ids(1, 1)
                      .attribute("tokens", "200")
                      .attribute("model", "n")
                      .span("same")
                      .ids(1, 3, 1)
                      .span("extra")
                      .ids(1, 4, 1));
        local.arrived = {{spanId(1), Morning}, {spanId(3), Morning}};
        table.arrived = {{spanId(1), Morning + 1'500_ms}, {spanId(3), Morning + 2'000_ms}};
    }
    void compare() {
        comparer.compare(
            traceId(1), {u"local"_s, u"Local store"_s, &local, true}, {u"table"_s, u"main.agents"_s, &table, false});
    }
    QString printed(const ComparisonFilter& filter = {}) const {
        const ComparisonRows rows = comparisonRows(*comparer.comparison(), comparer.names(), filter);
        QStringList lines;
        for (std::size_t row = 0; row < rows.table.rowCount(); ++row) {
            QStringList cells;
            for (std::size_t column = 0; column < rows.table.columns.size(); ++column)
                cells << rows.table.text(row, column);
            lines << cells.join(u'|');
        }
        return lines.join(u'\n');
    }
};

} // namespace

class TestTraceComparer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTraceIsComparedWithItsArrivals() {
        TwoPlaces p;
        p.compare();
        QCOMPARE(p.comparer.state(), State::Loading);
        QTRY_COMPARE(p.comparer.state(), State::Ready);
        QCOMPARE(p.comparer.comparison()->lost.size(), std::size_t(1));
        QCOMPARE(p.comparer.comparison()->medianDelay, std::optional(Nanos(1'500_ms)));
        QVERIFY(!p.comparer.delayProblem());
    }

    void rowsSayWhatIsDifferent() {
        TwoPlaces p;
        p.compare();
        QTRY_COMPARE(p.comparer.state(), State::Ready);
        QCOMPARE(p.printed(),
            u"only in Local store|lost|||||||0000000000000002\n"
            u"only in main.agents|extra|||||||0000000000000004\n"
            u"other type|root|attributes.tokens|200|200|int|string|1500.000|0000000000000001\n"
            u"other value|root|attributes.model|m|n|string|string|1500.000|0000000000000001"_s);
    }

    void equalSpansAreRowsWhenTheyAreWanted() {
        TwoPlaces p;
        p.compare();
        QTRY_COMPARE(p.comparer.state(), State::Ready);
        ComparisonFilter filter;
        filter.kinds = {false, false, false, false, true};
        QCOMPARE(p.printed(filter), u"the same|same||||||2000.000|0000000000000003"_s);
    }

    void aTextIsLookedForInNamesFieldsAndValues() {
        TwoPlaces p;
        p.compare();
        QTRY_COMPARE(p.comparer.state(), State::Ready);
        for (const QString& text : {u"TOKENS"_s, u"int"_s}) {
            ComparisonFilter filter;
            filter.text = text;
            QCOMPARE(p.printed(filter).count(u'\n'), 0);
            QVERIFY(p.printed(filter).startsWith(u"other type"_s));
        }
    }

    void eachRowKnowsItsKindAndSpan() {
        TwoPlaces p;
        p.compare();
        QTRY_COMPARE(p.comparer.state(), State::Ready);
        const ComparisonRows rows = comparisonRows(*p.comparer.comparison(), p.comparer.names(), {});
        using enum ComparisonKind;
        QCOMPARE(rows.kinds, (std::vector{Lost, Extra, Type, Value}));
        QCOMPARE(rows.spans, (std::vector{spanId(2), spanId(4), spanId(1), spanId(1)}));
    }

    void theWordsCountWhatIsDifferent() {
        TwoPlaces p;
        p.compare();
        QTRY_COMPARE(p.comparer.state(), State::Ready);
        QCOMPARE(comparisonWords(*p.comparer.comparison(), p.comparer.names()),
            u"1 of 4 spans say the same · delay 1.5 s at the median, 2 s at most · 1 only in Local store · "
            u"1 only in main.agents · 1 value differs · 1 value has another type"_s);
    }

    void theWordsSayThatNothingIsDifferent() {
        TwoPlaces p;
        p.table.forget();
        p.table.add(p.local.batchAt(0));
        p.table.arrived.clear();
        p.compare();
        QTRY_COMPARE(p.comparer.state(), State::Ready);
        QCOMPARE(comparisonWords(*p.comparer.comparison(), p.comparer.names()),
            u"All 3 spans say the same in both places"_s);
    }

    void aTraceThatIsNotThereNamesThePlace() {
        TwoPlaces p;
        p.table.forget();
        p.compare();
        QTRY_COMPARE(p.comparer.state(), State::Failed);
        QCOMPARE(p.comparer.error()->code, ErrorCode::NotFound);
        QCOMPARE(p.comparer.error()->message, u"main.agents: The trace is not here."_s);
        QCOMPARE(p.comparer.error()->remedy, u"Wait for its spans to arrive."_s);
    }

    void withoutArrivalsTheRestIsCompared() {
        TwoPlaces p;
        p.table.arrivalsFault = Error{ErrorCode::BadInput, u"No column _metadata."_s, {}};
        p.compare();
        QTRY_COMPARE(p.comparer.state(), State::Ready);
        QVERIFY(!p.comparer.comparison()->medianDelay);
        QCOMPARE(p.comparer.delayProblem()->message, u"main.agents: No column _metadata."_s);
        QCOMPARE(p.comparer.comparison()->extra.size(), std::size_t(1));
    }

    void comparingCanBeStopped() {
        TwoPlaces p;
        p.table.waiting = true;
        p.compare();
        p.comparer.cancel();
        QCOMPARE(p.comparer.state(), State::Failed);
        QCOMPARE(p.comparer.error()->code, ErrorCode::Cancelled);
        p.table.answerAll();
        QCoreApplication::processEvents();
        QCOMPARE(p.comparer.state(), State::Failed);
    }

    void aPlaceThatGoesEndsWhatReadsFromIt() {
        TwoPlaces p;
        p.table.waiting = true;
        p.compare();
        p.comparer.forgetPlace(u"another"_s);
        QCOMPARE(p.comparer.state(), State::Loading);
        p.comparer.forgetPlace(u"table"_s);
        QCOMPARE(p.comparer.state(), State::Failed);
    }
};

QTEST_GUILESS_MAIN(TestTraceComparer)
#include "tst_trace_comparer.moc"
