#include "tests/ui/timeline/TraceViewBench.h"
#include "ui/common/ElidedLabel.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using test::spanId;
using test::traceId;

class TestTraceViewKeys : public test::TraceViewBench {
    Q_OBJECT
private Q_SLOTS:
    void arrowKeysWalkAndFoldTheTree() {
        openTrace(1);
        QCOMPARE(selectedName(), u"answer_question"_s);
        key(Qt::Key_Down);
        QCOMPARE(selectedName(), u"plan"_s);
        key(Qt::Key_Right);
        QCOMPARE(selectedName(), u"chat claude-sonnet"_s);
        key(Qt::Key_Left);
        QCOMPARE(selectedName(), u"plan"_s);
        key(Qt::Key_Left);
        QVERIFY(session().rows().isCollapsed(session().selected()));
        QCOMPARE(session().rows().size(), 9u);
        key(Qt::Key_Right);
        QCOMPARE(session().rows().size(), 10u);
        key(Qt::Key_End);
        QCOMPARE(selectedName(), u"save_memory"_s);
        key(Qt::Key_Home);
        QCOMPARE(selectedName(), u"answer_question"_s);
    }

    void bracketsFoldByLevel() {
        openTrace(1);
        key(Qt::Key_BracketLeft);
        QCOMPARE(session().rows().visibleLevel(), 1);
        key(Qt::Key_BracketLeft);
        QCOMPARE(visibleNames(), QStringList{u"answer_question"_s});
        key(Qt::Key_BracketRight);
        QCOMPARE(session().rows().visibleLevel(), 1);
    }

    void letterKeysZoomPanAndFit() {
        openTrace(1);
        const std::int64_t all = session().axis().window().length();
        key(Qt::Key_W);
        QVERIFY(session().axis().window().length() < all);
        const std::int64_t from = session().axis().window().from;
        key(Qt::Key_A);
        QVERIFY(session().axis().window().from < from);
        key(Qt::Key_D);
        QCOMPARE(session().axis().window().from, from);
        key(Qt::Key_0);
        QVERIFY(session().axis().showsAll());
        key(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(!session().axis().showsAll());
        key(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(session().axis().showsAll());
    }

    void goingBackWithNowhereToGoLeavesTheTreeAlone() {
        openTrace(1);
        const auto rows = session().rows().size();
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(session().rows().size(), rows);
    }

    void aFocusIsNamedAndLeftByItsButton() {
        openTrace(1, 4);
        auto* strip = m_view->findChild<QWidget*>(u"focusStrip"_s);
        QVERIFY(!strip->isVisible());
        const auto rows = session().rows().size();
        key(Qt::Key_F);
        QVERIFY(strip->isVisible());
        QVERIFY(strip->findChild<ElidedLabel*>(u"focusText"_s)->text().contains(u"get_order"_s));
        strip->findChild<QPushButton*>(u"leaveFocus"_s)->click();
        QCOMPARE(session().rows().size(), rows);
        QVERIFY(!strip->isVisible());
    }

    void slashSearchesAndNWalksTheMatches() {
        openTrace(1);
        key(Qt::Key_Slash);
        QTRY_VERIFY(search().hasFocus());
        QTest::keyClicks(&search(), u"chat"_s);
        QTRY_VERIFY(!session().isSearching());
        QCOMPARE(label(u"matchCount"_s), u"2 matches"_s);
        QTest::keyClick(&search(), Qt::Key_Return);
        QCOMPARE(label(u"matchCount"_s), u"1 of 2"_s);
        QTest::keyClick(&search(), Qt::Key_Down);
        QTRY_VERIFY(waterfall().hasFocus());
        key(Qt::Key_N);
        QCOMPARE(label(u"matchCount"_s), u"2 of 2"_s);
        key(Qt::Key_N);
        QCOMPARE(label(u"matchCount"_s), u"1 of 2"_s);
        key(Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(label(u"matchCount"_s), u"2 of 2"_s);
        key(Qt::Key_M);
        QCOMPARE(visibleNames(),
            (QStringList{u"answer_question"_s, u"plan"_s, u"chat claude-sonnet"_s, u"chat claude-sonnet"_s}));
        key(Qt::Key_Escape);
        QTRY_COMPARE(session().rows().size(), 10u);
        QVERIFY(search().text().isEmpty());
    }

    void lettersTypedIntoTheSearchBoxAreText() {
        openTrace(1);
        key(Qt::Key_Slash);
        QTRY_VERIFY(search().hasFocus());
        QTest::keyClicks(&search(), u"wasdenf/m"_s);
        QCOMPARE(search().text(), u"wasdenf/m"_s);
        QVERIFY(session().axis().showsAll());
    }

    void aSearchThatCannotBeAskedSaysSo() {
        openTrace(1);
        search().setText(u"status = ("_s);
        QCOMPARE(label(u"matchCount"_s), u"cannot search"_s);
    }

    void eWalksTheErrors() {
        openTrace(2);
        key(Qt::Key_E);
        QCOMPARE(selectedName(), u"POST payments/charge"_s);
        key(Qt::Key_E);
        QCOMPARE(selectedName(), u"POST /charge"_s);
        key(Qt::Key_E, Qt::ShiftModifier);
        key(Qt::Key_E, Qt::ShiftModifier);
        QCOMPARE(selectedName(), u"POST /checkout"_s);
    }

    void fFocusesOnASubtreeAndEscLeaves() {
        openTrace(2, 3);
        key(Qt::Key_F);
        QCOMPARE(visibleNames().first(), u"POST cart/price"_s);
        QCOMPARE(session().rows().size(), 6u);
        key(Qt::Key_Escape);
        QCOMPARE(session().rows().size(), 16u);
        QSignalSpy left(m_view.get(), &TraceView::leaveRequested);
        key(Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
    }

    void questionMarkShowsTheKeys() {
        openTrace(1);
        QTest::keyClick(&waterfall(), Qt::Key_Question, Qt::ShiftModifier);
        QTRY_VERIFY(m_view->findChild<QDialog*>());
        m_view->findChild<QDialog*>()->close();
    }

    void everyShortcutIsOnTheSheetOnce() {
        QStringList seen;
        for (const ShortcutSection& section : m_view->shortcuts())
            for (const ShortcutEntry& entry : section.entries)
                for (const QKeySequence& keys : entry.keys) {
                    QVERIFY2(!seen.contains(keys.toString()), qPrintable(keys.toString()));
                    seen += keys.toString();
                }
        for (const QString& wanted : {u"W"_s, u"N"_s, u"Shift+N"_s, u"E"_s, u"F"_s, u"/"_s, u"Esc"_s, u"Alt+Left"_s})
            QVERIFY2(seen.contains(wanted), qPrintable(wanted));
    }
};

QTEST_MAIN(TestTraceViewKeys)
#include "tst_trace_view_keys.moc"
