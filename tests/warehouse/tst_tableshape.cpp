#include "services/warehouse/tables/TableShape.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using Generation = TableShape::Generation;

namespace {

std::vector<TableColumn> without(std::vector<TableColumn> columns, const QString& name) {
    std::erase_if(columns, [&](const TableColumn& each) { return each.name == name; });
    return columns;
}

QStringList sentences(const TableShape& shape) {
    QStringList all;
    for (const ShapeFinding& finding : shape.findings)
        all += finding.sentence();
    return all;
}

} // namespace

class TestTableShape : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typesAreTakenApart() {
        const SqlType type
            = SqlType::parse(u"ARRAY<STRUCT<time_unix_nano: BIGINT, `odd name`: map<string, decimal(10,2)>>>");
        QCOMPARE(type.kind, SqlType::Kind::Array);
        QCOMPARE(type.field(u"time_unix_nano")->kind, SqlType::Kind::Integer);
        QCOMPARE(type.field(u"ODD NAME")->kind, SqlType::Kind::Map);
        QCOMPARE(type.field(u"odd name")->parts[1].kind, SqlType::Kind::Decimal);
        QVERIFY(type.field(u"absent") == nullptr);
    }

    void whatIsNoTypeIsOther() {
        for (const QStringView text : {u"", u"struct<", u"map<string", u"geometry", u"array<struct<a>", u"a b<c>"})
            QCOMPARE(SqlType::parse(text).kind, SqlType::Kind::Other);
        QCOMPARE(SqlType::parse(QString(u"array<"_s.repeated(100'000))).kind, SqlType::Kind::Other);
    }

    void documentedColumnsAreRecognised() {
        const TableShape v1
            = recogniseSpans(u"c.s.t"_s, spanColumns(Generation::V1), {{u"otel.schemaVersion"_s, u"v1"_s}});
        QCOMPARE(v1.generation, Generation::V1);
        QCOMPARE(v1.attributes, AttributeForm::Map);
        QCOMPARE(v1.findings.size(), std::size_t(0));
        QCOMPARE(v1[SpanField::Service], u"resource.attributes['service.name']"_s);
        QVERIFY(!v1.has(SpanField::Time));

        const TableShape v2
            = recogniseSpans(u"c.s.t"_s, spanColumns(Generation::V2), {{u"otel.schemaVersion"_s, u"v2"_s}});
        QCOMPARE(v2.generation, Generation::V2);
        QCOMPARE(v2.attributes, AttributeForm::Variant);
        QCOMPARE(v2.findings.size(), std::size_t(0));
        QCOMPARE(v2[SpanField::Service], u"service_name"_s);
        QCOMPARE(v2[SpanField::Time], u"time"_s);
    }

    void orderAndCaseOfColumnsDoNotMatter() {
        std::vector<TableColumn> columns = spanColumns(Generation::V2);
        std::ranges::reverse(columns);
        for (TableColumn& column : columns)
            column = {column.name.toUpper(), column.type.toUpper()};
        const TableShape shape = recogniseSpans(u"c.s.t"_s, columns);
        QCOMPARE(shape.generation, Generation::V2);
        QCOMPARE(shape.findings.size(), std::size_t(0));
    }

    void olderSpellingsAreRead() {
        const TableShape shape = recogniseSpans(u"main.agent_traces.otel_spans"_s,
            {{u"trace_id"_s, u"string"_s}, {u"span_id"_s, u"string"_s}, {u"parent_span_id"_s, u"string"_s},
                {u"name"_s, u"string"_s}, {u"span_kind"_s, u"string"_s}, {u"timestamp"_s, u"timestamp"_s},
                {u"end_time"_s, u"timestamp"_s}, {u"status_code"_s, u"string"_s},
                {u"attributes"_s, u"map<string,string>"_s}});
        QCOMPARE(shape.generation, Generation::Seed);
        QVERIFY(shape.isReadable());
        QCOMPARE(shape[SpanField::Start], u"(unix_micros(timestamp) * 1000)"_s);
        QVERIFY(shape[SpanField::StatusCode].contains(u"STATUS_CODE_"_s));
        QVERIFY(!shape.has(SpanField::Events));
    }

    void missingColumnsAreNamed() {
        const TableShape shape = recogniseSpans(u"c.s.t"_s, without(spanColumns(Generation::V1), u"flags"_s));
        QVERIFY(shape.isReadable());
        QCOMPARE(sentences(shape), QStringList{u"Column flags (int) is missing."_s});
        QCOMPARE(shape.summary(), u"v1 trace table, 1 difference"_s);
    }

    void typesThatDifferAreNamedWithTheirPath() {
        std::vector<TableColumn> columns = spanColumns(Generation::V2);
        for (TableColumn& column : columns) {
            if (column.name == u"resource")
                column.type = u"struct<attributes:map<string,string>,dropped_attributes_count:int>"_s;
            if (column.name == u"links")
                column.type = u"array<struct<trace_id:string,span_id:string,trace_state:string,attributes:variant>>"_s;
        }
        QCOMPARE(sentences(recogniseSpans(u"c.s.t"_s, columns)),
            (QStringList{u"Column links.dropped_attributes_count (int) is missing."_s,
                u"Column links.flags (int) is missing."_s,
                u"Column resource.attributes is map<string,string>; it should be variant."_s}));
    }

    void aTableThatCannotBeReadSaysWhatItLacks() {
        std::vector<TableColumn> columns = without(spanColumns(Generation::V1), u"span_id"_s);
        for (TableColumn& column : columns) {
            if (column.name == u"start_time_unix_nano")
                column.type = u"string"_s;
        }
        const TableShape shape = recogniseSpans(u"c.s.t"_s, columns);
        QVERIFY(!shape.isReadable());
        QCOMPARE(shape.generation, Generation::Unknown);
        QStringList blocking;
        for (const ShapeFinding& finding : shape.findings) {
            if (finding.blocking)
                blocking += finding.sentence();
        }
        QCOMPARE(blocking,
            (QStringList{u"Column span_id (string) is missing."_s,
                u"Column start_time_unix_nano is string; it should be bigint."_s}));
    }

    void aVersionStampThatContradictsTheColumnsIsAFinding() {
        const TableShape shape
            = recogniseSpans(u"c.s.t"_s, spanColumns(Generation::V1), {{u"otel.schemaVersion"_s, u"v2"_s}});
        QCOMPARE(shape.generation, Generation::V1);
        QCOMPARE(sentences(shape), QStringList{u"Column otel.schemaVersion is v2; it should be v1."_s});
    }
};

QTEST_GUILESS_MAIN(TestTableShape)
#include "tst_tableshape.moc"
