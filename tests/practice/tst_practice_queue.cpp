// Many statements at once, over sockets, against the practice workspace.
#include "tests/practice/ConnectedWorkspace.h"
#include "tests/support/ProcessState.h"

#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

const QString Long = u"SELECT sum(sin(a.id * b.id)) FROM range(0, 200000) a, range(0, 200000) b"_s;

/// A warehouse that counts what it sends.
class CountingWarehouse {
public:
    explicit CountingWarehouse(const ConnectedWorkspace& workspace) {
        DatabricksOptions options = workspace.options();
        options.calls.call = [this, call = options.calls.call](const ApiRequest& request) {
            if (request.method == "POST")
                ++(request.path.endsWith(u"/cancel") ? cancelled : submitted);
            return call(request);
        };
        warehouse = std::make_unique<DatabricksWarehouse>(options);
    }

    std::vector<QFuture<Result<SqlTable>>> run(int count) {
        std::vector<QFuture<Result<SqlTable>>> futures;
        for (int i = 0; i < count; ++i)
            futures.push_back(warehouse->run(query(Long)));
        return futures;
    }
    void runAndCancel(int count) {
        const int before = submitted;
        auto futures = run(count);
        QTRY_VERIFY_WITH_TIMEOUT(submitted - before >= 12, 30'000);
        for (auto& future : futures)
            future.cancel();
        for (auto& future : futures) {
            future.waitForFinished();
            QCOMPARE(future.resultCount(), 0);
        }
        QTRY_COMPARE_WITH_TIMEOUT(warehouse->running(), 0, 60'000);
    }

    std::atomic<int> submitted = 0;
    std::atomic<int> cancelled = 0;
    std::unique_ptr<DatabricksWarehouse> warehouse;
};

} // namespace

class TestPracticeQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aThousandStatementsQueuedAndCancelledLeaveNothing() {
        ConnectedWorkspace workspace;
        CountingWarehouse many(workspace);
        many.runAndCancel(20);
        const double threads = processCount("Threads");
        const int open = openFiles();
        many.runAndCancel(1'000);
        QVERIFY(many.submitted < 500); // most of the others waited on this side, and were never sent
        QCOMPARE(many.cancelled.load(), many.submitted.load());
        QVERIFY2(processCount("Threads") <= threads + 20, "more than the server's pools may have grown");
        QVERIFY2(openFiles() <= open + 40, "more than kept connections, of which both ends are here");
        // No thread of the server is stuck in one of them: as many as it runs at once answer.
        std::vector<QFuture<Result<SqlTable>>> after;
        for (int i = 0; i < 8; ++i)
            after.push_back(many.warehouse->run(query(u"SELECT %1"_s.arg(i))));
        for (std::size_t i = 0; i < after.size(); ++i)
            QCOMPARE(must(after[i]).text(0, 0), QString::number(i));
    }

    void goingAwayWithAThousandUnderWayEndsThem() {
        ConnectedWorkspace workspace;
        CountingWarehouse many(workspace);
        const auto futures = many.run(1'000);
        QTRY_VERIFY_WITH_TIMEOUT(many.submitted >= 12, 30'000);
        many.warehouse.reset();
        for (const auto& future : futures)
            QVERIFY(future.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestPracticeQueue)
#include "tst_practice_queue.moc"
