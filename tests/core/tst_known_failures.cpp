#include "services/core/KnownFailures.h"

#include "tests/core/FailureTexts.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString idOf(const std::optional<KnownFailure>& known) { return known ? known->id : QString(); }

} // namespace

class TestKnownFailures final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRecordedAnswerIsNamed_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("row");
        const QList<FailureText> rows = failureTexts();
        for (int i = 0; i < rows.size(); ++i)
            QTest::addRow("%s %d", qPrintable(rows[i].id), i) << rows[i].id << i;
    }
    void everyRecordedAnswerIsNamed() {
        QFETCH(const QString, id);
        QFETCH(const int, row);
        QCOMPARE(idOf(knownFailure(failureTexts().at(row).signs)), id);
    }

    void everyEntryHasARecordedAnswer() {
        std::set<QString> seen;
        for (const FailureText& row : failureTexts())
            seen.insert(row.id);
        for (const KnownFailure& each : knownFailures())
            QVERIFY2(seen.contains(each.id), qPrintable(each.id));
        QVERIFY(!knownFailures().isEmpty());
    }

    void everyEntryIsWholeAndOnce() {
        std::set<QString> ids;
        for (const KnownFailure& each : knownFailures()) {
            QVERIFY2(ids.insert(each.id).second, qPrintable(each.id));
            QVERIFY2(
                !each.title.isEmpty() && each.meaning.endsWith(u'.') && !each.remedy.isEmpty(), qPrintable(each.id));
        }
    }

    void whatIsHealthyIsNotNamed_data() {
        QTest::addColumn<QString>("text");
        for (const QString& text : healthyTexts())
            QTest::addRow("%s", qPrintable(text.left(40))) << text;
    }
    void whatIsHealthyIsNotNamed() {
        QFETCH(const QString, text);
        QCOMPARE(idOf(knownFailure(FailureSigns::read(text))), QString());
        QCOMPARE(idOf(knownFailure({.status = 200, .text = text, .path = u"/api/2.0/otel/v1/traces"_s})), QString());
    }

    void harmlessOnesAreCalledSo() {
        QStringList harmless;
        for (const KnownFailure& each : knownFailures())
            if (each.harmless)
                harmless << each.id;
        QCOMPARE(harmless,
            (QStringList{u"export-404-at-shutdown"_s, u"no-scorers"_s, u"collector-page"_s, u"scope-exists"_s}));
    }

    void aSentenceOfTheProgramTellsStatusCodeAndPath() {
        const Error error{ErrorCode::NotFound,
            u"https://w.example.com answered 404 Not Found (ENDPOINT_NOT_FOUND): No API found"_s,
            u"https://w.example.com does not offer /api/5.0/mlflow/tracing/locations; check the host."_s};
        const FailureSigns signs = FailureSigns::read(error);
        QCOMPARE(signs.status, 404);
        QCOMPARE(signs.host, u"w.example.com"_s);
        QCOMPARE(signs.path, u"/api/5.0/mlflow/tracing/locations"_s);
        QCOMPARE(idOf(knownFailure(error)), u"tracing-not-offered"_s);
    }

    void whatThePersonCancelledIsNoFailure() {
        QCOMPARE(idOf(knownFailure(Error{ErrorCode::Cancelled, u"Stage 0 failed"_s, {}})), QString());
    }

    void anErrorKeepsItsOwnNextStep() {
        QCOMPARE(explained({ErrorCode::Damaged, u"Stage 0 failed"_s, u"Mine."_s}).remedy, u"Mine."_s);
    }

    void anErrorWithoutNextStepGetsTheKnownOne() {
        const auto known = knownFailure({.text = u"Stage 0 failed"_s});
        QCOMPARE(explained({ErrorCode::Damaged, u"Stage 0 failed"_s, {}}).remedy, known->remedy.join(u' '));
    }

    void theTextNamesStepsAndWhatSupportNeeds() {
        const QString text = failureText(
            {.id = u"x"_s, .title = u"T"_s, .meaning = u"M."_s, .remedy = {u"A."_s, u"B."_s}, .forSupport = {u"S"_s}});
        QCOMPARE(text, u"T\nM.\n1. A.\n2. B.\nFor support: S."_s);
    }

    void aLongTextIsReadOnlyInItsFirstPart() {
        QCOMPARE(idOf(knownFailure({.text = QString(20'000, u'x') + u"Stage 0 failed"_s})), QString());
    }
};

} // namespace spanglass

QTEST_APPLESS_MAIN(spanglass::TestKnownFailures)

#include "tst_known_failures.moc"
