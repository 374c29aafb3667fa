#include "models/common/Quantity.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestQuantity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bytesTakeTheUnitThatKeepsThreeDigits_data() {
        QTest::addColumn<double>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << u"0 B"_s;
        QTest::newRow("bytes") << 812.0 << u"812 B"_s;
        QTest::newRow("just below a KiB") << 1023.0 << u"1 KiB"_s;
        QTest::newRow("KiB") << 3500.0 << u"3.42 KiB"_s;
        QTest::newRow("MiB") << 34.5 * 1048576 << u"34.5 MiB"_s;
        QTest::newRow("GiB") << 2147483648.0 << u"2 GiB"_s;
        QTest::newRow("round hundred") << 100.0 * 1048576 << u"100 MiB"_s;
    }
    void bytesTakeTheUnitThatKeepsThreeDigits() {
        QFETCH(double, bytes);
        QFETCH(QString, text);
        QCOMPARE(formatBytes(bytes), text);
    }

    void ratesBelowAHundredKeepOneDecimal() {
        QCOMPARE(formatRate(0), u"0"_s);
        QCOMPARE(formatRate(0.44), u"0.4"_s);
        QCOMPARE(formatRate(1250.4), u"1,250"_s);
    }

    void oneThingIsNotPlural() {
        QCOMPARE(counted(1, u"%1 span"_s, u"%1 spans"_s), u"1 span"_s);
        QCOMPARE(counted(1'200, u"%1 span"_s, u"%1 spans"_s), u"1,200 spans"_s);
    }
};

QTEST_APPLESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
