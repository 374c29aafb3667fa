#include "services/receiver/ReceiverStats.h"

#include <QTest>

#include <algorithm>

using namespace spanglass;
using namespace std::chrono_literals;

class TestReceiverStats : public QObject {
    Q_OBJECT

    static ReceiverStats::Accepted request(std::uint64_t items, Nanos latency = {}) {
        return {Signal::Traces, items, 0, latency, {}};
    }

private Q_SLOTS:
    void rateCoversTheLastFiveSeconds() {
        ReceiverStats stats;
        ReceiverSnapshot snapshot;
        const RateMeter::Time start{};
        stats.fill(snapshot, start);
        for (int tick = 1; tick <= 100; ++tick) {
            if (tick <= 50)
                stats.accept(request(10));
            stats.fill(snapshot, start + tick * 100ms);
            if (tick == 50)
                QCOMPARE(snapshot.spansPerSecond, 100.0);
        }
        QCOMPARE(snapshot.spansPerSecond, 0.0);
    }

    void firstBurstCounts() { QCOMPARE(RateMeter().update(RateMeter::Time{}, 500), 500.0); }

    void burstAfterALongPauseIsNotDilutedByThePause() {
        RateMeter meter;
        meter.update(RateMeter::Time{}, 0);
        QCOMPARE(meter.update(RateMeter::Time{} + 1h, 500), 500.0);
    }

    void latencyQuantilesAreOfTheLastThousand() {
        ReceiverStats stats;
        for (int i = 0; i < 1000; ++i)
            stats.accept(request(1, Nanos{1'000'000}));
        for (int i = 1; i <= 1000; ++i)
            stats.accept(request(1, Nanos{i}));
        ReceiverSnapshot snapshot;
        stats.fill(snapshot, {});
        QCOMPARE(snapshot.commitLatencyMedian.value, 500);
        QCOMPARE(snapshot.commitLatencyP99.value, 990);
    }

    void silentSendersMakeRoomForNewOnes() {
        SenderTable table;
        for (std::size_t i = 0; i < SenderTable::Limit + 50; ++i) {
            const std::string name = "service " + std::to_string(i);
            SenderTable::Sighting seen;
            seen.service = name;
            seen.time = {i + 1};
            table.add(seen);
        }
        const auto list = table.list();
        QCOMPARE(list.size(), SenderTable::Limit);
        QCOMPARE(list.front().service, QStringLiteral("service 249"));
        QCOMPARE(list.back().service, QStringLiteral("service 50"));
    }

    void senderIsTheServiceWithItsSdkAgentAndTransport() {
        SenderTable table;
        SenderTable::Sighting seen;
        seen.service = "shop";
        seen.sdk = "python 1";
        seen.userAgent = "agent";
        const auto addAgain = [&] {
            table.add(seen);
            table.add(seen);
        };
        addAgain();
        seen.transport = Transport::Grpc;
        addAgain();
        seen.userAgent = "agent 2";
        addAgain();
        seen.sdk = "python 2";
        addAgain();
        seen.service = "shop 2";
        addAgain();
        const auto list = table.list();
        QCOMPARE(list.size(), 5u);
        QVERIFY(std::ranges::all_of(list, [](const SenderInfo& sender) { return sender.requests == 2; }));
    }

    void examplesAreCutAndTheLatestStays() {
        ReceiverStats stats;
        stats.refuse(Refusal::NotJson, std::string(10'000, 'x'));
        stats.refuse(Refusal::NotJson, "the second");
        stats.refuse(Refusal::FieldInvalid, std::string(10'000, 'y'));
        ReceiverSnapshot snapshot;
        stats.fill(snapshot, {});
        const auto& json = snapshot.refusals[static_cast<std::size_t>(Refusal::NotJson)];
        QCOMPARE(json.count, 2u);
        QCOMPARE(json.example, QStringLiteral("the second"));
        QCOMPARE(snapshot.refusals[static_cast<std::size_t>(Refusal::FieldInvalid)].example.size(), 512);
    }
};

QTEST_APPLESS_MAIN(TestReceiverStats)
#include "tst_receiver_stats.moc"
