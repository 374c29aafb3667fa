#include "tests/ui/timeline/TraceViewBench.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using test::spanId;
using test::traceId;

class TestTraceViewMouse : public test::TraceViewBench {
    Q_OBJECT
private Q_SLOTS:
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

QTEST_MAIN(TestTraceViewMouse)
#include "tst_trace_view_mouse.moc"
