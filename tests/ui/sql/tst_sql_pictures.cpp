#include "tests/ui/sql/SqlBench.h"
#include "ui/common/Theme.h"

#include <QDir>
#include <QListView>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const SqlColumn Name{u"name"_s, u"STRING"_s, false};
SqlColumn count(const QString& name) { return {name, u"BIGINT"_s, true}; }
SqlColumn measure(const QString& name) { return {name, u"DOUBLE"_s, true}; }

SqlTable rowsOfSpans() {
    std::vector<QStringList> rows;
    const QStringList names{u"POST /checkout"_s, u"retrieve documents"_s, u"agent.run"_s, u"SELECT orders"_s};
    for (int i = 0; i < 400; ++i)
        rows.push_back({u"5350414e474c4153%1"_s.arg(i * 7919, 16, 16, QChar(u'0')), names[i % 4],
            u"2026-02-16T09:%1:%2.%3Z"_s.arg(i / 60, 2, 10, QChar(u'0'))
                .arg(i % 60, 2, 10, QChar(u'0'))
                .arg((i * 37) % 1'000, 3, 10, QChar(u'0')),
            QString::number(1.5 + (i * 7919 % 10'007) / 13.0, 'f', 3), i % 7 == 3 ? u"STATUS_CODE_ERROR"_s : u"NULL"_s,
            u"{\"http.route\":\"/checkout/{id}\",\"http.response.status_code\":\"%1\",\"user.id\":\"ada\"}"_s.arg(
                i % 7 == 3 ? 502 : 200)});
    SqlTable table = tableOf(
        {{u"trace_id"_s, u"STRING"_s, false}, Name, {u"started"_s, u"TIMESTAMP"_s, false}, measure(u"milliseconds"_s),
            {u"status"_s, u"STRING"_s, false}, {u"attributes"_s, u"MAP<STRING, STRING>"_s, false}},
        rows);
    table.facts.statementId = u"01efc1a2-7d7e-1b1c-9d6a-2f0c4d1f9a77"_s;
    table.facts.rowsScanned = 1'284'512;
    table.facts.serverTime = std::chrono::milliseconds(742);
    return table;
}

SqlTable days() {
    std::vector<QStringList> rows;
    for (int i = 0; i < 28; ++i)
        rows.push_back({QDate(2026, 2, 1).addDays(i).toString(Qt::ISODate), QString::number(900 + (i * 7919) % 977),
            QString::number(5'200 + (i * 7919) % 2'971), QString::number((i * 31) % 240)});
    return tableOf(
        {{u"day"_s, u"DATE"_s, false}, count(u"traces"_s), count(u"spans"_s), count(u"failed_spans"_s)}, rows);
}

SqlTable services() {
    std::vector<QStringList> rows;
    const QStringList names{u"storefront"_s, u"assistant"_s, u"checkout"_s, u"search"_s, u"importer"_s, u"payments"_s};
    for (int minute = 0; minute < 90; ++minute) {
        for (int s = 0; s < names.size(); ++s)
            rows.push_back({u"2026-02-16T%1:%2:00.000Z"_s.arg(9 + minute / 60, 2, 10, QChar(u'0'))
                                .arg(minute % 60, 2, 10, QChar(u'0')),
                names[s], QString::number(80 * (s + 1) + (minute * (31 + 7 * s)) % 97)});
    }
    return tableOf({{u"minute"_s, u"TIMESTAMP"_s, false}, {u"service"_s, u"STRING"_s, false}, count(u"spans"_s)}, rows);
}

SqlTable percentiles() {
    std::vector<QStringList> rows;
    const QStringList names{u"POST /checkout"_s, u"retrieve documents"_s, u"agent.run"_s, u"SELECT orders"_s,
        u"llm.chat"_s, u"render"_s, u"GET /cart/{id}"_s, u"cache.get"_s};
    for (int i = 0; i < names.size(); ++i)
        rows.push_back({names[i], QString::number(120.0 / (i + 1)), QString::number(430.0 / (i + 1)),
            QString::number(910.5 / (i + 1)), QString::number(1'000 * (i + 1))});
    return tableOf({Name, measure(u"p50_ms"_s), measure(u"p95_ms"_s), measure(u"p99_ms"_s), count(u"spans"_s)}, rows);
}

SqlTable durations() {
    std::vector<QStringList> rows;
    for (int i = 0; i < 2'000; ++i)
        rows.push_back({QString::number(5 + 0.0004 * ((i * 7919) % 1'999) * ((i * 7919) % 1'999))});
    return tableOf({measure(u"milliseconds"_s)}, rows);
}

const QString Script
    = u"-- Durations by name\n-- :days INT = 30\nSELECT\n  name,\n"
      "  round(percentile_approx((end_time_unix_nano - start_time_unix_nano) / 1e6, 0.5), 3) AS p50_ms,\n"
      "  count_if(status.code = 'STATUS_CODE_ERROR') AS failed\nFROM IDENTIFIER(:table)\n"
      "WHERE start_time_unix_nano >= (unix_micros(current_timestamp()) - :days * 86400000000) * 1000\n"
      "GROUP BY name\nORDER BY p50_ms DESC\nLIMIT 40;\n\nSELECT nme FROM `main`.traces.spans;\n"_s;

} // namespace

/// The console is painted in every state, theme and size; with SPANGLASS_PICTURES set to a folder, the pictures are
/// kept there for a person to look at.
class TestSqlPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStatePaints_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        for (const QString& state : {u"empty"_s, u"rows"_s, u"days"_s, u"services"_s, u"bars"_s, u"histogram"_s,
                 u"mistake"_s, u"running"_s, u"several"_s, u"tables"_s, u"history"_s, u"find"_s}) {
            for (const bool dark : {false, true}) {
                for (const QSize size : {QSize(1206, 744), QSize(2486, 1384)}) {
                    const QString name = state + (dark ? u"-dark-"_s : u"-light-"_s) + QString::number(size.width());
                    QTest::newRow(qPrintable(name)) << state << size << dark;
                }
            }
        }
    }

    void everyStatePaints() {
        QFETCH(QString, state);
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        SqlBench b;
        b.panel->resize(size);
        if (state != u"empty"_s)
            b.write(Script, 60);
        show(b, state);
        QTest::qWait(1); // lets layouts settle
        const QImage image = b.panel->grab().toImage();
        QVERIFY(!image.isNull());
        const QString folder = qEnvironmentVariable("SPANGLASS_PICTURES");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        QVERIFY(image.save(folder + u'/' + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
    }

private:
    static void show(SqlBench& b, const QString& state) {
        const std::map<QString, SqlTable (*)()> answers{{u"rows"_s, rowsOfSpans}, {u"days"_s, days},
            {u"services"_s, services}, {u"bars"_s, percentiles}, {u"histogram"_s, durations},
            {u"history"_s, rowsOfSpans}, {u"several"_s, rowsOfSpans}, {u"tables"_s, rowsOfSpans}};
        if (const auto answer = answers.find(state); answer != answers.end()) {
            b.answerWith(answer->second());
            if (state == u"several"_s)
                b.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
            else
                b.runHere();
            QTRY_VERIFY(b.panel->isSettled());
        }
        if (state == u"rows"_s) {
            b.page().grid().setFocus();
            b.page().grid().setCurrentIndex(b.page().grid().model()->index(3, 1));
        }
        if (state == u"mistake"_s) {
            b.write(Script, int(Script.size()) - 20);
            b.runHere();
            b.lastRun().answer(failure(ErrorCode::BadInput,
                u"[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nme` cannot "
                u"be "
                "resolved. Did you mean one of the following? [`name`, `kind`]. SQLSTATE: 42703 (line 1, pos 7)"_s));
            QTRY_VERIFY(b.panel->isSettled());
        }
        if (state == u"running"_s) {
            b.runHere();
            b.lastRun().say(1, u"Warehouse “Shared small” is starting"_s);
        }
        if (state == u"tables"_s) {
            b.find<QTabWidget>("sqlSidePane")->setCurrentIndex(2);
            auto* tree = b.find<QTreeWidget>("sqlTables");
            QTRY_VERIFY(tree->topLevelItemCount() == 1);
            tree->topLevelItem(0)->child(0)->setExpanded(true);
        }
        if (state == u"history"_s)
            b.find<QTabWidget>("sqlSidePane")->setCurrentIndex(1);
        if (state == u"find"_s) {
            b.press(Qt::Key_F, Qt::ControlModifier);
            QTest::keyClicks(QApplication::focusWidget(), u"name"_s);
        }
    }
};

QTEST_MAIN(TestSqlPictures)
#include "tst_sql_pictures.moc"
