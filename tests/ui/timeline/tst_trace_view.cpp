#include "models/timeline/TraceSession.h"
#include "tests/support/FakeSpanSource.h"
#include "tests/ui/timeline/ExampleTraces.h"
#include "ui/common/Banner.h"
#include "ui/common/Theme.h"
#include "ui/timeline/DetailsTree.h"
#include "ui/timeline/RowStyle.h"
#include "ui/timeline/SpanDetailsView.h"
#include "ui/timeline/TextReader.h"
#include "ui/timeline/TraceView.h"
#include "ui/timeline/WaterfallView.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QWheelEvent>

#include <memory>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using test::spanId;
using test::traceId;

class TestTraceView : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<test::FakeSpanSource> m_source;
    std::unique_ptr<test::FakeStore> m_store;
    std::unique_ptr<TraceView> m_view;

    TraceSession& session() { return m_view->session(); }
    WaterfallView& waterfall() { return *m_view->findChild<WaterfallView*>(u"waterfall"_s); }
    QLineEdit& search() { return *m_view->findChild<QLineEdit*>(u"traceSearch"_s); }
    QString label(const QString& name) { return m_view->findChild<QLabel*>(name)->text(); }
    SpanDetailsView& details() { return *m_view->findChild<SpanDetailsView*>(); }
    QString selectedName() {
        return session().selected() == NoNode
            ? QString()
            : session().trace()->text(session().trace()->nodes()[session().selected()].name);
    }
    QString detailName() {
        const auto& detail = details().detail();
        return detail ? QString::fromStdString(std::string(detail->span->name)) : QString();
    }
    QStringList visibleNames() {
        QStringList names;
        for (const std::uint32_t row : session().rows().rows())
            names += rowName(*session().trace(), session().trace()->nodes()[row]);
        return names;
    }
    void openTrace(std::uint64_t trace, std::uint64_t span = 0) {
        m_view->open(traceId(trace), spanId(span));
        QTRY_VERIFY(m_view->isSettled() && session().trace());
        QTRY_VERIFY(waterfall().hasFocus());
    }
    void key(int k, Qt::KeyboardModifiers m = {}) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_view.get(), Qt::Key(k), m);
    }
    QPoint onBars(std::uint32_t row, double share) {
        const int width = waterfall().viewport()->width() - waterfall().treeWidth();
        return {waterfall().treeWidth() + static_cast<int>(width * share), waterfall().rowRect(row).center().y()};
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void init() {
        m_source = std::make_unique<test::FakeSpanSource>();
        m_store = std::make_unique<test::FakeStore>();
        m_source->add(test::agentTrace());
        m_source->add(test::checkoutTrace());
        m_source->add(test::brokenTrace());
        m_view = std::make_unique<TraceView>(*m_source, m_store.get());
        m_view->resize(1200, 700);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }

    void cleanup() {
        m_view.reset();
        m_store.reset();
        m_source.reset();
    }

    void theHeaderNamesTheTraceAndCountsIt() {
        openTrace(1);
        const QString facts = label(u"traceFacts"_s);
        for (const QString& part : {u"4.81 s"_s, u"10 spans"_s, u"1 error"_s, u"3,192 tokens in"_s, u"401 out"_s})
            QVERIFY2(facts.contains(part), qPrintable(facts));
        QCOMPARE(label(u"traceId"_s), traceId(1).text());
    }

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

    void clicksSelectAndFold() {
        openTrace(1);
        QTest::mouseClick(waterfall().viewport(), Qt::LeftButton, {}, {150, waterfall().rowRect(4).center().y()});
        QCOMPARE(session().selected(), 4u);
        QTest::mouseClick(waterfall().viewport(), Qt::LeftButton, {}, {12, waterfall().rowRect(0).center().y()});
        QCOMPARE(session().rows().size(), 1u);
    }

    void draggingOverBarsZoomsToTheRange() {
        openTrace(1);
        QWidget* port = waterfall().viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, onBars(2, 0.25));
        QTest::mouseMove(port, onBars(2, 0.4));
        QTest::mouseMove(port, onBars(2, 0.5));
        QTest::mouseRelease(port, Qt::LeftButton, {}, onBars(2, 0.5));
        const TimeWindow window = session().axis().window();
        QVERIFY(std::abs(window.from - 1'203'000'000) < 60'000'000);
        QVERIFY(std::abs(window.to - 2'406'000'000) < 60'000'000);
    }

    void aDoubleClickOnABarZoomsToItsSpan() {
        openTrace(1);
        const TraceNode& node = session().trace()->nodes()[3];
        QTest::mouseDClick(waterfall().viewport(), Qt::LeftButton, {}, onBars(3, 0.28));
        QVERIFY(session().axis().window().length() < 2 * node.duration().value);
    }

    void ctrlWheelZoomsAtThePointerAndWheelScrolls() {
        m_source->add(test::largeTrace(500));
        openTrace(9);
        const QPoint at = onBars(1, 0.5);
        const std::int64_t time = session().axis().timeAt(at.x() - waterfall().treeWidth());
        QWheelEvent zoom(at, waterfall().viewport()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::ControlModifier,
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(waterfall().viewport(), &zoom);
        QVERIFY(!session().axis().showsAll());
        QVERIFY(std::abs(session().axis().timeAt(at.x() - waterfall().treeWidth()) - time) <= 2);
        QWheelEvent scroll(at, waterfall().viewport()->mapToGlobal(at), {}, {0, -240}, Qt::NoButton, Qt::NoModifier,
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(waterfall().viewport(), &scroll);
        QVERIFY(waterfall().verticalScrollBar()->value() > 0);
    }

    void theSplitterOfTheTreeIsDragged() {
        openTrace(1);
        QWidget* port = waterfall().viewport();
        const int x = waterfall().treeWidth();
        QTest::mousePress(port, Qt::LeftButton, {}, {x, 50});
        QTest::mouseMove(port, {x + 60, 50});
        QTest::mouseRelease(port, Qt::LeftButton, {}, {x + 60, 50});
        QCOMPARE(waterfall().treeWidth(), x + 60);
        TraceView other(*m_source, nullptr);
        other.resize(m_view->size());
        other.show();
        other.restoreState(m_view->saveState());
        QCOMPARE(other.findChild<WaterfallView*>()->treeWidth(), x + 60);
        other.restoreState("nonsense");
    }

    void theDetailsFollowTheSelection() {
        openTrace(1, 4);
        QTRY_VERIFY(details().isSettled());
        QCOMPARE(detailName(), u"get_order"_s);
        auto* attributes = m_view->findChild<DetailsTree*>(u"attributes"_s);
        QCOMPARE(attributes->details().index(0, 0).data().toString(), u"LLM"_s);
        m_view->findChild<QLineEdit*>(u"detailsFilter"_s)->setText(u"order_id"_s);
        QCOMPARE(attributes->details().rowCount(), 1);
        auto* tabs = m_view->findChild<QTabWidget*>(u"detailsTabs"_s);
        QVERIFY(tabs->isTabVisible(tabs->indexOf(m_view->findChild<QWidget*>(u"conversation"_s))));
        key(Qt::Key_End);
        QTRY_COMPARE(detailName(), u"save_memory"_s);
        QTRY_VERIFY(!tabs->isTabVisible(tabs->indexOf(m_view->findChild<QWidget*>(u"conversation"_s))));
    }

    void messagesAreReadable() {
        openTrace(1, 8);
        auto* conversation = m_view->findChild<QPlainTextEdit*>(u"conversation"_s);
        const QString text = conversation->toPlainText();
        QVERIFY2(text.contains(u"User\nMy order 7741"_s), qPrintable(text));
        QVERIFY(text.contains(u"Assistant\nYes. Orders in transit"_s));
        QVERIFY(text.contains(u"claude-sonnet-4-5"_s));
    }

    void enterGoesToTheDetailsAndEscComesBack() {
        openTrace(1);
        key(Qt::Key_Return);
        QTRY_VERIFY(details().isAncestorOf(QApplication::focusWidget()));
        key(Qt::Key_Escape);
        QTRY_VERIFY(waterfall().hasFocus());
    }

    void linksLeadToTheOtherTraceAndBack() {
        openTrace(2, 1);
        QSignalSpy asked(m_view.get(), &TraceView::traceRequested);
        auto* links = m_view->findChild<DetailsTree*>(u"links"_s);
        const QModelIndex group = links->details().index(0, 0);
        Q_EMIT links->activated(links->details().index(0, 1, group)); // a trace that is not here
        QCOMPARE(asked.size(), 0);
        Q_EMIT links->activated(links->details().index(1, 1, group));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<TraceId>(), traceId(1));
        m_view->open(traceId(1), spanId(1));
        QTRY_VERIFY(m_view->isSettled() && session().trace());
        const QModelIndex back = links->details().index(0, 0, links->details().index(0, 0));
        QCOMPARE(back.data().toString(), u"POST /checkout"_s);
        Q_EMIT links->activated(back);
        QCOMPARE(asked[1][0].value<TraceId>(), traceId(2));
    }

    void aLinkBecomesClickableWhenItsTraceArrives() {
        openTrace(2, 1);
        auto* links = m_view->findChild<DetailsTree*>(u"links"_s);
        const auto present = [&] {
            return links->details()
                .index(0, 1, links->details().index(0, 0))
                .data(DetailsModel::LinkPresentRole)
                .toBool();
        };
        QVERIFY(!present());
        m_source->add(std::move(test::SpanBuilder().span("arrived").ids({7, 7}, {0x70})));
        m_store->commit({TraceId{7, 7}});
        QTRY_VERIFY(present());
    }

    void aMissingParentExplainsItself() {
        openTrace(3);
        session().select(session().trace()->rowOf(spanId(77)));
        QTRY_VERIFY(details().isSettled());
        QVERIFY(label(u"detailsMessage"_s).contains(spanId(77).text()));
        QVERIFY(visibleNames().contains(u"missing parent "_s + spanId(77).text()));
    }

    void theSpanIsCopiedAsJson() {
        openTrace(1, 4);
        key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\"name\": \"get_order\""_s));
    }

    void theMenuOffersCopiesAndLinks() {
        openTrace(2, 1);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(waterfall().viewport(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QStringList texts;
        for (QAction* a : menu->actions())
            if (!a->isSeparator())
                texts += a->text();
        for (const QString& text : {u"Focus on this subtree"_s, u"Copy name"_s, u"Copy span id"_s,
                 u"Copy span as JSON"_s, u"Go to linked span"_s, u"Save this trace…"_s})
            QVERIFY2(texts.contains(text), qPrintable(text));
        menu->close();
    }

    void aGrowingTraceKeepsSelectionAndScroll() {
        m_source->add(test::largeTrace(2000));
        openTrace(9);
        session().select(1000);
        const SpanId chosen = session().trace()->nodes()[1000].id;
        const int y = waterfall().rowRect(session().selected()).y();
        m_source->add(std::move(test::SpanBuilder().service("late").span("first of all").ids(9, 99'999, 1).at(0_ms)));
        m_store->commit({traceId(9)});
        QTRY_COMPARE(session().trace()->spanCount(), 2001u);
        QCOMPARE(session().trace()->nodes()[session().selected()].id, chosen);
        QCOMPARE(session().selected(), 1001u);
        QCOMPARE(waterfall().rowRect(session().selected()).y(), y);
    }

    void loadingCanBeCancelledAndTriedAgain() {
        m_source->waiting = true;
        m_view->open(traceId(1));
        auto* cancel = m_view->findChild<QPushButton*>(u"cancelLoading"_s);
        QTRY_VERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY(!cancel->isVisible());
        QCOMPARE(session().state(), TraceSession::State::Failed);
        m_source->waiting = false;
        QPushButton* again = nullptr;
        for (QPushButton* b : m_view->findChildren<QPushButton*>())
            if (b->isVisible() && b->text() == u"Try again"_s)
                again = b;
        QVERIFY(again);
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_COMPARE(session().state(), TraceSession::State::Ready);
    }

    void aTraceThatIsNotThereShowsWhy() {
        m_view->open(traceId(55));
        QTRY_COMPARE(session().state(), TraceSession::State::Failed);
        bool told = false;
        for (QLabel* l : m_view->findChildren<QLabel*>())
            told |= l->isVisible() && l->text() == u"The trace is not here."_s;
        QVERIFY(told);
    }

    void aTraceDeletedWhileOpenStaysWithABanner() {
        openTrace(1);
        m_source->forget();
        Q_EMIT m_store->committed({{}, 0, true});
        QTRY_VERIFY(m_view->findChild<Banner*>()->isVisible() || session().error());
        QVERIFY(session().trace());
    }

    void theRowIsSpoken() {
        openTrace(1, 4);
        QAccessibleInterface* view = QAccessible::queryAccessibleInterface(&waterfall());
        QCOMPARE(view->role(), QAccessible::Tree);
        QCOMPARE(view->childCount(), 10);
        QAccessibleInterface* row = view->focusChild();
        QVERIFY(row);
        QCOMPARE(row->text(QAccessible::Name), u"get_order, service support-agent, 322 ms, error, level 2"_s);
        QVERIFY(row->state().selected);
        QCOMPARE(view->child(0)->text(QAccessible::Name),
            u"answer_question, service support-agent, 4.81 s, status unset, level 1, expanded"_s);
        QCOMPARE(view->text(QAccessible::Value), row->text(QAccessible::Name));
    }

    void tooltipsGiveExactTimes() {
        openTrace(1, 4);
        const QString tip = rowToolTip(session(), session().selected());
        for (const QString& part :
            {u"2026-02-16 09:00:01.230000000"_s, u"322,000,000 ns"_s, u"support-agent · TOOL"_s, u"Status  error"_s})
            QVERIFY2(tip.contains(part), qPrintable(tip));
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

    void bothThemesPaintBarsInServiceColours() {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            applyTheme(*qApp, choice);
            openTrace(1);
            const QImage picture = waterfall().viewport()->grab().toImage();
            const QColor wanted
                = waterfall().rowStyle().serviceOf(*session().trace(), session().trace()->nodes()[2].service);
            const int x = waterfall().treeWidth() + static_cast<int>(session().axis().xOf(300'000'000));
            QCOMPARE(picture.pixelColor(x, waterfall().rowRect(2).center().y()), wanted);
            m_view->close();
            cleanup();
            init();
        }
        applyTheme(*qApp, ThemeChoice::Light);
    }
};

QTEST_MAIN(TestTraceView)
#include "tst_trace_view.moc"
