#include "services/store/write/FingerprintSet.h"

#include <QtTest>

using namespace spanglass;

class FingerprintSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newIsToldFromSeen() {
        FingerprintSet set(1u << 20, 9);
        int falseAlarms = 0;
        for (std::uint64_t i = 1; i <= 4'000'000; ++i)
            falseAlarms += !set.insert(i);
        QVERIFY2(falseAlarms <= 2, qPrintable(QString::number(falseAlarms)));
        for (std::uint64_t i = 1; i <= 4'000'000; i += 997)
            QVERIFY(!set.insert(i));
    }

    void whatIsInItIsCounted() {
        FingerprintSet set(16, 4);
        for (std::uint64_t i = 1; i <= 30; ++i) {
            set.insert(i);
            set.insert(i);
        }
        QCOMPARE(set.size(), std::size_t(30));
    }

    void theOldestAreForgottenWhenItIsFull() {
        FingerprintSet set(16, 2);
        for (std::uint64_t i = 1; i <= 24; ++i)
            set.insert(i);
        QVERIFY(!set.hasForgotten());
        set.insert(25);
        QVERIFY(set.hasForgotten());
        for (std::uint64_t i = 1; i <= 12; ++i)
            QVERIFY(!set.contains(i));
        for (std::uint64_t i = 13; i <= 25; ++i)
            QVERIFY(set.contains(i));
    }

    void nothingIsLeftAfterClear() {
        FingerprintSet set(16, 1);
        for (std::uint64_t i = 1; i <= 13; ++i)
            set.insert(i);
        set.clear();
        QVERIFY(!set.contains(13));
        QVERIFY(!set.hasForgotten());
        QCOMPARE(set.size(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(FingerprintSetTest)
#include "tst_fingerprint_set.moc"
