#include "tests/ui/panels/ListPageBench.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

class TestTraceListLive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void aNewTraceAppearsOnTopWhileFollowing() {
        ListPageBench p(500);
        p.arrive(u"brand new"_s);
        QTRY_COMPARE(p.cell(0), u"brand new"_s);
        QCOMPARE(p.table()->verticalScrollBar()->value(), 0);
    }

    void aScrolledListStaysInPlaceAsTracesArrive() {
        ListPageBench p(2'000);
        p.table()->verticalScrollBar()->setValue(500 * 28 + 10);
        QTRY_VERIFY(p.page->isSettled());
        const int first = p.table()->rowAt(0);
        const QString name = p.cell(first, TraceListModel::Spans);
        const int offset = p.table()->rowViewportPosition(first);
        QVERIFY(!p.find<QToolButton>(u"followButton"_s)->isChecked());
        for (int i = 0; i < 5; ++i)
            p.arrive(u"n%1"_s.arg(i));
        QTRY_COMPARE(p.table()->model()->rowCount(), 2'005);
        QTRY_VERIFY(p.page->isSettled());
        QCOMPARE(p.table()->rowAt(0), first + 5);
        QCOMPARE(p.table()->rowViewportPosition(first + 5), offset);
        QCOMPARE(p.cell(first + 5, TraceListModel::Spans), name);
    }

    void selectionStaysWithItsTraceAsOthersArrive() {
        ListPageBench p(100);
        p.click(4);
        const QString spans = p.cell(4, TraceListModel::Spans);
        p.arrive(u"brand new"_s);
        QTRY_COMPARE(p.cell(0), u"brand new"_s);
        QCOMPARE(p.table()->selectionModel()->selectedRows().value(0).row(), 5);
        QCOMPARE(p.cell(5, TraceListModel::Spans), spans);
    }

    void followGoesBackToTheTop() {
        ListPageBench p(2'000);
        p.table()->verticalScrollBar()->setValue(20'000);
        p.table()->setFocus();
        QTest::keyClick(p.table(), Qt::Key_F);
        QCOMPARE(p.table()->verticalScrollBar()->value(), 0);
        QVERIFY(p.find<QToolButton>(u"followButton"_s)->isChecked());
    }

    void holdKeepsTheListStillAndOffersWhatCame() {
        ListPageBench p(50);
        p.table()->setFocus();
        QTest::keyClick(p.table(), Qt::Key_H);
        p.arrive(u"late one"_s);
        QTRY_VERIFY(p.shown<QToolButton>(u"arrivedButton"_s));
        QVERIFY(p.find<QToolButton>(u"arrivedButton"_s)->text().startsWith(u"1 new trace"_s));
        QVERIFY(p.cell(0) != u"late one"_s);
        QTest::mouseClick(p.find<QToolButton>(u"arrivedButton"_s), Qt::LeftButton);
        QTRY_COMPARE(p.cell(0), u"late one"_s);
        QVERIFY(!p.shown<QToolButton>(u"arrivedButton"_s));
    }

    void anEmptyListShowsTheAddressAndTheExamples() {
        ListPageBench p;
        QCOMPARE(p.find<QLabel>(u"emptyAddress"_s)->text(), u"http://127.0.0.1:4318"_s);
        QSignalSpy sample(p.page.get(), &TraceListPage::sampleRequested);
        QTest::mouseClick(p.find<QPushButton>(u"emptySample"_s), Qt::LeftButton);
        QCOMPARE(sample.count(), 1);
        QSignalSpy files(p.page.get(), &TraceListPage::filesRequested);
        QTest::mouseClick(p.find<QPushButton>(u"emptyOpen"_s), Qt::LeftButton);
        QCOMPARE(files.count(), 1);
    }

    void anEmptyListOffersToStartAStoppedReceiver() {
        ListPageBench p;
        p.receiver.set(ReceiverState::Stopped);
        QTest::mouseClick(p.find<QPushButton>(u"emptyStart"_s), Qt::LeftButton);
        QCOMPARE(p.receiver.started.size(), 1);
    }

    void anEmptyListSaysWhyNothingCanBeReceivedAndTheWayOut() {
        ListPageBench p;
        p.receiver.fail(u"Port 4318 for OTLP/HTTP is held by otelcol (process 7)."_s, 4318, 4319);
        const auto labels = p.page->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) { return label->text().contains(u"otelcol"_s); }));
        auto* retry = p.find<QPushButton>(u"emptyRetry"_s);
        QCOMPARE(retry->text(), u"Use port 4319 instead"_s);
        QTest::mouseClick(retry, Qt::LeftButton);
        QCOMPARE(p.receiver.started.value(0).httpPort, quint16(4319));
    }
};

QTEST_MAIN(TestTraceListLive)
#include "tst_trace_list_live.moc"
