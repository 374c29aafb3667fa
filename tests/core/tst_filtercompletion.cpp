#include "services/core/FilterCompletion.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using Part = FilterCursor::Part;

namespace {

/// The cursor is the | in `marked`.
FilterCursor at(QString marked) {
    const qsizetype cursor = marked.indexOf(u'|');
    return filterCursor(marked.remove(cursor, 1), cursor);
}

} // namespace

class TestFilterCompletion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFieldIsOfferedWhereAConditionBegins_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<qsizetype>("position");
        QTest::addColumn<qsizetype>("length");
        QTest::addColumn<bool>("afterCondition");
        const auto row
            = [](const QString& text, const QString& prefix, qsizetype position, qsizetype length, bool after) {
                  QTest::newRow(qPrintable(text)) << text << prefix << position << length << after;
              };
        row(u"|"_s, u""_s, 0, 0, false);
        row(u"ser|"_s, u"ser"_s, 0, 3, false);
        row(u"ser|vice"_s, u"ser"_s, 0, 7, false);
        row(u"|service"_s, u""_s, 0, 7, false);
        row(u"a = b htt|"_s, u"htt"_s, 6, 3, true);
        row(u"a = b |"_s, u""_s, 6, 0, true);
        row(u"a = \"b c\" |"_s, u""_s, 10, 0, true);
        row(u"a = b AND |"_s, u""_s, 10, 0, false);
        row(u"a = b AND (|"_s, u""_s, 11, 0, false);
        row(u"(a = b) |"_s, u""_s, 8, 0, true);
        row(u"\"free text\" o|"_s, u"o"_s, 12, 1, true);
        row(u"NOT k|"_s, u"k"_s, 4, 1, false);
        row(u"attr.\"odd k|"_s, u"odd k"_s, 0, 11, false);
        row(u"attr.\"odd k|ey\" = 5"_s, u"odd k"_s, 0, 14, false);
    }
    void aFieldIsOfferedWhereAConditionBegins() {
        QFETCH(QString, text);
        const FilterCursor cursor = at(text);
        QCOMPARE(cursor.part, Part::Field);
        QTEST(cursor.prefix, "prefix");
        QTEST(cursor.position, "position");
        QTEST(cursor.length, "length");
        QTEST(cursor.afterCondition, "afterCondition");
    }

    void anOperatorIsOfferedBehindAField() {
        FilterCursor cursor = at(u"duration |"_s);
        QCOMPARE(cursor.part, Part::Operator);
        QCOMPARE(cursor.field, FilterField::Duration);
        QCOMPARE(cursor.position, 9);
        cursor = at(u"http.route ex|"_s);
        QCOMPARE(cursor.part, Part::Operator);
        QCOMPARE(cursor.key, u"http.route"_s);
        QCOMPARE(cursor.prefix, u"ex"_s);
        QCOMPARE(cursor.length, 2);
        cursor = at(u"service !|"_s);
        QCOMPARE(cursor.part, Part::Operator);
        QCOMPARE(cursor.prefix, u"!"_s);
    }

    void aValueIsOfferedBehindAnOperator_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<qsizetype>("position");
        QTest::addColumn<qsizetype>("length");
        const auto row
            = [](const QString& text, const QString& key, const QString& prefix, qsizetype at, qsizetype length) {
                  QTest::newRow(qPrintable(text)) << text << key << prefix << at << length;
              };
        row(u"service=|"_s, u""_s, u""_s, 8, 0);
        row(u"service = |"_s, u""_s, u""_s, 10, 0);
        row(u"service = che|"_s, u""_s, u"che"_s, 10, 3);
        row(u"service = che|ckout x"_s, u""_s, u"che"_s, 10, 8);
        row(u"a OR b.c != \"x y|"_s, u"b.c"_s, u"x y"_s, 12, 4);
        row(u"b.c = \"x |y\" z"_s, u"b.c"_s, u"x "_s, 6, 5);
        row(u"(b.c = |)"_s, u"b.c"_s, u""_s, 7, 0);
        row(u"(b.c =|)"_s, u"b.c"_s, u""_s, 6, 0);
        row(u"attr.\"odd key\" = v|"_s, u"odd key"_s, u"v"_s, 17, 1);
        row(u"name ~ ^(GE|"_s, u""_s, u"^(GE"_s, 7, 4);
    }
    void aValueIsOfferedBehindAnOperator() {
        QFETCH(QString, text);
        const FilterCursor cursor = at(text);
        QCOMPARE(cursor.part, Part::Value);
        QTEST(cursor.key, "key");
        QTEST(cursor.prefix, "prefix");
        QTEST(cursor.position, "position");
        QTEST(cursor.length, "length");
    }

    void nothingIsOfferedInsideQuotedText() {
        QCOMPARE(at(u"\"free te|"_s).part, Part::Quote);
        QCOMPARE(at(u"\"free| text\" a"_s).part, Part::Quote);
    }

    void theSideAndOperatorOfAValueAreKnown() {
        const FilterCursor cursor = at(u"status != |"_s);
        QCOMPARE(cursor.field, FilterField::Status);
        QCOMPARE(cursor.op, FilterOp::NotEqual);
    }

    void anyCursorInAnyTextIsAnswered() {
        const QString text = u"a = (b) AND ) = \"x \\\" attr.\"k\" !~ ' OR NOT ("_s;
        for (qsizetype i = -1; i <= text.size() + 1; ++i) {
            const FilterCursor cursor = filterCursor(text, i);
            QVERIFY(cursor.position >= 0 && cursor.position + cursor.length <= text.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestFilterCompletion)
#include "tst_filtercompletion.moc"
