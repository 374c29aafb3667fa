#include "models/traces/FilterCompletions.h"
#include "models/traces/SavedFilters.h"
#include "models/traces/TraceFilter.h"
#include "tests/support/FakeTraceList.h"
#include "tests/support/PrintedModel.h"

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

struct CompletionBench {
    FakeTraceList list;
    FilterCompletions completions{list};
    QAbstractItemModelTester tester{&completions, QAbstractItemModelTester::FailureReportingMode::Fatal};

    void type(const QString& text) { completions.setCursor(text, text.size()); }
    QStringList words() const { return printedModel(completions, {0}); }
    QString accept(const QString& word) const { return completions.accept(int(words().indexOf(word))).text; }
};

} // namespace

class TestTraceFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_settings = std::make_unique<QSettings>(m_dir.filePath(u"f%1.ini"_s.arg(++m_files)), QSettings::IniFormat);
    }

    void aTextIsAppliedWhenTypingPauses() {
        TraceFilter filter;
        QSignalSpy changed(&filter, &TraceFilter::queryChanged);
        filter.setText(u"status = err"_s);
        filter.setText(u"status = error"_s);
        QCOMPARE(changed.size(), 0);
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(filter.filter());
        QCOMPARE(filter.appliedText(), u"status = error"_s);
    }

    void applyTakesTheTextAtOnce() {
        TraceFilter filter;
        filter.setText(u"status = error"_s);
        QVERIFY(filter.apply());
        QVERIFY(filter.filter());
    }

    void aTextThatCannotBeReadKeepsTheLastGoodFilter() {
        TraceFilter filter;
        filter.setText(u"status = error"_s);
        filter.apply();
        const FilterPtr good = filter.filter();
        QSignalSpy changed(&filter, &TraceFilter::queryChanged);
        filter.setText(u"status = error AND ("_s);
        QVERIFY(!filter.apply());
        QVERIFY(filter.error());
        QVERIFY(!filter.error()->message.isEmpty());
        QCOMPARE(filter.filter(), good);
        QCOMPARE(changed.size(), 0);
        filter.setText(u"status = error"_s);
        QVERIFY(filter.apply());
        QVERIFY(!filter.error());
    }

    void theSameTextAgainAsksNothing() {
        TraceFilter filter;
        filter.setText(u"status = error"_s);
        filter.apply();
        QSignalSpy changed(&filter, &TraceFilter::queryChanged);
        QVERIFY(filter.apply());
        QCOMPARE(changed.size(), 0);
    }

    void anEmptiedTextMatchesEverything() {
        TraceFilter filter;
        filter.setText(u"status = error"_s);
        filter.apply();
        filter.setText({});
        filter.apply();
        QVERIFY(!filter.filter());
        QVERIFY(!filter.isNarrowed());
    }

    void aRecentTimeEndsNow() {
        const UnixNanos now{1'700'000'000'000'000'000ull};
        const TimeRange range = TimeChoice::lastMinutes(15).range(now);
        QCOMPARE(now - *range.from, 900_s);
        QVERIFY(!range.to);
    }

    void timeChoicesAreSaidInWords() {
        QStringList words;
        for (const TimeChoice& choice : usualTimeChoices())
            words << choice.words();
        QCOMPARE(words,
            QStringList({u"Last 5 min"_s, u"Last 15 min"_s, u"Last hour"_s, u"Last 24 hours"_s, u"Last 7 days"_s,
                u"All time"_s}));
    }

    void timeChoicesSurviveSettings() {
        const TimeChoice between = TimeChoice::from({UnixNanos{5}, std::nullopt});
        for (const TimeChoice& choice : {TimeChoice::all(), TimeChoice::lastMinutes(15), between})
            QVERIFY(TimeChoice::fromText(choice.toText()) == choice);
        QVERIFY(TimeChoice::fromText(u"last x"_s) == TimeChoice::all());
    }

    void fieldsAreOfferedAtOnceAndAttributesAsTheyAreFound() {
        CompletionBench b;
        b.list.suggestions = {u"server.address"_s};
        b.type(u"ser"_s);
        QVERIFY(b.words().contains(u"service"_s));
        QTRY_VERIFY(b.words().contains(u"server.address"_s));
        QCOMPARE(b.list.suggestAsked.back().field, FilterField::Attribute);
        QCOMPARE(b.list.suggestAsked.back().prefix, u"ser"_s);
    }

    void operatorsFollowAField() {
        CompletionBench b;
        b.type(u"duration "_s);
        QVERIFY(b.words().contains(u">"_s));
        QCOMPARE(b.accept(u">"_s), u"duration > "_s);
    }

    void aWordBehindAClosingQuoteOrBracketIsSetOff() {
        CompletionBench b;
        b.type(u"name = \"a b\""_s);
        QCOMPARE(b.accept(u"AND"_s), u"name = \"a b\" AND "_s);
        b.type(u"(status = error)"_s);
        QCOMPARE(b.accept(u"OR"_s), u"(status = error) OR "_s);
        b.type(u"(ser"_s);
        QCOMPARE(b.accept(u"service"_s), u"(service "_s);
    }

    void valuesComeFromTheSource() {
        CompletionBench b;
        b.list.suggestions = {u"shop"_s, u"shop front"_s};
        b.type(u"service = sh"_s);
        QTRY_COMPARE(b.words(), QStringList({u"shop"_s, u"shop front"_s}));
        QCOMPARE(b.list.suggestAsked.back().field, FilterField::Service);
        QCOMPARE(b.accept(u"shop"_s), u"service = shop "_s);
        QCOMPARE(b.accept(u"shop front"_s), u"service = \"shop front\" "_s);
    }

    void fixedValuesAreNotAskedFor() {
        CompletionBench b;
        b.type(u"status = "_s);
        QVERIFY(b.words().contains(u"error"_s));
        QVERIFY(b.list.suggestAsked.empty());
    }

    void lateSuggestionsOfAnEarlierCursorAreDropped() {
        CompletionBench b;
        b.list.suggestions = {u"shop"_s};
        b.list.waiting = true;
        b.type(u"service = sh"_s);
        b.type(u"status = "_s);
        b.list.answerAll();
        QTest::qWait(0);
        QVERIFY(!b.words().contains(u"shop"_s));
    }

    void savedFiltersSurviveARestart() {
        {
            SavedFilters saved(*m_settings);
            saved.add(u"Slow"_s, u"duration > 1s"_s);
            saved.add(u"Failed"_s, u"status = error"_s);
        }
        SavedFilters again(*m_settings);
        QCOMPARE(printedModel(again, {0}), QStringList({u"Failed"_s, u"Slow"_s}));
        QCOMPARE(again.entries()[1].text, u"duration > 1s"_s);
    }

    void aRemovedFilterComesBackWithUndo() {
        SavedFilters saved(*m_settings);
        saved.add(u"Slow"_s, u"duration > 1s"_s);
        saved.remove(u"Slow"_s);
        QCOMPARE(saved.rowCount(), 0);
        saved.undo();
        QCOMPARE(saved.rowCount(), 1);
        QVERIFY(!saved.canUndo());
        QCOMPARE(SavedFilters(*m_settings).rowCount(), 1);
    }

    void aRenamedFilterKeepsItsText() {
        SavedFilters saved(*m_settings);
        saved.add(u"Slow"_s, u"duration > 1s"_s);
        saved.rename(u"Slow"_s, u"Very slow"_s);
        QCOMPARE(saved.entries()[0].name, u"Very slow"_s);
        QCOMPARE(saved.entries()[0].text, u"duration > 1s"_s);
    }

    void filtersUsedLatelyAreKeptOnceNewestFirst() {
        SavedFilters saved(*m_settings);
        for (int i = 0; i < 20; ++i)
            saved.noteUsed(u"name = n%1"_s.arg(i));
        saved.noteUsed(u"name = n15"_s);
        QCOMPARE(saved.recent().size(), SavedFilters::MaxRecent);
        QCOMPARE(saved.recent().mid(0, 2), QStringList({u"name = n15"_s, u"name = n19"_s}));
    }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<QSettings> m_settings;
    int m_files = 0;
};

QTEST_GUILESS_MAIN(TestTraceFilter)
#include "tst_trace_filter.moc"
