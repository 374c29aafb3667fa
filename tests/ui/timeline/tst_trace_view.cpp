#include "services/core/DisplayZone.h"
#include "tests/ui/timeline/TraceViewBench.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using test::spanId;
using test::traceId;

class TestTraceView : public test::TraceViewBench {
    Q_OBJECT
private:
    /// The text of a fact in the details, by its name.
    QString factOf(const QString& fact) {
        const auto* model = m_view->findChild<DetailsTree*>(u"attributes"_s)->model();
        const auto found
            = model->match(model->index(0, 0), Qt::DisplayRole, fact, 1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QString() : found[0].siblingAtColumn(1).data().toString();
    }

private Q_SLOTS:
    void theHeaderNamesTheTraceAndCountsIt() {
        openTrace(1);
        const QString facts = label(u"traceFacts"_s);
        for (const QString& part : {u"4.81 s"_s, u"10 spans"_s, u"1 error"_s, u"3,192 tokens in"_s, u"401 out"_s})
            QVERIFY2(facts.contains(part), qPrintable(facts));
        QCOMPARE(label(u"traceId"_s), traceId(1).text());
    }

    void timesFollowTheZoneWhileTheTraceIsOpen() {
        const QByteArray zone = qgetenv("TZ");
        qputenv("TZ", "FAR-9"); // nine hours east of Greenwich
        setTimesInUtc(false);
        openTrace(1);
        const QString local = label(u"traceFacts"_s);
        const QString localStart = factOf(u"start"_s);
        setTimesInUtc(true);
        for (QWidget* widget : m_view->findChildren<QWidget*>()) {
            QEvent change(QEvent::LocaleChange);
            QCoreApplication::sendEvent(widget, &change);
        }
        QVERIFY(label(u"traceFacts"_s) != local);
        QVERIFY(!localStart.isEmpty());
        QVERIFY(factOf(u"start"_s) != localStart);
        setTimesInUtc(false);
        qputenv("TZ", zone);
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

    void loadingSaysWhatItWaitsFor() {
        m_source->waiting = true;
        m_view->open(traceId(1));
        const auto told = [this](const QString& text) {
            const auto labels = m_view->findChildren<QLabel*>();
            return std::ranges::any_of(
                labels, [&](const QLabel* each) { return each->isVisible() && each->text() == text; });
        };
        QVERIFY(told(u"Waiting for the answer…"_s));
        m_source->progress(u"SQL warehouse Main is starting, 42 s"_s);
        QTRY_VERIFY(told(u"SQL warehouse Main is starting, 42 s"_s));
        m_source->progress(u"1,200 of 32,843 rows read"_s);
        QTRY_VERIFY(told(u"1,200 of 32,843 rows read"_s));
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
};

QTEST_MAIN(TestTraceView)
#include "tst_trace_view.moc"
