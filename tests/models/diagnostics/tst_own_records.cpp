#include "models/diagnostics/CountersModel.h"
#include "models/diagnostics/FrameTimes.h"
#include "models/diagnostics/LogModel.h"
#include "models/diagnostics/RequestsModel.h"
#include "tests/support/FakeDiagnosis.h"
#include "tests/support/FakeReceiver.h"
#include "tests/support/FakeReplay.h"
#include "tests/support/FakeTraceList.h"
#include "tests/support/PrintedModel.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace spanglass::literals;

class TestOwnRecords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void messagesAreThoseOfTheLevelAndAbove() {
        FakeRecords records;
        records.say(LogLevel::Debug, u"spanglass.net"_s, u"one"_s);
        records.say(LogLevel::Info, u"spanglass.net"_s, u"two"_s);
        records.say(LogLevel::Error, u"spanglass.store"_s, u"three"_s);
        LogModel model(records);
        model.refresh();
        QCOMPARE(
            printedModel(model, {LogModel::Level, LogModel::Text}), (QStringList{u"info | two"_s, u"error | three"_s}));
        model.setLeast(LogLevel::Warning);
        QCOMPARE(model.rowCount(), 1);
        model.setLeast(LogLevel::Debug);
        QCOMPARE(model.rowCount(), 3);
    }

    void aSearchLooksAtCategoryAndText() {
        FakeRecords records;
        records.say(LogLevel::Info, u"spanglass.net"_s, u"one"_s);
        records.say(LogLevel::Info, u"spanglass.store"_s, u"two"_s);
        LogModel model(records);
        model.refresh();
        model.setSearch(u"STORE"_s);
        QCOMPARE(printedModel(model, {LogModel::Text}), QStringList{u"two"_s});
    }

    void newMessagesComeBelow() {
        FakeRecords records;
        records.say(LogLevel::Info, u"spanglass"_s, u"one"_s);
        LogModel model(records);
        model.refresh();
        int inserted = 0;
        connect(&model, &QAbstractItemModel::rowsInserted, this, [&] { ++inserted; });
        records.say(LogLevel::Info, u"spanglass"_s, u"two"_s);
        model.refresh();
        QCOMPARE(inserted, 1);
        QCOMPARE(model.index(1, LogModel::Text).data().toString(), u"two"_s);
    }

    void requestsStandWithTheNewestFirst() {
        FakeRecords records;
        records.ask("GET", u"/api/2.0/a?name"_s, 200);
        records.ask("POST", u"/api/2.0/b"_s, 0, "tls-expired"_L1);
        RequestsModel model(records);
        model.refresh();
        QCOMPARE(printedModel(model,
                     {RequestsModel::Method, RequestsModel::Path, RequestsModel::Status, RequestsModel::Took,
                         RequestsModel::Fault, RequestsModel::RequestId}),
            (QStringList{u"POST | /api/2.0/b | none | 123 ms | tls-expired | req-2"_s,
                u"GET | /api/2.0/a?name | 200 | 123 ms |  | req-1"_s}));
    }

    void faultyRequestsCanBeSeenAlone() {
        FakeRecords records;
        records.ask("GET", u"/a"_s, 200);
        records.ask("GET", u"/b"_s, 404);
        RequestsModel model(records);
        model.refresh();
        model.setOnlyFaulty(true);
        QCOMPARE(printedModel(model, {RequestsModel::Path}), QStringList{u"/b"_s});
        model.setSearch(u"/a"_s);
        QCOMPARE(model.rowCount(), 0);
    }

    void everyCounterHasItsMeaning() {
        FakeReceiver receiver;
        FakeStore store;
        FakeForward forward;
        FakeReplay replays;
        FakeRecords records;
        receiver.now.spans = 12'345;
        CountersModel model({receiver, store, forward, replays, records});
        QVERIFY(model.text().contains(u"Receiver\tSpans\t12,345\t"_s));
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(!model.index(row, CountersModel::Meaning).data().toString().isEmpty());
        receiver.now.spans = 12'346;
        model.refresh();
        QVERIFY(model.text().contains(u"12,346"_s));
    }

    void pausesBetweenMovementsAreNoSlowFrames() {
        FrameTimes times;
        times.add({0}, 2_ms);
        times.add(16_ms, 20_ms);
        times.add(32_ms, 34_ms);
        times.add(5_s, {5'001'000'000});
        QCOMPARE(times.total(), std::uint64_t(4));
        QCOMPARE(times.interval(1), 16_ms);
        QCOMPARE(times.painting(1), 4_ms);
    }

    void onlyTheNewestFramesCount() {
        FrameTimes times;
        times.add({0}, 200_ms);
        for (std::int64_t i = 1; i <= std::int64_t(FrameTimes::MostFrames); ++i)
            times.add({i * 16'000'000}, {i * 16'000'000 + 1'000'000});
        QCOMPARE(times.frames().size(), FrameTimes::MostFrames);
        QCOMPARE(times.painting(1), 1_ms);
    }
};

QTEST_GUILESS_MAIN(TestOwnRecords)
#include "tst_own_records.moc"
