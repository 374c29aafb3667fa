#include "services/core/Ids.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestIds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hexOfEitherCaseIsPrintedLowerCase() {
        const auto id = TraceId::fromHex("4BF92F3577B34DA6a3ce929d0e0e4736");
        QVERIFY(id);
        QCOMPARE(id->text(), u"4bf92f3577b34da6a3ce929d0e0e4736"_s);
    }

    void bytesAndHexAreTheSameId() {
        const auto id = TraceId::fromHex("000102030405060708090a0b0c0d0e0f");
        const auto bytes = id->bytes();
        QCOMPARE(TraceId::fromBytes({bytes.data(), bytes.size()}), id);
        QCOMPARE(int(bytes[15]), 15);
    }

    void wrongLengthsAndLettersAreRefused() {
        QVERIFY(!TraceId::fromHex("abc"));
        QVERIFY(!TraceId::fromHex("zz"
                                  "000000000000000000000000000000"));
        QVERIFY(!SpanId::fromHex("0123456789abcdeg"));
        QVERIFY(!SpanId::fromBytes("1234567"));
    }

    void pastedFormsAreUnderstood_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"0000000000000000a3ce929d0e0e4736"_s;
        QTest::newRow("leading zeros stripped") << u"a3ce929d0e0e4736"_s;
        QTest::newRow("mlflow") << u"tr-0000000000000000a3ce929d0e0e4736"_s;
        QTest::newRow("mlflow v4") << u" trace:/main.agents.prefix/0000000000000000a3ce929d0e0e4736 "_s;
    }

    void pastedFormsAreUnderstood() {
        QFETCH(QString, text);
        const auto id = TraceId::fromText(text);
        QVERIFY(id);
        QCOMPARE(id->low, 0xa3ce929d0e0e4736ull);
    }

    void zeroIdsAreInvalid() {
        QVERIFY(!TraceId{}.isValid());
        QVERIFY(!SpanId{}.isValid());
        QVERIFY(!TraceId::fromText(u"no id"));
    }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
