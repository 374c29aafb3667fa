#include "services/core/TraceComparison.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

std::vector<ComparedSpan> spansOf(const std::shared_ptr<const SpanBatch>& batch, UnixNanos arrival = {}) {
    std::vector<ComparedSpan> spans;
    for (const Span& span : batch->spans)
        spans.push_back({&span, arrival});
    return spans;
}

QString printed(const TraceComparison& comparison) {
    static constexpr QStringView Words[] = {u"lost", u"added", u"value", u"type"};
    QStringList lines;
    for (const SpanDifference& span : comparison.differing) {
        for (const ChangedValue& change : span.changes)
            lines += u"%1 %2 %3 %4 -> %5"_s.arg(
                span.name, Words[static_cast<int>(change.how)].toString(), change.path, change.left, change.right);
    }
    return lines.join(u'\n');
}

SpanBuilder plan() {
    return std::move(SpanBuilder()
                         .service("agent")
                         .scope("lib", "1")
                         .span("plan")
                         .ids(1, 1)
                         .lasts(5_ms)
                         .attribute("tokens", 200)
                         .attribute("model", "m")
                         .event("retry", 1_ms));
}

} // namespace

class TestTraceComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalSpansAreEqual() {
        const auto left = plan().batch(), right = plan().batch();
        const TraceComparison comparison = compareTraces(spansOf(left), spansOf(right));
        QVERIFY(comparison.isEqual());
        QCOMPARE(comparison.same.size(), std::size_t(1));
        QVERIFY(!comparison.longestDelay);
    }

    void theOrderOfAttributesDoesNotMatter() {
        const auto left = SpanBuilder().span("a").attribute("x", 1).attribute("y", 2).batch();
        const auto right = SpanBuilder().span("a").attribute("y", 2).attribute("x", 1).batch();
        QVERIFY(compareTraces(spansOf(left), spansOf(right)).isEqual());
    }

    void lostAndExtraSpansAreNamed() {
        const auto left = plan().span("only here").ids(1, 2, 1).batch();
        const auto right = plan().span("only there").ids(1, 3, 1).batch();
        const TraceComparison comparison = compareTraces(spansOf(left), spansOf(right));
        QCOMPARE(comparison.lost.size(), std::size_t(1));
        QCOMPARE(comparison.lost[0].id, spanId(2));
        QCOMPARE(comparison.lost[0].name, u"only here"_s);
        QCOMPARE(comparison.extra.size(), std::size_t(1));
        QCOMPARE(comparison.extra[0].id, spanId(3));
        QCOMPARE(comparison.extra[0].name, u"only there"_s);
        QVERIFY(!comparison.isEqual());
    }

    void furtherCopiesAreCounted() {
        const auto left = plan().batch();
        const auto right = plan().span("plan").ids(1, 1).batch();
        const TraceComparison comparison = compareTraces(spansOf(left), spansOf(right));
        QCOMPARE(comparison.repeated, std::uint64_t(1));
        QVERIFY(comparison.extra.empty());
    }

    void changesHaveTheirPathAndBothValues() {
        const auto left = plan().attribute("gone", "x").error("bad").batch();
        const auto right = SpanBuilder()
                               .service("agents")
                               .scope("lib", "2")
                               .span("plan")
                               .ids(1, 1)
                               .lasts(6_ms)
                               .attribute("tokens", "200")
                               .attribute("model", "n")
                               .attribute("new", true)
                               .event("again", 1_ms)
                               .batch();
        QCOMPARE(printed(compareTraces(spansOf(left), spansOf(right))),
            u"plan value end 1771232400005000000 -> 1771232400006000000\n"
            "plan value status.code STATUS_CODE_ERROR -> STATUS_CODE_UNSET\n"
            "plan value status.message bad -> \n"
            "plan type attributes.tokens 200 -> 200\n"
            "plan value attributes.model m -> n\n"
            "plan lost attributes.gone x -> \n"
            "plan added attributes.new  -> true\n"
            "plan value events[0].name retry -> again\n"
            "plan value resource.attributes.service.name agent -> agents\n"
            "plan value scope.version 1 -> 2"_s);
    }

    void changesAreCountedByTheirKind() {
        const auto left = SpanBuilder().span("a").attribute("x", 1).attribute("y", 2).batch();
        const auto right = SpanBuilder().span("a").attribute("x", "1").attribute("y", "2").batch();
        const TraceComparison comparison = compareTraces(spansOf(left), spansOf(right));
        QCOMPARE(comparison.changed(ChangedValue::How::Type), std::uint64_t(2));
        QCOMPARE(comparison.changed(ChangedValue::How::Value), std::uint64_t(0));
    }

    void typesStandBesideTheValuesOfAttributes() {
        const auto left = SpanBuilder().span("a").attribute("x", 1).attribute("gone", 0.5).batch();
        const auto right = SpanBuilder().span("a").attribute("x", "2").attribute("new", true).batch();
        const TraceComparison comparison = compareTraces(spansOf(left), spansOf(right));
        QStringList types;
        for (const ChangedValue& change : comparison.differing.at(0).changes)
            types += change.path + u' ' + change.leftType + u'/' + change.rightType;
        QCOMPARE(types.join(u", "_s), u"attributes.x int/string, attributes.gone double/, attributes.new /bool"_s);
    }

    void oneMeaningInAnotherTypeIsNoOtherValue_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("same");
        QTest::newRow("a number as text") << u"int"_s << u"200"_s << true;
        QTest::newRow("a number with a point") << u"int"_s << u"200.0"_s << true;
        QTest::newRow("another number") << u"int"_s << u"201"_s << false;
        QTest::newRow("no number") << u"int"_s << u"many"_s << false;
        QTest::newRow("true as text") << u"bool"_s << u"true"_s << true;
        QTest::newRow("a list as JSON") << u"list"_s << u"[\"a\",1]"_s << true;
        QTest::newRow("a list as JSON with blanks") << u"list"_s << u"[ \"a\", 1 ]"_s << true;
        QTest::newRow("another list") << u"list"_s << u"[\"a\",2]"_s << false;
    }
    void oneMeaningInAnotherTypeIsNoOtherValue() {
        QFETCH(QString, kind);
        QFETCH(QString, text);
        QFETCH(bool, same);
        const Value list[] = {Value::string("a"), Value::integer(1)};
        const Value typed = kind == u"int" ? Value::integer(200)
            : kind == u"bool"              ? Value::boolean(true)
                                           : Value::array(list);
        const auto left = SpanBuilder().span("a").attribute("x", typed).batch();
        const auto right = SpanBuilder().span("a").attribute("x", text.toStdString()).batch();
        const TraceComparison comparison = compareTraces(spansOf(left), spansOf(right));
        QCOMPARE(
            comparison.differing.at(0).changes.at(0).how, same ? ChangedValue::How::Type : ChangedValue::How::Value);
    }

    void theMedianDelayIsThatOfAllPairs() {
        SpanBuilder request;
        for (std::uint64_t i = 1; i <= 4; ++i)
            request.span("s").ids(1, i);
        const auto left = request.batch(), right = request.batch();
        std::vector<ComparedSpan> sent = spansOf(left, Morning), kept = spansOf(right);
        for (std::size_t i = 0; i < 3; ++i) // the fourth's is not known
            kept[i].arrival = Morning + Nanos{static_cast<std::int64_t>(i * i) * 1'000'000'000};
        const TraceComparison comparison = compareTraces(sent, kept);
        QCOMPARE(comparison.medianDelay, std::optional(Nanos{1'000'000'000}));
        QCOMPARE(comparison.longestDelay, std::optional(Nanos{4'000'000'000}));
        QCOMPARE(comparison.same.at(2).delay, std::optional(Nanos{4'000'000'000}));
        QVERIFY(!comparison.same.at(3).delay);
    }

    void delaysAreTakenWhereBothArrivalsAreKnown() {
        const auto left = plan().batch();
        const auto right = SpanBuilder().service("other").span("plan").ids(1, 1).lasts(5_ms).batch();
        const TraceComparison comparison = compareTraces(spansOf(left, Morning), spansOf(right, Morning + 1'500_ms));
        QCOMPARE(comparison.longestDelay, std::optional(Nanos(1'500_ms)));
        QCOMPARE(comparison.differing.at(0).delay, std::optional(Nanos(1'500_ms)));
    }
};

QTEST_GUILESS_MAIN(TestTraceComparison)
#include "tst_trace_comparison.moc"
