#include "models/timeline/JsonText.h"
#include "models/timeline/TextLines.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

QStringList shown(const TextLines& lines) {
    QStringList out;
    for (qsizetype i = 0; i < lines.count(); ++i)
        out += lines.view(i).toString() + (lines.isFolded(i) ? u" …"_s : QString());
    return out;
}

} // namespace

class TestLongText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jsonIsLaidOutWithoutTouchingItsContent() {
        QCOMPARE(prettyJson(u"{\"b\":1.10,\"a\":[ ],\"t\":\"x,{\\\"y\",\"o\":{},\"n\":[null,12345678901234567890]}"),
            u"{\n  \"b\": 1.10,\n  \"a\": [],\n  \"t\": \"x,{\\\"y\",\n  \"o\": {},\n  \"n\": [\n    null,\n"
            "    12345678901234567890\n  ]\n}"_s);
    }

    void layingOutTwiceChangesNothing() {
        const QString once = *prettyJson(u"[{\"a\":[1,2]},{\"b\":{}}]");
        QCOMPARE(*prettyJson(once), once);
    }

    void whatIsNotOneJsonValueIsLeftAlone() {
        for (const char16_t* text :
            {u"", u"plain", u"{\"a\":1", u"{\"a\":1]", u"[1] and more", u"[1][2]", u"{\"open", u"[}"})
            QVERIFY(!prettyJson(QStringView(text)));
    }

    void deepNestingNeitherOverflowsNorExplodes() {
        const QString deep = QString(100'000, u'[') + QString(100'000, u']');
        const auto laidOut = prettyJson(deep);
        QVERIFY(laidOut && laidOut->size() < 50'000'000);
    }

    void longLinesAreWrapped() {
        TextLines lines;
        lines.setColumns(10);
        lines.setText(u"0123456789abcde\nshort\n"_s);
        QCOMPARE(shown(lines), (QStringList{u"0123456789"_s, u"abcde"_s, u"short"_s, u""_s}));
        QCOMPARE(lines.numberOf(1), 1);
        QCOMPARE(lines.numberOf(2), 2);
    }

    void wrappingSplitsNoSurrogatePair() {
        TextLines lines;
        lines.setColumns(8);
        lines.setText(u"1234567\U0001F600x"_s);
        QCOMPARE(shown(lines), (QStringList{u"1234567"_s, u"\U0001F600x"_s}));
    }

    void blocksFoldAndUnfold() {
        TextLines lines;
        lines.setText(*prettyJson(u"{\"a\":{\"b\":[1,2]},\"c\":3}"));
        const QStringList all = shown(lines);
        QVERIFY(lines.canFold(1));
        QVERIFY(!lines.canFold(3));
        lines.toggleFold(1);
        QCOMPARE(shown(lines), (QStringList{u"{"_s, u"  \"a\": { …"_s, u"  },"_s, u"  \"c\": 3"_s, u"}"_s}));
        lines.toggleFold(1);
        QCOMPARE(shown(lines), all);
    }

    void revealingUnfolds() {
        TextLines lines;
        lines.setText(*prettyJson(u"{\"a\":{\"b\":[1,2]},\"c\":3}"));
        const QStringList all = shown(lines);
        lines.toggleFold(0);
        QCOMPARE(lines.count(), 2);
        const qsizetype line = lines.reveal(lines.text().indexOf(u"\"b\""));
        QVERIFY(lines.view(line).contains(u"\"b\""));
        QCOMPARE(shown(lines), all);
    }

    void valuesBecomeJson() {
        const Value items[]{Value::real(0.1), Value::boolean(false), Value()};
        QCOMPARE(valueJson(Value::array(items)), u"[0.1, false, null]"_s);
        QCOMPARE(valueJson(Value::real(std::numeric_limits<double>::quiet_NaN())), u"\"NaN\""_s);
        QCOMPARE(jsonQuoted(u"a\x01\"\\"), u"\"a\\u0001\\\"\\\\\""_s);
    }
};

QTEST_APPLESS_MAIN(TestLongText)
#include "tst_long_text.moc"
