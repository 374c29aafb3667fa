#include "tests/ui/timeline/TraceViewBench.h"

#include <QPainter>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using test::spanId;
using test::traceId;

class TestTraceViewDetails : public test::TraceViewBench {
    Q_OBJECT
private Q_SLOTS:
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

    void aChosenRowHasOneGroundFromItsIndentOn() {
        openTrace(1, 4);
        QTRY_VERIFY(details().isSettled());
        auto* tree = m_view->findChild<DetailsTree*>(u"attributes"_s);
        tree->setFocus();
        tree->setCurrentIndex(tree->details().index(0, 0, tree->details().index(0, 0)));
        const QRect row = tree->visualRect(tree->currentIndex());
        const QImage picture = tree->viewport()->grab().toImage();
        const QColor ground = themeColors(tree->palette()).selection;
        for (const int x : {2, row.left() - 2, row.left() + 1}) // the style shades the first and last pixels of a row
            QVERIFY2(std::abs(picture.pixelColor(x, row.top() + 2).lightness() - ground.lightness()) < 8,
                qPrintable(u"at %1: %2"_s.arg(x).arg(picture.pixelColor(x, row.top() + 2).name())));
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

    void theDetailsCanBePutAwayAndComeBackWithEnter() {
        openTrace(1);
        auto* dock = m_view->findChild<QDockWidget*>(u"detailsDock"_s);
        QVERIFY(dock->isVisible());
        key(Qt::Key_I);
        QVERIFY(!dock->isVisible());
        key(Qt::Key_Return);
        QVERIFY(dock->isVisible());
        QVERIFY(details().isAncestorOf(QApplication::focusWidget()));
    }

    void whereTheDetailsStandIsRemembered() {
        openTrace(1);
        auto* docks = m_view->findChild<QMainWindow*>();
        docks->addDockWidget(Qt::BottomDockWidgetArea, m_view->findChild<QDockWidget*>(u"detailsDock"_s));
        TraceView other(*m_source, m_store.get());
        other.restoreState(m_view->saveState());
        auto* dock = other.findChild<QDockWidget*>(u"detailsDock"_s);
        QCOMPARE(other.findChild<QMainWindow*>()->dockWidgetArea(dock), Qt::BottomDockWidgetArea);
    }

    void everyValueTellsItsType() {
        openTrace(1);
        auto* tree = m_view->findChild<DetailsTree*>(u"attributes"_s);
        const QAbstractItemModel& model = *tree->model();
        const auto paintedWith = [&](const QModelIndex& index) {
            QImage image(300, 24, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.initFrom(tree);
            option.rect = image.rect();
            option.widget = tree;
            tree->itemDelegate()->paint(&painter, option, index);
            painter.end();
            return image.copy(240, 0, 60, 24); // where a type stands
        };
        const auto typed = model.match(
            model.index(0, 0), DetailsModel::TypeRole, u"string"_s, 1, Qt::MatchExactly | Qt::MatchRecursive);
        const auto fact
            = model.match(model.index(0, 0), Qt::DisplayRole, u"kind"_s, 1, Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(!typed.isEmpty() && !fact.isEmpty());
        const QImage nothing = paintedWith(fact[0].siblingAtColumn(1));
        QVERIFY(paintedWith(typed[0].siblingAtColumn(1)) != nothing);
    }

    void notesOfTheTraceAndOfTheSpanAreShown() {
        m_source->keepsNotes = true;
        TraceNote note;
        note.kind = TraceNote::Kind::Feedback;
        note.name = u"correct"_s;
        note.value = u"<b>no</b>"_s;
        note.span = spanId(4);
        m_source->written.notes = {note};
        openTrace(1);
        auto* tabs = m_view->findChild<QTabWidget*>(u"detailsTabs"_s);
        const auto* tree = m_view->findChild<DetailsTree*>(u"traceNotesTree"_s);
        QWidget* spanNotes = m_view->findChild<QWidget*>(u"spanNotes"_s);
        QVERIFY(tabs->isTabVisible(tabs->indexOf(m_view->findChild<QWidget*>(u"traceNotes"_s))));
        QVERIFY(!tabs->isTabVisible(tabs->indexOf(spanNotes)));
        const QModelIndex feedback = tree->model()->index(0, 0, tree->model()->index(0, 0));
        QCOMPARE(feedback.siblingAtColumn(1).data().toString(), u"<b>no</b>"_s);
        QVERIFY(tree->isExpanded(feedback));
        Q_EMIT m_view->findChild<DetailsTree*>(u"traceNotesTree"_s)
            ->activated(tree->model()->index(0, 1, feedback)); // its span
        QCOMPARE(selectedName(), u"get_order"_s);
        QTRY_VERIFY(tabs->isTabVisible(tabs->indexOf(spanNotes)));
        QCOMPARE(tabs->tabText(tabs->indexOf(spanNotes)), u"Notes 1"_s);
    }

    void aPlaceWithoutNotesHasNoTabForThem() {
        openTrace(1);
        auto* tabs = m_view->findChild<QTabWidget*>(u"detailsTabs"_s);
        QVERIFY(!tabs->isTabVisible(tabs->indexOf(m_view->findChild<QWidget*>(u"traceNotes"_s))));
    }

    void notesThatCannotBeReadHideNothing() {
        m_source->notesFault = Error{ErrorCode::NotAllowed, u"No SELECT on the annotations."_s, u"Ask for it."_s};
        openTrace(1, 4);
        QCOMPARE(detailName(), u"get_order"_s);
        auto* tabs = m_view->findChild<QTabWidget*>(u"detailsTabs"_s);
        QWidget* page = m_view->findChild<QWidget*>(u"traceNotes"_s);
        QVERIFY(tabs->isTabVisible(tabs->indexOf(page)));
        QCOMPARE(page->findChild<Banner*>()->message(), u"No SELECT on the annotations."_s);
        m_source->notesFault.reset();
        m_source->keepsNotes = true;
        Q_EMIT page->findChild<Banner*>()->actionTriggered();
        QTRY_VERIFY(details().isSettled());
        QCOMPARE(
            label(u"traceNotesState"_s), u"Nothing was written about this trace: no tags, feedback or expectations."_s);
    }

    void theSpanIsCopiedAsJson() {
        openTrace(1, 4);
        key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\"name\": \"get_order\""_s));
    }
};

QTEST_MAIN(TestTraceViewDetails)
#include "tst_trace_view_details.moc"
