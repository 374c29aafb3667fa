#include "models/sql/SavedQueries.h"
#include "models/sql/SqlHistory.h"

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

struct Bench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(u"sql.ini"_s), QSettings::IniFormat};
};

SqlHistory::Entry entry(const QString& sql, const QString& source = u"Local store"_s) {
    return {sql, source, QDateTime::fromSecsSinceEpoch(1'771'232'400, Qt::UTC), 12, 3};
}

QStringList shown(const QAbstractItemModel& model) {
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows << model.index(row, 0).data().toString();
    return rows;
}

} // namespace

class TestSqlLists : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void historyIsKeptNewestFirst() {
        Bench b;
        {
            SqlHistory history(b.settings);
            history.add(entry(u"select 1"_s));
            history.add(entry(u"select\n 2"_s));
        }
        const SqlHistory again(b.settings);
        QCOMPARE(shown(again), (QStringList{u"select 2"_s, u"select 1"_s}));
        QCOMPARE(again.index(0).data(SqlHistory::TextRole).toString(), u"select\n 2"_s);
        QVERIFY(again.index(0).data(SqlHistory::FactsRole).toString().endsWith(u"Local store · 3 rows"_s));
        QCOMPARE(again.entries()[1], entry(u"select 1"_s));
    }

    void aStatementRunAgainMovesToTheTop() {
        Bench b;
        SqlHistory history(b.settings);
        for (const QString& sql : {u"select 1"_s, u"select 2"_s, u" select 1 "_s})
            history.add(entry(sql));
        QCOMPARE(shown(history), (QStringList{u"select 1"_s, u"select 2"_s}));
    }

    void historyIsBounded() {
        Bench b;
        SqlHistory history(b.settings);
        for (std::size_t i = 0; i < SqlHistory::MaxEntries + 5; ++i)
            history.add(entry(u"select %1"_s.arg(i)));
        QCOMPARE(history.entries().size(), SqlHistory::MaxEntries);
        QCOMPARE(shown(history).value(0), u"select 204"_s);
        history.add(entry(QString(SqlHistory::MaxText + 1, u'x')));
        QCOMPARE(shown(history).value(0), u"select 204"_s);
    }

    void historyHoldsNoSecrets() {
        Bench b;
        SqlHistory history(b.settings);
        history.add(entry(u"SET client_secret = 'obviously-fake'"_s));
        b.settings.sync();
        QFile file(b.settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("obviously-fake"));
        QCOMPARE(shown(history), QStringList{u"SET client_secret = '***'"_s});
    }

    void historyIsSearchedByAllWords() {
        Bench b;
        SqlHistory history(b.settings);
        history.add(entry(u"select name from spans"_s));
        history.add(entry(u"select body from logs"_s, u"Prod"_s));
        history.search(u"SPANS name"_s);
        QCOMPARE(shown(history), QStringList{u"select name from spans"_s});
        history.search(u"prod"_s);
        QCOMPARE(shown(history), QStringList{u"select body from logs"_s});
        history.search({});
        QCOMPARE(history.rowCount(), 2);
    }

    void removalsFromHistoryCanBeUndone() {
        Bench b;
        SqlHistory history(b.settings);
        const QAbstractItemModelTester tester(&history, QAbstractItemModelTester::FailureReportingMode::Fatal);
        history.add(entry(u"select 1"_s));
        history.add(entry(u"select 2"_s));
        history.removeRows({history.index(1)});
        QCOMPARE(shown(history), QStringList{u"select 2"_s});
        history.clear();
        QVERIFY(shown(history).isEmpty());
        QVERIFY(history.canUndo());
        history.undo();
        QCOMPARE(shown(history), QStringList{u"select 2"_s});
        QVERIFY(!history.canUndo());
    }

    void ownQueriesComeBeforeThoseOfTheProgram() {
        Bench b;
        SavedQueries queries(b.settings);
        const QAbstractItemModelTester tester(&queries, QAbstractItemModelTester::FailureReportingMode::Fatal);
        queries.add(u"Zebra"_s, u"select 1"_s);
        queries.add(u"apple"_s, u"select 2"_s);
        QCOMPARE(shown(queries).mid(0, 3), (QStringList{u"apple"_s, u"Zebra"_s, u"Traces a day"_s}));
        QVERIFY(!queries.index(0).data(SavedQueries::BuiltInRole).toBool());
        QVERIFY(queries.index(2).data(SavedQueries::BuiltInRole).toBool());
    }

    void everyQueryOfTheProgramHasANameADescriptionAndATable() {
        Bench b;
        SavedQueries queries(b.settings);
        for (const SqlTableShape shape : {SqlTableShape::Store, SqlTableShape::Map, SqlTableShape::Variant}) {
            queries.setShape(shape);
            QCOMPARE(queries.rowCount(), 8);
            for (int row = 0; row < queries.rowCount(); ++row) {
                const QModelIndex index = queries.index(row);
                QVERIFY(!index.data().toString().isEmpty());
                QVERIFY(!index.data(SavedQueries::DescriptionRole).toString().isEmpty());
                QVERIFY(index.data(SavedQueries::TextRole).toString().contains(u"IDENTIFIER(:table)"_s));
            }
        }
    }

    void theTextFitsTheShapeOfTheTable() {
        Bench b;
        SavedQueries queries(b.settings);
        queries.search(u"tokens by model"_s);
        const auto text = [&](SqlTableShape shape) {
            queries.setShape(shape);
            return queries.index(0).data(SavedQueries::TextRole).toString();
        };
        QVERIFY(text(SqlTableShape::Variant).contains(u"attributes:['gen_ai.usage.input_tokens']::string"_s));
        QVERIFY(text(SqlTableShape::Map).contains(u"attributes['gen_ai.usage.input_tokens']"_s));
        queries.search(u"ingest"_s);
        QVERIFY(text(SqlTableShape::Store).contains(u"local.store.requests"_s));
        QVERIFY(text(SqlTableShape::Map).contains(u"_metadata"_s));
    }

    void ownQueriesAreKeptRenamedRemovedAndBroughtBack() {
        Bench b;
        {
            SavedQueries queries(b.settings);
            queries.add(u"mine"_s, u"select 1"_s);
            queries.add(u"mine"_s, u"select 2"_s);
            queries.rename(u"mine"_s, u"ours"_s);
        }
        SavedQueries queries(b.settings);
        QCOMPARE(shown(queries).value(0), u"ours"_s);
        QCOMPARE(queries.index(0).data(SavedQueries::TextRole).toString(), u"select 2"_s);
        queries.remove(u"ours"_s);
        QVERIFY(!queries.has(u"ours"_s));
        queries.undo();
        QVERIFY(queries.has(u"ours"_s));
    }
};

QTEST_GUILESS_MAIN(TestSqlLists)
#include "tst_sql_lists.moc"
