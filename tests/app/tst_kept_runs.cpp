#include "app/diagnostics/KeptRuns.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

DiagnosisReport run(int minute, const QString& connection = u"c1"_s) {
    DiagnosisReport report{.subject = {},
        .connectionName = {},
        .host = {},
        .started = QDateTime(QDate(2026, 2, 16), QTime(9, 0), Qt::UTC).addSecs(60 * minute),
        .isComplete = true,
        .checks = {{.id = u"a"_s, .stage = CheckStage::Program, .title = {}, .looksAt = {}, .why = {}}},
        .results = {{.id = u"a"_s, .status = CheckStatus::Ok}}};
    report.subject.connectionId = connection;
    return report;
}

QStringList files(const QTemporaryDir& folder) { return QDir(folder.path()).entryList(QDir::Files, QDir::Name); }

} // namespace

class TestKeptRuns final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsOutliveTheProgramTheLatestFirst() {
        const QTemporaryDir folder;
        {
            KeptRuns runs(folder.path());
            QVERIFY(runs.keep(run(1)));
            QVERIFY(runs.keep(run(2)));
        }
        const KeptRuns again(folder.path());
        const auto kept = again.of(u"c1"_s);
        QCOMPARE(kept.size(), 2);
        QCOMPARE(kept[0].started, run(2).started);
        QVERIFY(kept[0].results[0].status == CheckStatus::Ok);
    }

    void eachConnectionHasItsOwn() {
        KeptRuns runs({});
        QVERIFY(runs.keep(run(1, u"c1"_s)));
        QVERIFY(runs.keep(run(2, u"c2"_s)));
        QCOMPARE(runs.of(u"c1"_s).size(), 1);
        QCOMPARE(runs.lastSubject()->connectionId, u"c2"_s);
    }

    void onlyTheLatestFiftyStay() {
        const QTemporaryDir folder;
        KeptRuns runs(folder.path());
        for (int i = 0; i < KeptRuns::Most + 3; ++i)
            QVERIFY(runs.keep(run(i)));
        QCOMPARE(files(folder).size(), KeptRuns::Most);
        QCOMPARE(runs.of(u"c1"_s).size(), KeptRuns::Most);
        QCOMPARE(runs.of(u"c1"_s).last().started, run(3).started);
    }

    void noSecretReachesTheDisk() {
        const QTemporaryDir folder;
        KeptRuns runs(folder.path());
        DiagnosisReport report = run(1);
        report.subject.app = {.kind = AppConfigSource::Kind::Pasted, .text = u"DATABRICKS_TOKEN=planted-token-1"_s};
        report.results[0].summary = u"It sent planted-token-1 and dapi0123456789abcdef."_s;
        QVERIFY(runs.keep(report));
        QFile file(QDir(folder.path()).filePath(files(folder).value(0)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(!text.contains("planted-token-1") && !text.contains("dapi0"), text.constData());
        QVERIFY(!runs.of(u"c1"_s)[0].results[0].summary.contains("planted"_L1));
    }

    void aDamagedFileIsPassedOver() {
        const QTemporaryDir folder;
        QVERIFY(KeptRuns(folder.path()).keep(run(1)));
        QFile file(QDir(folder.path()).filePath(u"run-20260101T000000000.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        QCOMPARE(KeptRuns(folder.path()).of(u"c1"_s).size(), 1);
    }

    void aFolderThatCannotBeWrittenIsSaid() {
        KeptRuns runs(u"/dev/null/none"_s);
        const auto done = runs.keep(run(1));
        QVERIFY(!done);
        QCOMPARE(runs.of(u"c1"_s).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestKeptRuns)
#include "tst_kept_runs.moc"
