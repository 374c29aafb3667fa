#include "models/timeline/SpanDetails.h"
#include "tests/support/SpanBuilder.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;

namespace {

QStringList printed(const QAbstractItemModel& model, const QModelIndex& parent = {}, int level = 0) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex key = model.index(row, DetailsModel::KeyColumn, parent);
        const QModelIndex value = key.siblingAtColumn(DetailsModel::ValueColumn);
        const QString type = value.data(DetailsModel::TypeRole).toString();
        lines += QString(QString(2 * level, u' ') + key.data().toString()
            + (value.data().toString().isEmpty() ? QString() : QString(u" = "_s + value.data().toString()))
            + (type.isEmpty() ? QString() : QString(u" ("_s + type + u')')));
        lines += printed(model, key, level + 1);
    }
    return lines;
}

SpanDetail detailOf(std::shared_ptr<const SpanBatch> batch) {
    SpanDetail detail;
    detail.span = &batch->spans.front();
    detail.owner = std::move(batch);
    return detail;
}

DetailsContent onlyGroup(DetailsContent content, const QString& title) {
    std::erase_if(content.entries, [&](const DetailsEntry& e) { return e.key != title; });
    return content;
}

} // namespace

class TestSpanDetails : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attributesAreGroupedBySubjectAndKeepTheirTypes() {
        const Value numbers[]{Value::integer(1), Value::real(2.5)};
        const SpanDetail detail = detailOf(test::SpanBuilder()
                                               .span("s")
                                               .attribute("http.route", "/cart")
                                               .attribute("db.rows", 7)
                                               .attribute("gen_ai.request.temperature", 0.2)
                                               .attribute("mine", true)
                                               .attribute("list", Value::array(numbers))
                                               .attribute("raw", Value::bytes("\x01\x02"))
                                               .batch());
        DetailsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setContent(attributeDetails(detail, {}));
        const QStringList lines = printed(model);
        QCOMPARE(lines.mid(0, 12),
            (QStringList{u"LLM"_s, u"  gen_ai.request.temperature = 0.2 (double)"_s, u"HTTP"_s,
                u"  http.route = /cart (string)"_s, u"Database"_s, u"  db.rows = 7 (int)"_s, u"Attributes"_s,
                u"  mine = true (bool)"_s, u"  list = [1, 2.5] (array)"_s, u"    0 = 1 (int)"_s,
                u"    1 = 2.5 (double)"_s, u"  raw = AQI= (bytes)"_s}));
        QCOMPARE(lines.value(12), u"Span"_s);
    }

    void factsKeepEveryNanosecond() {
        TraceNode node;
        node.selfTime = {123};
        const SpanDetail detail = detailOf(test::SpanBuilder()
                                               .span("s")
                                               .times({1'771'232'400'000'000'001ull}, {1'771'232'400'000'001'234ull})
                                               .batch());
        DetailsModel model;
        model.setContent(onlyGroup(attributeDetails(detail, node), u"Span"_s));
        const QStringList lines = printed(model);
        QVERIFY(lines.contains(u"  start = 2026-02-16 09:00:00.000000001"_s));
        QVERIFY(lines.contains(u"  duration = 1.23 µs  (1,233 ns)"_s));
        QVERIFY(lines.contains(u"  self time = 123 ns  (123 ns)"_s));
    }

    void filteringKeepsMatchesAndWhatIsAboveAndBelowThem() {
        const Attribute inner[]{{"city", Value::string("Malmö")}, {"zip", Value::integer(21'111)}};
        const SpanDetail detail = detailOf(test::SpanBuilder()
                                               .span("s")
                                               .attribute("http.route", "/cart")
                                               .attribute("address", Value::keyValues(inner))
                                               .attribute("other", "x")
                                               .batch());
        DetailsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setContent(onlyGroup(attributeDetails(detail, {}), u"Attributes"_s));
        model.setFilter(u"MALMÖ"_s);
        QCOMPARE(printed(model),
            (QStringList{u"Attributes"_s, u"  address = {\"city\": \"Malmö\", \"zip\": 21111} (map)"_s,
                u"    city = Malmö (string)"_s}));
        model.setFilter(u"address"_s);
        QCOMPARE(printed(model).size(), 4);
        model.setFilter(u"no such thing"_s);
        QCOMPARE(model.rowCount(), 0);
        model.setFilter(QString());
        QCOMPARE(printed(model).size(), 5);
    }

    void longValuesAreCutInSightAndWholeOnCopy() {
        const std::string text = std::string(1'000'000, 'x') + "end";
        const SpanDetail detail = detailOf(test::SpanBuilder().span("s").attribute("long", text).batch());
        DetailsModel model;
        model.setContent(onlyGroup(attributeDetails(detail, {}), u"Attributes"_s));
        const QModelIndex value = model.index(0, DetailsModel::ValueColumn, model.index(0, 0));
        QVERIFY(value.data().toString().size() <= 301);
        QCOMPARE(value.data(DetailsModel::RawTextRole).toString().size(), 1'000'003);
        model.setFilter(u"end"_s);
        QCOMPARE(model.rowCount(), 1);
    }

    void rowsAreCopiedAsTypedJson() {
        const Attribute inner[]{{"a", Value::integer(9'007'199'254'740'993)}, {"b", Value::string("say \"hi\"\n")}};
        const SpanDetail detail
            = detailOf(test::SpanBuilder().span("s").attribute("m", Value::keyValues(inner)).batch());
        DetailsModel model;
        model.setContent(onlyGroup(attributeDetails(detail, {}), u"Attributes"_s));
        const QModelIndex group = model.index(0, 0);
        QCOMPARE(model.index(0, 1, group).data(DetailsModel::JsonRole).toString(),
            u"{\"a\": 9007199254740993, \"b\": \"say \\\"hi\\\"\\n\"}"_s);
        QCOMPARE(group.data(DetailsModel::JsonRole).toString(),
            u"{\"m\": {\"a\": 9007199254740993, \"b\": \"say \\\"hi\\\"\\n\"}}"_s);
    }

    void eventsComeInOrderWithRelativeTimes() {
        const SpanDetail detail = detailOf(test::SpanBuilder()
                                               .span("s")
                                               .at(100_ms)
                                               .lasts(50_ms)
                                               .event("second", 130_ms, {{"n", Value::integer(2)}})
                                               .event("first", 101_ms)
                                               .event("early", 90_ms)
                                               .batch());
        DetailsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setContent(eventDetails(detail));
        QCOMPARE(printed(model),
            (QStringList{u"\u221210 ms = early"_s, u"  time = 2026-02-16 09:00:00.090000000"_s, u"+1 ms = first"_s,
                u"  time = 2026-02-16 09:00:00.101000000"_s, u"+30 ms = second"_s, u"  n = 2 (int)"_s,
                u"  time = 2026-02-16 09:00:00.130000000"_s}));
    }

    // Row 99 of the conformance list.
    void linksKnowWhetherTheirTraceIsHere() {
        const TraceId here = test::traceId(2);
        const TraceId away = test::traceId(3);
        const SpanDetail detail
            = detailOf(test::SpanBuilder().span("s").ids(1, 5).link(here, {1}).link(away, {2}).batch());
        DetailsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setContent(
            linkDetails(detail, {{here, {9}, u"caller"_s, {5}}, {here, {8}, u"elsewhere"_s, {6}}}, {here}));
        const QModelIndex out = model.index(0, 0);
        QCOMPARE(model.rowCount(out), 2);
        QCOMPARE(model.index(0, 1, out).data(DetailsModel::LinkPresentRole).toBool(), true);
        QCOMPARE(model.index(1, 1, out).data(DetailsModel::LinkPresentRole).toBool(), false);
        QCOMPARE(model.index(0, 1, out).data(DetailsModel::LinkTraceRole).toString(), here.text());
        const QModelIndex in = model.index(1, 0);
        QCOMPARE(model.rowCount(in), 1);
        QCOMPARE(model.index(0, 0, in).data().toString(), u"caller"_s);
        model.setContent(linkDetails(detail, {}, {here, away}));
        QCOMPARE(model.index(1, 1, model.index(0, 0)).data(DetailsModel::LinkPresentRole).toBool(), true);
    }

    void resourceAndScopeStandApart() {
        const SpanDetail detail = detailOf(test::SpanBuilder().service("shop").scope("lib", "1.2").span("s").batch());
        DetailsModel model;
        model.setContent(resourceDetails(detail));
        QCOMPARE(printed(model),
            (QStringList{u"Resource"_s, u"  service.name = shop (string)"_s, u"Instrumentation scope"_s,
                u"  name = lib"_s, u"  version = 1.2"_s}));
    }

    void aResetUnderAViewIsAnnounced() {
        DetailsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const SpanDetail detail = detailOf(test::SpanBuilder().span("s").attribute("a", 1).batch());
        model.setContent(attributeDetails(detail, {}));
        model.setContent({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSpanDetails)
#include "tst_span_details.moc"
