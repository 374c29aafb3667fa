#include "services/databricks/WarehouseClient.h"
#include "tests/databricks/RestFixture.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto All = "/api/2.0/sql/warehouses";
constexpr auto One = "/api/2.0/sql/warehouses/w1";

QByteArray warehouse(const QByteArray& state) {
    return R"({"id":"w1","name":"Traces","state":")" + state + R"(","warehouse_type":"PRO"})";
}

} // namespace

class TestWarehouseClient : public QObject {
    Q_OBJECT

    struct Scene : RestFixture {
        explicit Scene(std::chrono::milliseconds limit = 10s)
            : client(api, auth.thread, {.poll = 1ms, .limit = limit}) { }
        WarehouseClient client;

        /// The states that one look after the other finds; the last one stays.
        void passesThrough(const QList<QByteArray>& states) {
            auto looks = std::make_shared<std::atomic<int>>(0);
            server.on(One, [states, looks](const SeenRequest&) {
                const qsizetype look = (*looks)++;
                return jsonReply(200, warehouse(states[std::min(look, states.size() - 1)]));
            });
        }
        void accepts(const QByteArray& verb) { answers(QByteArray(One) + '/' + verb, {}); }
    };

private Q_SLOTS:
    void listTellsStateSizeAndType() {
        Scene scene;
        scene.answers(All,
            R"({"warehouses":[{"id":"w2","name":"zeta","state":"STOPPED","warehouse_type":"CLASSIC","cluster_size":"Small",)"
            R"("num_clusters":2,"auto_stop_mins":10,"creator_name":"ann"},)"
            R"({"id":"w1","name":"Alpha","state":"RUNNING","warehouse_type":"PRO","enable_serverless_compute":true}]})");
        const auto list = got(scene.client.list());
        QVERIFY(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->first().name, u"Alpha"_s);
        QCOMPARE(list->first().state, WarehouseState::Running);
        QVERIFY(list->first().serverless);
        const WarehouseInfo expected{.id = u"w2"_s,
            .name = u"zeta"_s,
            .state = WarehouseState::Stopped,
            .type = u"CLASSIC"_s,
            .serverless = false,
            .size = u"Small"_s,
            .clusters = 2,
            .autoStopMinutes = 10,
            .creator = u"ann"_s,
            .trouble = {},
            .arrowOnly = false};
        QCOMPARE(list->last(), expected);
    }

    void pagesAreReadToTheLast() {
        Scene scene;
        scene.answersInPages(All,
            {{u""_s, R"({"warehouses":[{"id":"a","name":"a"}],"next_page_token":"t1"})"},
                {u"t1"_s, R"({"next_page_token":"t2"})"}, {u"t2"_s, R"({"warehouses":[{"id":"b","name":"b"}]})"}});
        const auto list = got(scene.client.list());
        QVERIFY(list);
        QCOMPARE(list->size(), 2);
    }

    void noWarehouseIsAnEmptyList() {
        Scene scene;
        scene.answers(All, "{}");
        QVERIFY(got(scene.client.list())->isEmpty());
    }

    void warehousesThatAnswerAsArrowOnlyAreMarked() {
        Scene scene;
        scene.answers(One, R"({"id":"w1","name":"n","warehouse_type":"REYDEN"})");
        QVERIFY(got(scene.client.get(u"w1"_s))->arrowOnly);
        scene.answers(One, R"({"id":"w1","name":"n","warehouse_type":"PRO"})");
        QVERIFY(!got(scene.client.get(u"w1"_s))->arrowOnly);
    }

    void troubleOfTheHealthIsTold() {
        Scene scene;
        scene.answers(One,
            R"({"id":"w1","health":{"status":"FAILED","summary":"No room","details":"quota","failure_reason":{"code":"X"}}})");
        QCOMPARE(got(scene.client.get(u"w1"_s))->trouble, u"No room: quota: X"_s);
        scene.answers(One, R"({"id":"w1","health":{"status":"HEALTHY","summary":"fine"}})");
        QVERIFY(got(scene.client.get(u"w1"_s))->trouble.isEmpty());
    }

    void stateThatIsNotKnownIsUnknown() {
        Scene scene;
        scene.answers(One, R"({"id":"w1","state":"HIBERNATING"})");
        QCOMPARE(got(scene.client.get(u"w1"_s))->state, WarehouseState::Unknown);
    }

    void startWaitsUntilItRunsAndTellsTheState() {
        Scene scene;
        scene.accepts("start");
        scene.passesThrough({"STOPPED", "STARTING", "STARTING", "RUNNING"});
        auto future = scene.client.start(u"w1"_s);
        const auto warehouse = got(future);
        QVERIFY2(warehouse, warehouse ? "" : qPrintable(warehouse.error().oneLine()));
        QCOMPARE(warehouse->state, WarehouseState::Running);
        QCOMPARE(future.progressText(), u"Running, 0 s"_s);
        QCOMPARE(scene.server.seen(QByteArray(One) + "/start").first().method, "POST");
        QCOMPARE(scene.server.seen(One).size(), 4);
    }

    void stopWaitsUntilItHasStopped() {
        Scene scene;
        scene.accepts("stop");
        scene.passesThrough({"RUNNING", "STOPPING", "STOPPED"});
        QCOMPARE(got(scene.client.stop(u"w1"_s))->state, WarehouseState::Stopped);
    }

    void startThatEndsInStoppedFailsAndSaysWhy() {
        Scene scene;
        scene.accepts("start");
        scene.passesThrough({"STARTING", "STOPPED"});
        const auto warehouse = got(scene.client.start(u"w1"_s));
        QVERIFY(!warehouse);
        QCOMPARE(warehouse.error().code, ErrorCode::Conflict);
        QVERIFY(warehouse.error().message.contains(u"STOPPED"_s));
    }

    void deletedWarehouseEndsTheWait() {
        Scene scene;
        scene.accepts("start");
        scene.passesThrough({"STARTING", "DELETED"});
        QCOMPARE(got(scene.client.start(u"w1"_s)).error().code, ErrorCode::Conflict);
    }

    void waitHasALimit() {
        Scene scene(0ms);
        scene.accepts("start");
        scene.passesThrough({"STARTING"});
        QCOMPARE(got(scene.client.start(u"w1"_s)).error().code, ErrorCode::TimedOut);
    }

    void oneLookThatFailsIsPassedOver() {
        Scene scene;
        scene.accepts("start");
        auto looks = std::make_shared<std::atomic<int>>(0);
        scene.server.on(One, [looks](const SeenRequest&) {
            return (*looks)++ == 0 ? jsonReply(500, R"({"error_code":"INTERNAL_ERROR"})")
                                   : jsonReply(200, warehouse("RUNNING"));
        });
        QVERIFY(got(scene.client.start(u"w1"_s)));
    }

    void refusedStartKeepsTheServersWords() {
        Scene scene;
        scene.answers(
            QByteArray(One) + "/start", R"({"error_code":"PERMISSION_DENIED","message":"needs CAN_USE"})", 403);
        const auto warehouse = got(scene.client.start(u"w1"_s));
        QVERIFY(!warehouse);
        QCOMPARE(warehouse.error().code, ErrorCode::NotAllowed);
        QVERIFY(warehouse.error().message.contains(u"CAN_USE"_s));
    }

    void waitCanBeCancelled() {
        Scene scene;
        scene.accepts("start");
        scene.passesThrough({"STARTING"});
        auto future = scene.client.start(u"w1"_s);
        QTRY_VERIFY(scene.server.seen(One).size() > 2);
        future.cancel();
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 0);
        scene.auth.settle();
        const auto looks = scene.server.seen(One).size();
        scene.auth.settle();
        QTRY_VERIFY(scene.server.seen(One).size() <= looks + 1);
    }
};

QTEST_GUILESS_MAIN(TestWarehouseClient)
#include "tst_warehouse_client.moc"
