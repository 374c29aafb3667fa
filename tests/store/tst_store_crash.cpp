#include "tests/store/ChildProcess.h"
#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include <QtTest>

#include <semaphore>
#include <set>
#include <thread>

#include <csignal>
#include <sys/resource.h>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t SpansPerRequest = 40;

/// A trace of its own for every request, named by its number.
std::shared_ptr<const SpanBatch> request(std::uint64_t number, std::size_t textBytes = 100) {
    SpanBuilder builder;
    builder.service("s");
    std::string text;
    for (std::uint64_t x = number; text.size() < textBytes; x = x * 6364136223846793005ull + 1)
        text += std::to_string(x);
    for (std::uint64_t i = 1; i <= SpansPerRequest; ++i)
        builder.span("a").ids(number, i).attribute("text", text);
    return builder.batch();
}

QByteArray numberLine(std::uint64_t number) { return QByteArray::number(qulonglong(number)) + '\n'; }

/// Sends requests from `first` on, four under way at a time, and tells each acknowledged one, until killed.
void ingestUntilKilled(const StoreOptions& options, std::uint64_t first, ChildProcess::Pipe& out) {
    auto store = Store::open(options);
    if (!store)
        _exit(5);
    std::counting_semaphore<> free(4);
    for (std::uint64_t number = first;; ++number) {
        free.acquire();
        (*store)->sink().submit(requestOf(request(number), [&, number](const auto& receipt) {
            if (receipt)
                out.write(numberLine(number));
            free.release();
        }));
    }
}

} // namespace

class StoreCrashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!ChildProcess::MayHaveThreads)
            QSKIP("the child would need threads");
    }

    /// SPANGLASS_KILL_ROUNDS=200 for a longer run.
    void whatWasAcknowledgedSurvivesKill() {
        StoreHarness store;
        store.options().checkpointBytes = 500'000; // so that kills meet checkpoints
        const int rounds = qEnvironmentVariableIsSet("SPANGLASS_KILL_ROUNDS")
            ? qEnvironmentVariableIntValue("SPANGLASS_KILL_ROUNDS")
            : 10;
        std::uint64_t next = 1;
        std::uint64_t acknowledged = 0;
        for (int round = 0; round < rounds; ++round) {
            ChildProcess child([&](ChildProcess::Pipe& out) { ingestUntilKilled(store.options(), next, out); });
            QByteArray told;
            const int enough = 40 + 37 * (round % 11);
            while (told.count('\n') < enough) {
                const QByteArray part = child.read();
                QVERIFY2(!part.isEmpty(), "the child ended by itself");
                told += part;
            }
            child.kill();
            told += child.readAll();
            child.wait();

            std::vector<std::uint64_t> numbers;
            for (const QByteArray& line : told.left(told.lastIndexOf('\n')).split('\n'))
                numbers.push_back(line.toULongLong());
            acknowledged += numbers.size();
            const std::uint64_t lastTold = numbers.back();
            next = lastTold + 1000;
            store.open();
            std::set<QString> whole;
            for (const QStringList& row : store.rows(
                     u"SELECT trace_id FROM mlflow_experiment_trace_otel_spans "
                     "GROUP BY trace_id HAVING count(*) = %1 AND count(DISTINCT span_id) = %1"_s.arg(SpansPerRequest)))
                whole.insert(row.front());
            for (const std::uint64_t number : numbers)
                QVERIFY2(
                    whole.contains(QString::fromStdString(traceId(number).hex())), qPrintable(QString::number(number)));
            // Requests that were not acknowledged are there whole, or not at all.
            QCOMPARE(store.number(u"SELECT count(DISTINCT trace_id) FROM local.store.spans"_s), qint64(whole.size()));
            QCOMPARE(store.number(u"SELECT sum(spans)::BIGINT FROM local.store.trace_fragments"_s),
                qint64(whole.size() * SpansPerRequest));
            QCOMPARE(store.number(u"SELECT count(*) FROM local.store.requests"_s), qint64(whole.size()));
            // A sender that missed the answer sends again.
            QCOMPARE(store.ingest(request(lastTold))->duplicates, SpansPerRequest);
            store.close();
        }
        qInfo("%d kills, %llu acknowledged requests, all there", rounds, static_cast<unsigned long long>(acknowledged));
    }

    void aFullDiskLosesNothingAndIsGotOver() { fillDisk(64u << 20); }

    /// Here the disk fills up during a checkpoint, which breaks the engine.
    void aDiskFullInACheckpointIsGotOver() { fillDisk(300'000); }

private:
    /// A limit on file sizes stands for the full disk: the same calls fail, with another number.
    void fillDisk(std::uint64_t checkpointBytes) {
        StoreHarness store;
        store.options().checkpointBytes = checkpointBytes;
        ChildProcess child([&](ChildProcess::Pipe& out) {
            signal(SIGXFSZ, SIG_IGN);
            store.open();
            limitFiles(3'000'000);
            std::uint64_t number = 1;
            int failures = 0;
            while (failures < 20 && number < 2'000) {
                const auto receipt = store.ingest(request(number, 5'000));
                if (receipt)
                    out.write(numberLine(number));
                else if (receipt.error().code == ErrorCode::NoSpace || receipt.error().code == ErrorCode::Busy)
                    ++failures;
                else
                    out.write("unexpected " + receipt.error().oneLine().toUtf8() + '\n');
                ++number;
            }
            out.write(failures == 20 ? "full\n" : "never full\n");
            limitFiles(RLIM_INFINITY);
            for (int i = 0; i < 100; ++i) {
                if (store.ingest(request(number, 5'000)))
                    break;
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
            out.write(numberLine(number) + "recovered\n");
            store.close();
        });
        QList<QByteArray> lines = child.readAll().split('\n');
        QCOMPARE(child.wait(), 0);
        lines.removeAll(QByteArray());
        for (const QByteArray& line : lines)
            QVERIFY2(!line.startsWith("unexpected"), line.constData());
        QVERIFY(lines.removeOne("full"));
        QVERIFY(lines.removeOne("recovered"));
        QVERIFY(lines.size() > 2);
        store.open();
        for (const QByteArray& line : lines)
            QCOMPARE(store.number(u"SELECT count(*) FROM local.store.spans WHERE trace_id = '%1'"_s.arg(
                         QString::fromStdString(traceId(line.toULongLong()).hex()))),
                qint64(SpansPerRequest));
        QCOMPARE(store.number(u"SELECT count(*) FROM local.store.spans"_s), lines.size() * qint64(SpansPerRequest));
    }

    static void limitFiles(rlim_t bytes) {
        rlimit limit{};
        getrlimit(RLIMIT_FSIZE, &limit);
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
};

QTEST_GUILESS_MAIN(StoreCrashTest)
#include "tst_store_crash.moc"
