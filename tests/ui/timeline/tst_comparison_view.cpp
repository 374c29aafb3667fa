#include "tests/ui/timeline/TraceViewBench.h"
#include "ui/common/ElidedLabel.h"
#include "ui/timeline/ComparisonView.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

/// The trace view with a second place that has the same trace, not quite as it was sent.
class TestComparisonView : public TraceViewBench {
    Q_OBJECT

    FakeSpanSource m_table;
    bool m_isOpen = true;

    static SpanBuilder sent() {
        return std::move(SpanBuilder()
                             .service("agent")
                             .span("root")
                             .ids(50, 1)
                             .lasts(9_ms)
                             .attribute("tokens", 200)
                             .attribute("model", "m")
                             .span("lost")
                             .ids(50, 2, 1)
                             .span("same")
                             .ids(50, 3, 1));
    }
    static SpanBuilder kept() {
        return std::move(SpanBuilder()
                             .service("agent")
                             .span("root")
                             .ids(50, 1)
                             .lasts(9_ms)
                             .attribute("tokens", "200")
                             .attribute("model", "n")
                             .span("same")
                             .ids(50, 3, 1)
                             .span("extra")
                             .ids(50, 4, 1));
    }
    void openSent(bool ownIsReceived = true) {
        m_source->add(sent());
        m_source->arrived = {{spanId(1), Morning}, {spanId(3), Morning}};
        m_table.add(kept());
        m_table.arrived = {{spanId(1), Morning + 1'500_ms}, {spanId(3), Morning + 2'000_ms}};
        m_view->comparison().setPlaces({u"local"_s, u"Local store"_s, m_source.get(), ownIsReceived}, [this] {
            std::vector<ComparedPlace> others;
            if (m_isOpen)
                others.push_back({u"table"_s, u"main.agents"_s, &m_table, false});
            return others;
        });
        openTrace(50);
    }
    void compare() {
        key(Qt::Key_V);
        QTRY_VERIFY(m_view->comparison().isSettled());
    }
    template <class T> T* find(const QString& name) { return m_view->findChild<T*>(name); }
    QTableView& table() { return *find<QTableView>(u"comparisonTable"_s); }
    QString words() { return find<ElidedLabel>(u"comparisonWords"_s)->text(); }
    QToolButton& kind(int number) { return *find<QToolButton>(u"comparisonKind%1"_s.arg(number)); }
    QStringList spans() {
        QStringList names;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            names << table().model()->index(row, 1).data().toString();
        return names;
    }
    /// What stands where there are no rows.
    bool says(const QString& text) {
        const auto labels = m_view->comparison().findChildren<QLabel*>();
        return std::ranges::any_of(
            labels, [&](const QLabel* each) { return each->isVisible() && each->text().contains(text); });
    }

private Q_SLOTS:
    void cleanup() {
        m_isOpen = true;
        m_table.waiting = false;
        m_table.forget();
        m_table.arrivalsFault.reset();
        TraceViewBench::cleanup();
    }

    void nothingIsReadBeforeItIsAskedFor() {
        openSent();
        QVERIFY(!m_view->comparison().isVisible());
        QVERIFY(!m_table.asked.contains(u"wholeTrace"_s));
    }

    void theKeyComparesWithTheOtherPlace() {
        openSent();
        compare();
        QVERIFY(table().isVisible());
        QCOMPARE(spans(), (QStringList{u"lost"_s, u"extra"_s, u"root"_s, u"root"_s}));
        QVERIFY(words().startsWith(u"1 of 4 spans say the same · delay 1.5 s at the median, 2 s at most"_s));
    }

    void whatWasReceivedStandsOnTheLeft() {
        openSent(false);
        m_view->comparison().setPlaces({u"table"_s, u"main.agents"_s, m_source.get(), false}, [this] {
            return std::vector<ComparedPlace>{{u"local"_s, u"Local store"_s, &m_table, true}};
        });
        compare();
        QCOMPARE(table().model()->headerData(ComparisonRows::Left, Qt::Horizontal).toString(), u"Local store"_s);
        QCOMPARE(spans().first(), u"extra"_s);
    }

    void withoutAnotherPlaceItSaysHowToGetOne() {
        openSent();
        m_isOpen = false;
        compare();
        QVERIFY(says(u"No other place is open"_s));
        QVERIFY(!find<QToolButton>(u"compareAgain"_s)->isEnabled());
        QSignalSpy wanted(m_view.get(), &TraceView::workspaceRequested);
        QTest::mouseClick(find<QPushButton>(u"comparisonOpenWorkspace"_s), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
    }

    void aRowSelectsItsSpanInTheTree() {
        openSent();
        compare();
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Down);
        QCOMPARE(selectedName(), u"lost"_s);
        table().selectRow(2);
        QCOMPARE(selectedName(), u"root"_s);
        QVERIFY(table().hasFocus());
    }

    void enterGoesToTheSpan() {
        openSent();
        compare();
        table().setFocus();
        table().selectRow(0);
        QTest::keyClick(&table(), Qt::Key_Return);
        QVERIFY(waterfall().hasFocus());
        QCOMPARE(selectedName(), u"lost"_s);
    }

    void rowsKeepTheirSpanWhenTheyAreSorted() {
        openSent();
        compare();
        table().sortByColumn(ComparisonRows::SpanName, Qt::AscendingOrder);
        QTRY_COMPARE(spans().first(), u"extra"_s);
        table().selectRow(1);
        QCOMPARE(selectedName(), u"lost"_s);
    }

    void kindsAreCountedAndChosen() {
        openSent();
        compare();
        QStringList texts;
        for (int i = 0; i < 5; ++i)
            texts << kind(i).text();
        QCOMPARE(texts.join(u", "_s), u"Lost 1, Extra 1, Values 1, Types 1, Same 1"_s);
        kind(0).click();
        kind(3).click();
        kind(4).click();
        QCOMPARE(spans(), (QStringList{u"extra"_s, u"root"_s, u"same"_s}));
    }

    void aFilterNarrowsTheRows() {
        openSent();
        compare();
        find<QLineEdit>(u"comparisonFilter"_s)->setText(u"MODEL"_s);
        QCOMPARE(table().model()->rowCount(), 1);
        find<QLineEdit>(u"comparisonFilter"_s)->setText(u"nowhere"_s);
        QVERIFY(says(u"Nothing fits"_s));
    }

    void equalTracesAreCalledIdentical() {
        openSent();
        m_table.forget();
        m_table.add(sent());
        compare();
        QVERIFY(says(u"Identical"_s));
        QVERIFY(words().startsWith(u"All 3 spans say the same"_s));
    }

    void aFailureNamesThePlaceAndCanBeTriedAgain() {
        openSent();
        m_table.forget();
        compare();
        QVERIFY(says(u"main.agents: The trace is not here."_s));
        m_table.add(kept());
        QTest::mouseClick(find<QPushButton>(u"retryComparing"_s), Qt::LeftButton);
        QTRY_VERIFY(table().isVisible());
    }

    void comparingCanBeCancelled() {
        openSent();
        m_table.waiting = true;
        key(Qt::Key_V);
        QVERIFY(says(u"Reading the trace from both places"_s));
        QTest::mouseClick(find<QPushButton>(u"cancelComparing"_s), Qt::LeftButton);
        QVERIFY(says(u"Comparing was stopped."_s));
    }

    void unknownDelaysSayWhy() {
        openSent();
        m_table.arrivalsFault = Error{ErrorCode::BadInput, u"No column _metadata."_s, {}};
        compare();
        QVERIFY(says(u"Delays are not known"_s));
        QVERIFY(says(u"No column _metadata."_s));
        QVERIFY(table().isVisible());
    }

    void rowsAreCopied() {
        openSent();
        compare();
        table().setFocus();
        table().selectRow(2);
        QApplication::clipboard()->clear();
        QTest::keySequence(&table(), QKeySequence::Copy);
        QTRY_VERIFY(QApplication::clipboard()->text().contains(u"attributes.tokens\t200\t200\tint\tstring"_s));
    }

    void whatIsShownIsSavedAsCsv() {
        openSent();
        compare();
        kind(0).click();
        QTest::mouseClick(find<QToolButton>(u"saveComparison"_s), Qt::LeftButton);
        auto* dialog = find<QFileDialog>(u"comparisonFileDialog"_s);
        QVERIFY(dialog);
        const QTemporaryDir folder;
        const QString name = folder.filePath(u"differences.csv"_s);
        Q_EMIT dialog->fileSelected(name);
        dialog->close();
        QTRY_VERIFY(m_view->comparison().isSettled());
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.startsWith("What,Span,Field,Local store,main.agents,"));
        QCOMPARE(text.count('\n'), 4); // headings, and three of four rows
        QVERIFY(says(u"3 rows written to differences.csv"_s));
    }

    void escapeGoesBackToTheTree() {
        openSent();
        compare();
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Escape);
        QVERIFY(waterfall().hasFocus());
    }

    void aClosedComparisonCanBeOpenedAgainByKey() {
        openSent();
        compare();
        m_view->findChild<QDockWidget*>(u"comparisonDock"_s)->close();
        waterfall().setFocus();
        m_table.asked.clear();
        compare();
        QVERIFY(table().isVisible());
        QVERIFY(m_table.asked.contains(u"wholeTrace"_s));
    }

    void anArrangementIsRestoredWithoutIt() {
        openSent();
        compare();
        m_view->restoreState(m_view->saveState());
        QVERIFY(!m_view->comparison().isVisible());
    }

    void aPlaceThatClosesIsNotOfferedAnyMore() {
        openSent();
        compare();
        m_isOpen = false;
        m_view->comparison().forgetPlace(u"table"_s);
        QCOMPARE(find<QComboBox>(u"comparedPlace"_s)->count(), 0);
        QVERIFY(table().isVisible()); // what was read stays
    }
};

QTEST_MAIN(TestComparisonView)
#include "tst_comparison_view.moc"
