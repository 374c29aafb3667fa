#include "models/diagnostics/ChecksModel.h"
#include "models/diagnostics/DiagnosisAnswer.h"
#include "models/diagnostics/DiagnosisRun.h"
#include "models/diagnostics/DiagnosisWords.h"
#include "tests/support/FakeDiagnosis.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Bench {
    FakeDiagnosis control;
    DiagnosisRun run{control};

    void finished() { QTRY_VERIFY(!run.isBusy()); }
    void runAll(const DiagnosisSubject& subject = {}) {
        run.runAll(subject);
        finished();
    }
    DiagnosisAnswer answer() const { return answerOf(run.report(), run.isBusy()); }
};

} // namespace

class TestDiagnosisRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beforeTheFirstRunNothingIsSaid() {
        Bench b;
        QVERIFY(!b.run.hasResults());
        QCOMPARE(b.answer().kind, DiagnosisAnswer::Kind::Nothing);
    }

    void theFirstFailureOnTheWayIsTheAnswer() {
        Bench b;
        b.control.fail(u"grants.write"_s, u"MODIFY is missing."_s);
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.runAll();
        QCOMPARE(b.answer().headline, u"Three columns are missing."_s);
        QCOMPARE(b.answer().checkId, u"tables.shape"_s);
        QCOMPARE(b.answer().steps.size(), 2);
        QVERIFY(b.answer().cause.contains(u"Somebody changed it."_s));
        QVERIFY(b.answer().cause.contains(u"1 check after it failed too."_s));
    }

    void theReportHasTheSpansThatCameLast() {
        Bench b;
        b.control.samples = QList<SpanSketch>(1);
        b.runAll();
        QCOMPARE(b.run.report().samples.size(), 1);
        b.control.samples.clear();
        b.run.runOne({}, u"tables.shape"_s);
        b.finished();
        QCOMPARE(b.run.report().samples.size(), 1);
    }

    void whatCouldNotBeLookedAtIsNeverFine() {
        Bench b;
        b.control.state(u"tables.shape"_s).status = CheckStatus::CouldNotLook;
        b.runAll();
        QCOMPARE(b.answer().kind, DiagnosisAnswer::Kind::Doubtful);
        QVERIFY(b.answer().headline.startsWith(u"Nothing failed; 1 check could not be looked at"_s));
    }

    void withoutATestSpanItIsNotFine() {
        Bench b;
        b.runAll();
        QCOMPARE(b.answer().kind, DiagnosisAnswer::Kind::Doubtful);
        QVERIFY(b.answer().headline.startsWith(u"Nothing failed; no test span was sent"_s));
    }

    void aCheckThatWasNotRunIsCounted() {
        Bench b;
        b.run.runOne({}, u"tables.shape"_s);
        b.finished();
        QCOMPARE(b.answer().headline, u"Nothing failed; 4 checks have not been run."_s);
    }

    void allInOrderIsFine() {
        Bench b;
        b.runAll({.probe = true});
        QCOMPARE(b.answer().kind, DiagnosisAnswer::Kind::Fine);
        QCOMPARE(b.answer().headline, u"Nothing failed: all 6 checks that apply were looked at."_s);
    }

    void whileItRunsTheAnswerIsSoFar() {
        Bench b;
        b.control.holds = true;
        b.control.fail(u"network.host"_s, u"The name is not known."_s);
        b.run.runAll({});
        QCOMPARE(b.answer().kind, DiagnosisAnswer::Kind::Looking);
        b.control.tell({u"network.host"_s});
        QTRY_COMPARE(b.run.done(), 1);
        QVERIFY(b.answer().cause.startsWith(u"The first failed check so far"_s));
        QCOMPARE(b.run.status(u"tables.shape"_s), CheckStatus::Running);
        b.control.giveUp();
        b.finished();
    }

    void runningOneAgainKeepsTheOthers() {
        Bench b;
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.runAll();
        b.control.state(u"tables.shape"_s).status = CheckStatus::Ok;
        b.run.runOne({}, u"tables.shape"_s);
        b.finished();
        QCOMPARE(b.control.asked.last(), QStringList{u"tables.shape"_s});
        QCOMPARE(b.run.report().count(CheckStatus::Ok), 5);
        QCOMPARE(b.run.report().count(CheckStatus::NotRun), 1);
    }

    void failedOnesAndThoseThatCouldNotLookRunAgain() {
        Bench b;
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.control.state(u"grants.write"_s).status = CheckStatus::CouldNotLook;
        b.runAll();
        b.run.runFailed({});
        QCOMPARE(b.control.asked.last(), (QStringList{u"tables.shape"_s, u"grants.write"_s}));
    }

    void anotherSubjectForgetsWhatWasFound() {
        Bench b;
        b.runAll();
        b.run.runOne({.spansTable = u"main.traces.other"_s}, u"tables.shape"_s);
        b.finished();
        QCOMPARE(b.run.report().count(CheckStatus::Ok), 1);
    }

    void cancellingKeepsWhatWasFound() {
        Bench b;
        b.control.holds = true;
        b.run.runAll({});
        b.control.tell({u"network.host"_s});
        QTRY_COMPARE(b.run.done(), 1);
        b.run.cancel();
        QVERIFY(b.control.isCancelled());
        b.control.giveUp();
        b.finished();
        QCOMPARE(b.run.report().count(CheckStatus::Ok), 1);
        QVERIFY(!b.run.report().isComplete);
        QVERIFY(b.answer().headline.contains(u"4 checks have not been run"_s));
    }

    void theLatestKeptRunIsShownAndComparedWithTheOneBefore() {
        Bench b;
        DiagnosisReport older = b.control.report();
        older.started = older.started.addDays(-1);
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.control.kept = {b.control.report(), older};
        b.run.show({});
        QVERIFY(b.run.hasResults());
        QCOMPARE(b.run.change(u"tables.shape"_s), CheckChange::New);
        QCOMPARE(b.run.change(u"network.host"_s), CheckChange::Same);
    }

    void aNewRunIsComparedWithTheLatestKeptOne() {
        Bench b;
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.control.kept = {b.control.report()};
        b.control.state(u"tables.shape"_s).status = CheckStatus::Ok;
        b.runAll();
        QCOMPARE(b.run.change(u"tables.shape"_s), CheckChange::Mended);
    }

    void aWatchRepeatsOnlyWhatCostsNothing() {
        Bench b;
        b.run.watch({.probe = true}, std::chrono::milliseconds(1));
        QTRY_VERIFY(b.control.asked.size() >= 3);
        b.run.stopWatching();
        QCOMPARE(b.control.asked.last(), (QStringList{u"app.endpoint"_s, u"network.host"_s, u"program.disk"_s}));
        QVERIFY(!b.control.subjects.last().probe);
    }

    void aWatchKeepsWhatIsShownUntilItKnowsBetter() {
        Bench b;
        b.runAll();
        b.control.holds = true;
        b.run.watch({}, std::chrono::hours(1));
        QVERIFY(b.run.isBusy());
        QCOMPARE(b.run.status(u"network.host"_s), CheckStatus::Ok);
    }

    void theListHasTheStretchesOfTheWay() {
        Bench b;
        const ChecksModel model(b.run);
        QCOMPARE(model.index(0).data().toString(), u"Your app"_s);
        QCOMPARE(model.flags(model.index(0)), Qt::NoItemFlags);
        QCOMPARE(model.index(1).data(ChecksModel::IdRole).toString(), u"app.endpoint"_s);
        QCOMPARE(model.rowCount(), 12);
    }

    void aRowTellsItsStatusAndWhatIsNewInWords() {
        Bench b;
        b.control.kept = {b.control.report()};
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.runAll();
        const ChecksModel model(b.run);
        const QModelIndex row = model.indexOf(u"tables.shape"_s);
        QVERIFY(row.data(ChecksModel::StatusWordsRole).toString().startsWith(u"failed · new since "_s));
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"Three columns are missing."_s));
    }

    void detailsOfACheckHaveAllForASupportCase() {
        Bench b;
        b.control.fail(u"tables.shape"_s, u"Three columns are missing."_s);
        b.runAll();
        const QString text = checkText(*b.run.info(u"tables.shape"_s), *b.run.result(u"tables.shape"_s));
        for (const QString& part : {u"failed"_s, u"Request id: r-4711"_s, u"Cause: "_s, u"2. Run this check"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestDiagnosisRun)
#include "tst_diagnosis_run.moc"
