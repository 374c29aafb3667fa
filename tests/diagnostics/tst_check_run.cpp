// How checks are run: what each needs comes first, the rest side by side, and cancelled soon.
#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/CheckRun.h"
#include "services/diagnostics/Outcome.h"
#include "tests/auth/AuthFixture.h"

#include <QSemaphore>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

using Look = std::function<CheckResult(CheckContext&)>;

Check check(const QString& id, const QStringList& needs, Look look) {
    return {{.id = id, .title = u"Title of "_s + id, .looksAt = u"It."_s, .why = u"So."_s}, needs, std::move(look)};
}

Look says(const Outcome& outcome) {
    return [outcome](CheckContext&) -> CheckResult { return outcome; };
}

struct Bench {
    AuthFixture auth;
    CheckList checks;
    std::atomic<bool> cancelled = false;
    QList<DiagnosisReport> told;

    DiagnosisReport run(const QStringList& ids = {}, const DiagnosisSubject& subject = {}) {
        return CheckRun(checks, subject, ids)
            .run(
                {.auth = auth.ports()}, [this] { return cancelled.load(); },
                [this](const DiagnosisReport& report) { told << report; }, [](const QString&) {});
    }
};

} // namespace

class TestCheckRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatACheckNeedsIsLookedAtBefore() {
        Bench bench;
        QStringList order;
        const auto notes = [&order](const QString& id) -> Look {
            return [&order, id](CheckContext&) -> CheckResult {
                order << id;
                return fine(id);
            };
        };
        bench.checks = {check(u"c"_s, {u"b"_s}, notes(u"c"_s)), check(u"b"_s, {u"a"_s}, notes(u"b"_s)),
            check(u"a"_s, {}, notes(u"a"_s))};
        bench.run();
        QCOMPARE(order, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }

    void aCheckIsNotAskedWhenWhatItNeedsHasFailed() {
        Bench bench;
        bool asked = false;
        bench.checks = {check(u"a"_s, {}, says(failed(u"No."_s, u"Because."_s))),
            check(u"b"_s, {u"a"_s},
                [&](CheckContext&) -> CheckResult {
                    asked = true;
                    return fine(u"Yes."_s);
                }),
            check(u"c"_s, {u"b"_s}, says(fine(u"Yes."_s)))};
        const DiagnosisReport report = bench.run();
        QVERIFY(!asked);
        QCOMPARE(report.results[1].status, CheckStatus::CouldNotLook);
        QVERIFY2(report.results[1].summary.contains(u"Title of a"_s), qPrintable(report.results[1].summary));
        QCOMPARE(report.results[2].status, CheckStatus::CouldNotLook);
        QCOMPARE(report.firstFailure()->id, u"a"_s);
    }

    void whatDoesNotApplyIsInNobodysWay() {
        Bench bench;
        bench.checks
            = {check(u"a"_s, {}, says(notApplicable(u"Not here."_s))), check(u"b"_s, {u"a"_s}, says(fine(u"Yes."_s)))};
        QCOMPARE(bench.run().results[1].status, CheckStatus::Ok);
    }

    void oneCheckRunsWithWhatItNeedsAndNoOther() {
        Bench bench;
        bench.checks = {check(u"a"_s, {}, says(fine(u"A."_s))), check(u"b"_s, {u"a"_s}, says(fine(u"B."_s))),
            check(u"c"_s, {}, says(fine(u"C."_s)))};
        const DiagnosisReport report = bench.run({u"b"_s});
        QVERIFY(report.isComplete);
        QCOMPARE(report.results[0].status, CheckStatus::Ok);
        QCOMPARE(report.results[1].status, CheckStatus::Ok);
        QCOMPARE(report.results[2].status, CheckStatus::NotRun);
    }

    void whatSendsRunsOnlyWhenTheSubjectAsks() {
        Bench bench;
        bench.checks = {check(u"a"_s, {}, says(fine(u"Sent."_s)))};
        bench.checks.front().info.sends = true;
        QCOMPARE(bench.run().results[0].status, CheckStatus::NotRun);
        QCOMPARE(bench.run({u"a"_s}).results[0].status, CheckStatus::NotRun);
        DiagnosisSubject asking;
        asking.probe = true;
        QCOMPARE(bench.run({}, asking).results[0].status, CheckStatus::Ok);
    }

    void checksThatNeedNothingOfEachOtherRunSideBySide() {
        Bench bench;
        QSemaphore first;
        QSemaphore second;
        const auto meets = [](QSemaphore& mine, QSemaphore& other) -> Look {
            return [&mine, &other](CheckContext&) -> CheckResult {
                mine.release();
                return other.tryAcquire(1, 30'000) ? fine(u"Met."_s) : failed(u"Alone."_s, u"It waited."_s);
            };
        };
        bench.checks = {check(u"a"_s, {}, meets(first, second)), check(u"b"_s, {}, meets(second, first))};
        QCOMPARE(bench.run().count(CheckStatus::Ok), 2);
    }

    void somethingIsLookedAtOnceHoweverManyAsk() {
        Bench bench;
        std::atomic<int> looks = 0;
        const Look asks = [&looks](CheckContext& context) -> CheckResult {
            const int answer = context.once<int>(u"it"_s, [&] { return ++looks; });
            return answer == 1 ? fine(u"The first look."_s) : failed(u"Another look."_s, u"It was asked again."_s);
        };
        for (int i = 0; i < 8; ++i)
            bench.checks.push_back(check(QString::number(i), {}, asks));
        QCOMPARE(bench.run().count(CheckStatus::Ok), 8);
        QCOMPARE(looks.load(), 1);
    }

    void aRunThatIsCancelledEndsAndSaysThatItIsNotComplete() {
        Bench bench;
        bench.checks = {check(u"a"_s, {}, [&](CheckContext& context) -> CheckResult {
            bench.cancelled = true;
            context.pause(std::chrono::hours(1));
            return fine(u"Late."_s);
        })};
        const DiagnosisReport report = bench.run();
        QVERIFY(!report.isComplete);
        QCOMPARE(report.results[0].status, CheckStatus::NotRun);
    }

    void everyChangeIsToldAndTheLastReportIsComplete() {
        Bench bench;
        bench.checks = {check(u"a"_s, {}, says(fine(u"A."_s))), check(u"b"_s, {u"a"_s}, says(fine(u"B."_s)))};
        const DiagnosisReport report = bench.run();
        QCOMPARE(bench.told.front().results[0].status, CheckStatus::Running);
        QVERIFY(!bench.told.front().isComplete);
        QVERIFY(bench.told.back().isComplete);
        QVERIFY(report.results[1].at.isValid() && report.took.value > 0);
    }
};

QTEST_GUILESS_MAIN(TestCheckRun)
#include "tst_check_run.moc"
