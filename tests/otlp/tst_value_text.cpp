#include "services/otlp/Base64.h"
#include "services/otlp/ValueText.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace spanglass;

namespace {

std::string text(const Value& value) {
    std::string out;
    appendValueText(out, value);
    return out;
}

} // namespace

class TestValueText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scalarsReadAsTheTablesHoldThem() {
        QCOMPARE(text({}), std::string());
        QCOMPARE(text(Value::string("a\"b")), std::string("a\"b"));
        QCOMPARE(text(Value::boolean(true)), std::string("true"));
        QCOMPARE(text(Value::integer(std::numeric_limits<std::int64_t>::min())), std::string("-9223372036854775808"));
        QCOMPARE(text(Value::bytes(std::string_view("\0\xff\x10", 3))), std::string("AP8Q"));
    }

    void doublesAreShortestAndNeverLookLikeIntegers() {
        QCOMPARE(text(Value::real(1)), std::string("1.0"));
        QCOMPARE(text(Value::real(0.1)), std::string("0.1"));
        QCOMPARE(text(Value::real(1e22)), std::string("1e+22"));
        QCOMPARE(text(Value::real(-0.0)), std::string("-0.0"));
        QCOMPARE(text(Value::real(std::nan(""))), std::string("NaN"));
        QCOMPARE(text(Value::real(-std::numeric_limits<double>::infinity())), std::string("-Infinity"));
    }

    void nestedValuesAreCompactJson() {
        const Attribute entries[]{{"k\n", Value::string("v\x01")}, {"e", {}}};
        const Value items[]{Value::integer(1), Value::real(2), Value::keyValues(entries), Value::array({}),
            Value::bytes("a"), Value::real(std::nan(""))};
        QCOMPARE(
            text(Value::array(items)), std::string("[1,2.0,{\"k\\n\":\"v\\u0001\",\"e\":null},[],\"YQ==\",\"NaN\"]"));
        QCOMPARE(text(Value::keyValues({})), std::string("{}"));
    }

    void base64IsReadInBothAlphabetsWithOrWithoutPadding_data() {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("padded") << QByteArray("+/8=") << true << QByteArray("\xfb\xff");
        QTest::newRow("bare") << QByteArray("+/8") << true << QByteArray("\xfb\xff");
        QTest::newRow("url") << QByteArray("-_8") << true << QByteArray("\xfb\xff");
        QTest::newRow("one byte") << QByteArray("YQ==") << true << QByteArray("a");
        QTest::newRow("empty") << QByteArray("") << true << QByteArray("");
        QTest::newRow("one digit left over") << QByteArray("YWJjZ") << false << QByteArray("");
        QTest::newRow("a blank") << QByteArray("YW Jj") << false << QByteArray("");
        QTest::newRow("too much padding") << QByteArray("YQ===") << false << QByteArray("");
    }

    void base64IsReadInBothAlphabetsWithOrWithoutPadding() {
        QFETCH(QByteArray, given);
        QFETCH(bool, valid);
        QFETCH(QByteArray, bytes);
        std::string out = "x";
        QCOMPARE(appendFromBase64(out, given.toStdString()), valid);
        QCOMPARE(out, "x" + bytes.toStdString());
    }
};

QTEST_APPLESS_MAIN(TestValueText)
#include "tst_value_text.moc"
