#include "tests/store/ChildProcess.h"
#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include "services/store/Meta.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
                                          : QByteArray();
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size()));
    file.write(bytes);
}

Result<> addColour(duck::Connection& connection) {
    return connection.execute("ALTER TABLE local.store.requests ADD COLUMN colour VARCHAR DEFAULT 'blue'");
}

Result<> failHalfway(duck::Connection& connection) {
    if (auto done = addColour(connection); !done)
        return done;
    return connection.execute("SELECT no_such_function()");
}

} // namespace

class StoreOpeningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store = std::make_unique<StoreHarness>(); }
    void cleanup() { m_store.reset(); }

    void aNewFileIsMade() {
        m_store->open();
        QCOMPARE(m_store->value(u"SELECT value FROM local.store.meta WHERE key = 'schema_version'"_s), u"2"_s);
        QCOMPARE(m_store->store().control().status().retention, Retention());
    }

    void whatWasStoredIsThereAfterwards() {
        fill();
        m_store->open();
        QCOMPARE(m_store->number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans"_s), 1);
        QTRY_COMPARE(m_store->store().control().status().spans, 1u);
        QCOMPARE(m_store->store().control().status().traces, 1u);
    }

    void anEmptyFileLeftByACrashIsTakenAsNew() {
        QFile file(m_store->file());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(m_store->tryOpen());
    }

    void aFileThatIsNotADatabaseIsRefusedAndLeftAlone() {
        write(m_store->file(), QByteArray("a shopping list\n").repeated(1000));
        const QByteArray before = contentOf(m_store->file());
        QCOMPARE(failure(), ErrorCode::Damaged);
        QCOMPARE(contentOf(m_store->file()), before);
    }

    void aDamagedHeaderIsRefusedAndLeftAlone() {
        fill();
        QFile file(m_store->file());
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (const qint64 place : {20, 4200, 8300}) {
            QVERIFY(file.seek(place));
            file.write("XXXX");
        }
        file.close();
        const QByteArray before = contentOf(m_store->file());
        QCOMPARE(failure(), ErrorCode::Damaged);
        QCOMPARE(contentOf(m_store->file()), before);
    }

    void aFileThatIsCutShortIsRefusedAndLeftAlone_data() {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("more");
        QTest::newRow("one byte left") << 0.0 << 1;
        QTest::newRow("within the first header") << 0.0 << 100;
        QTest::newRow("between the headers") << 0.0 << 4096;
        QTest::newRow("nothing but headers") << 0.0 << 12288;
        QTest::newRow("within the first block") << 0.0 << 100'000;
        QTest::newRow("half") << 0.5 << 0;
        QTest::newRow("one byte missing") << 1.0 << -1;
    }
    void aFileThatIsCutShortIsRefusedAndLeftAlone() {
        QFETCH(const double, share);
        QFETCH(const int, more);
        fill(50);
        QFile file(m_store->file());
        QVERIFY(file.resize(qint64(share * double(file.size())) + more));
        const QByteArray before = contentOf(m_store->file());
        QCOMPARE(failure(), ErrorCode::Damaged);
        QCOMPARE(contentOf(m_store->file()), before);
    }

    void anSqliteFileIsRefusedByNameAndLeftAlone() {
        write(m_store->file(), QByteArray("SQLite format 3\0", 16) + QByteArray(4080, '\1'));
        const QByteArray before = contentOf(m_store->file());
        QCOMPARE(failure(), ErrorCode::Damaged);
        QVERIFY(m_store->tryOpen().error().message.contains(u"SQLite"_s));
        QCOMPARE(contentOf(m_store->file()), before);
    }

    void aDamagedLogIsRefusedAndLeftAlone() {
        ChildProcess killed([&](ChildProcess::Pipe& out) {
            m_store->open();
            for (std::uint64_t i = 1; i <= 50; ++i)
                (void)m_store->ingest(SpanBuilder().service("s").span("a").ids(i, 1).batch());
            out.write("filled");
            out.waitForParent();
        });
        QCOMPARE(killed.read(), QByteArray("filled"));
        killed.kill();
        killed.wait();
        QFile log(m_store->file() + u".wal"_s);
        QVERIFY(log.open(QIODevice::ReadWrite) && log.size() > 20'000);
        QVERIFY(log.seek(10'000));
        log.write(QByteArray(64, 'X'));
        log.close();
        const QByteArray before = contentOf(m_store->file()) + contentOf(log.fileName());
        QCOMPARE(failure(), ErrorCode::Damaged);
        QCOMPARE(contentOf(m_store->file()) + contentOf(log.fileName()), before);
    }

    void damageThatOpeningDoesNotMeetIsNamedWhereItIsMet() {
        fill(20'000);
        QFile file(m_store->file());
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 place = 12'288 + 1000; place < file.size(); place += 262'144) {
            // Blocks of rows only: what lies in the catalog's blocks is needed to open the file.
            QVERIFY(file.seek(place));
            if (!file.read(60'000).contains("mlflow_experiment_trace_otel_spans")) {
                QVERIFY(file.seek(place));
                file.write(QByteArray(64, 'X'));
            }
        }
        file.close();
        const auto opened = m_store->tryOpen();
        const auto receipt = opened ? m_store->ingest(SpanBuilder().service("s").span("a").ids(99'999, 1).batch())
                                    : Result<IngestReceipt>(std::unexpected(opened.error()));
        QVERIFY(!receipt);
        const Error& error = receipt.error();
        QCOMPARE(error.code, ErrorCode::Damaged);
        QVERIFY2(error.message.contains(u"damaged"_s) && !error.remedy.isEmpty(), qPrintable(error.oneLine()));
    }

    void anotherDuckDbFileIsRefusedAndLeftAlone() {
        {
            auto database = duck::Database::open({m_store->file()});
            auto connection = (*database)->connect();
            QVERIFY(connection->execute("CREATE TABLE local.main.birds(name VARCHAR)"));
        }
        const QByteArray before = contentOf(m_store->file());
        QCOMPARE(failure(), ErrorCode::Damaged);
        QCOMPARE(contentOf(m_store->file()), before);
        QVERIFY(!QFile::exists(m_store->file() + u".wal"_s));
    }

    void aNewerStoreIsRefusedAndLeftAlone() {
        fill();
        {
            auto database = duck::Database::open({m_store->file()});
            QVERIFY(writeMeta(*(*database)->connect(), "schema_version", "99"));
        }
        const QByteArray before = contentOf(m_store->file());
        QCOMPARE(failure(), ErrorCode::TooNew);
        QCOMPARE(contentOf(m_store->file()), before);
        QVERIFY(!QFile::exists(m_store->file() + u".wal"_s));
    }

    void aStoreOfTheFirstVersionGetsALedger() {
        fill();
        {
            auto database = duck::Database::open({m_store->file()});
            const auto connection = (*database)->connect();
            for (const char* table : {"jobs", "parcels", "pieces", "log", "missing"})
                QVERIFY(connection->execute("DROP TABLE local.store.replay_" + std::string(table)));
            QVERIFY(connection->execute("DROP SEQUENCE local.store.replay_numbers"));
            QVERIFY(writeMeta(*connection, "schema_version", "1"));
        }
        m_store->open();
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.replay_jobs"_s), 0);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans"_s), 1);
        QCOMPARE(m_store->value(u"SELECT value FROM local.store.meta WHERE key = 'schema_version'"_s), u"2"_s);
    }

    void numbersOfRequestsThatTheLedgerKnowsDoNotComeAgain() {
        fill();
        {
            auto database = duck::Database::open({m_store->file()});
            QVERIFY(
                (*database)->connect()->execute("INSERT INTO local.store.replay_pieces VALUES (1, 1, 41, 1, NULL)"));
        }
        m_store->open();
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("b").ids(7, 7).batch()));
        QCOMPARE(m_store->number(u"SELECT max(id) FROM local.store.requests"_s), 42);
    }

    void anOlderStoreIsMigratedAfterABackup() {
        fill();
        static constexpr Migration steps[] = {{2, addColour}};
        m_store->options().plan = {3, steps};
        m_store->open();
        QCOMPARE(m_store->value(u"SELECT colour FROM local.store.requests"_s), u"blue"_s);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans"_s), 1);
        QCOMPARE(m_store->value(u"SELECT value FROM local.store.meta WHERE key = 'schema_version'"_s), u"3"_s);
        m_store->close();

        auto backup = duck::Database::open({backupPath(m_store->file(), 2)});
        QVERIFY(backup);
        QCOMPARE(textRows(*(*backup)->connect(),
                     u"SELECT (SELECT count(*) FROM local.store.spans), value FROM local.store.meta "
                     "WHERE key = 'schema_version'"_s),
            (std::vector<QStringList>{{u"1"_s, u"2"_s}}));
    }

    void aFailedMigrationChangesNothing() {
        fill();
        static constexpr Migration steps[] = {{2, failHalfway}};
        m_store->options().plan = {3, steps};
        QVERIFY(!m_store->tryOpen());
        m_store->options().plan = currentPlan();
        m_store->open();
        QCOMPARE(m_store->number(u"SELECT count(*) FROM duckdb_columns() WHERE column_name = 'colour'"_s), 0);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans"_s), 1);
    }

    void aStoreHeldByAnotherProcessIsBusy() {
        if (!ChildProcess::MayHaveThreads)
            QSKIP("the child would need threads");
        fill();
        ChildProcess holder([&](ChildProcess::Pipe& out) {
            StoreOptions options;
            options.file = m_store->file();
            const auto held = Store::open(options);
            out.write(held ? "held" : "failed");
            out.waitForParent();
        });
        QCOMPARE(holder.read(), QByteArray("held"));
        const auto opened = m_store->tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Busy);
        QVERIFY2(opened.error().message.contains(QString::number(holder.pid())), qPrintable(opened.error().message));
    }

    void aFolderThatCannotBeWrittenIsSaidSo() {
        if (!ChildProcess::MayHaveThreads)
            QSKIP("the child would need threads");
        const QString folder = QFileInfo(m_store->file()).path();
        fill();
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
        ChildProcess plain([&](ChildProcess::Pipe& out) {
            dropRoot();
            StoreOptions options;
            options.file = m_store->file();
            const auto opened = Store::open(options);
            out.write(opened ? "opened" : QByteArray(errorCodeName(opened.error().code).data()));
        });
        const QByteArray answer = plain.read();
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(answer, QByteArray(errorCodeName(ErrorCode::ReadOnly).data()));
    }

    void aMissingFolderIsSaidSo() {
        m_store->options().file = QFileInfo(m_store->file()).path() + u"/nowhere/store.duckdb"_s;
        QCOMPARE(failure(), ErrorCode::NotFound);
    }

private:
    void fill(std::uint64_t spans = 1) {
        m_store->open();
        SpanBuilder builder;
        builder.service("s");
        for (std::uint64_t i = 1; i <= spans; ++i)
            builder.span("a").ids(i, 1).attribute("text", std::to_string(i * 0x9E3779B97F4A7C15ull));
        QVERIFY(m_store->ingest(builder.batch()));
        m_store->close();
    }

    ErrorCode failure() {
        const auto opened = m_store->tryOpen();
        if (opened)
            return ErrorCode::Cancelled;
        // Every failure must be fit to be shown: whose file, and what to do.
        if (!opened.error().message.contains(u"store"_s) || opened.error().remedy.isEmpty())
            return ErrorCode::Bug;
        return opened.error().code;
    }

    std::unique_ptr<StoreHarness> m_store;
};

QTEST_GUILESS_MAIN(StoreOpeningTest)
#include "tst_store_opening.moc"
