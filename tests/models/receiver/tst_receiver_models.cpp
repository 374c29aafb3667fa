#include "models/receiver/RateHistory.h"
#include "models/receiver/ReceiverWords.h"
#include "models/receiver/RefusalsModel.h"
#include "models/receiver/SendersModel.h"
#include "tests/support/PrintedModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr UnixNanos T0{1'700'000'000'000'000'000ull};
UnixNanos after(int seconds) { return T0 + Nanos{seconds * 1'000'000'000ll}; }

SenderInfo senderOf(const QString& service, const QString& agent, std::uint64_t items) {
    return {service, u"python 1.40.0"_s, agent, Transport::Http, T0, 3, items, 2048};
}

std::array<RefusalCounter, RefusalCount> counters(std::initializer_list<std::pair<Refusal, std::uint64_t>> counts) {
    std::array<RefusalCounter, RefusalCount> all;
    for (const auto& [refusal, count] : counts)
        all[static_cast<std::size_t>(refusal)] = {count, T0, u"example"_s};
    return all;
}

std::uint64_t sum(const std::array<std::uint64_t, RateHistory::Seconds>& values) {
    return std::accumulate(values.begin(), values.end(), std::uint64_t(0));
}

} // namespace

class TestReceiverModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendersKeepTheirRowsWhileFiguresMove() {
        SendersModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setSenders({senderOf(u"a"_s, u"x/1"_s, 10), senderOf(u"b"_s, u"y/1"_s, 5)});
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setSenders({senderOf(u"b"_s, u"y/1"_s, 1'006), senderOf(u"a"_s, u"x/1"_s, 10)});
        QCOMPARE(printedModel(model, {0, 2, 3, 4, 5, 6}),
            QStringList({u"a | x/1 | HTTP | 3 | 10 | 2 KiB"_s, u"b | y/1 | HTTP | 3 | 1,006 | 2 KiB"_s}));
        QCOMPARE(inserted.size(), 0);
        QCOMPARE(changed.size(), 1);
    }

    void sendersThatAreGoneLeaveAndNewOnesJoinAtTheEnd() {
        SendersModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setSenders({senderOf(u"a"_s, u"x"_s, 1), senderOf(u"b"_s, u"x"_s, 1), senderOf(u"c"_s, u"x"_s, 1)});
        model.setSenders({senderOf(u"d"_s, u"x"_s, 1), senderOf(u"c"_s, u"x"_s, 1), senderOf(u"a"_s, u"x"_s, 1)});
        QCOMPARE(printedModel(model, {0}), QStringList({u"a"_s, u"c"_s, u"d"_s}));
        model.setSenders({});
        QCOMPARE(model.rowCount(), 0);
    }

    void onlyRefusalsThatHappenedAreListedWorstFirst() {
        RefusalsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setCounters(counters({{Refusal::Duplicate, 9}, {Refusal::TraceIdInvalid, 2}}));
        model.setCounters(counters({{Refusal::Duplicate, 9}, {Refusal::TraceIdInvalid, 2}, {Refusal::NotJson, 1}}));
        QCOMPARE(printedModel(model, {0, 1, 3}),
            QStringList({u"Request refused | not-json | 1"_s, u"Span refused | trace-id-invalid | 2"_s,
                u"Accepted, remark | duplicate | 9"_s}));
    }

    void lostCountsLeaveRemarksOut() {
        RefusalsModel model;
        model.setCounters(counters({{Refusal::Duplicate, 9}, {Refusal::TraceIdInvalid, 2}, {Refusal::NotJson, 1}}));
        QCOMPARE(model.lost(), 3u);
    }

    void aRefusalTellsItsRemedyAndLastExample() {
        RefusalsModel model;
        model.setCounters(counters({{Refusal::TracesPathMissing, 1}}));
        QVERIFY(model.index(0, 0).data(RefusalsModel::RemedyRole).toString().contains(u"/v1/traces"));
        QCOMPARE(model.index(0, 0).data(RefusalsModel::ExampleRole).toString(), u"example"_s);
    }

    void countersThatStartAgainStartTheListAgain() {
        RefusalsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setCounters(counters({{Refusal::NotJson, 4}}));
        model.setCounters(counters({{Refusal::QueueFull, 1}}));
        QCOMPARE(printedModel(model, {1, 3}), QStringList({u"queue-full | 1"_s}));
    }

    void whatCameBeforeTheFirstLookHasNoTime() {
        RateHistory history;
        const UnixNanos now{1'700'000'000'000'000'000};
        history.add(now, 5'000);
        QCOMPARE(sum(history.perSecond(now)), 0u);
        history.add(now, 5'007);
        QCOMPARE(sum(history.perSecond(now)), 7u);
    }

    void increasesFallIntoTheSecondTheyWereSeenIn() {
        RateHistory history;
        history.add(after(0), 1'000);
        history.add(after(1), 1'040);
        history.add(after(3), 1'050);
        const auto values = history.perSecond(after(3));
        QCOMPARE(values[59], 10u);
        QCOMPARE(values[58], 0u);
        QCOMPARE(values[57], 40u);
    }

    void aMinuteLaterNothingIsLeft() {
        RateHistory history;
        history.add(after(0), 0);
        history.add(after(1), 500);
        QCOMPARE(sum(history.perSecond(after(60))), 500u);
        QCOMPARE(sum(history.perSecond(after(61))), 0u);
    }

    void aTotalThatStartsAgainCountsFromZero() {
        RateHistory history;
        history.add(after(0), 500);
        history.add(after(1), 20);
        QCOMPARE(history.perSecond(after(1))[59], 20u);
    }

    void retentionIsSaidInWords() {
        QCOMPARE(retentionWords(Retention()), u"Oldest traces go after 30 days or above 2 GiB"_s);
        QCOMPARE(retentionWords({std::nullopt, Nanos{86'400'000'000'000}}), u"Oldest traces go after 1 day"_s);
        QCOMPARE(retentionWords({std::nullopt, std::nullopt}), u"Nothing is ever removed"_s);
    }

    void onlyOtherAddressesThanThisMachinesReachBeyondIt() {
        ReceiverSettings settings;
        QVERIFY(!listensBeyondLoopback(settings));
        settings.httpAddress = u"127.0.0.1"_s;
        QVERIFY(!listensBeyondLoopback(settings));
        settings.httpAddress = u"0.0.0.0"_s;
        QVERIFY(listensBeyondLoopback(settings));
        settings = {};
        settings.grpcAddress = u"192.168.1.10"_s;
        QVERIFY(listensBeyondLoopback(settings));
    }
};

QTEST_APPLESS_MAIN(TestReceiverModels)
#include "tst_receiver_models.moc"
