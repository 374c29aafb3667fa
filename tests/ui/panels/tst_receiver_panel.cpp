#include "models/receiver/SendersModel.h"
#include "tests/ui/panels/PanelBench.h"
#include "ui/common/Banner.h"
#include "ui/common/Theme.h"
#include "ui/receiver/ReceiverPanel.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

struct Bench : PanelBench {
    std::unique_ptr<ReceiverPanel> panel;

    explicit Bench(ReceiverState state = ReceiverState::Listening, int traces = 0) {
        if (traces)
            fill(traces);
        receiver.set(state);
        open();
    }
    void open() {
        panel = std::make_unique<ReceiverPanel>(receiver, store, list, settings);
        panel->resize(1200, 700);
        panel->show();
        QTRY_VERIFY(panel->isSettled());
    }
    template <class T> T* find(const QString& name) const {
        T* found = panel->findChild<T*>(name);
        Q_ASSERT(found);
        return found;
    }
    QString text(const QString& name) const { return find<QLabel>(name)->text(); }
    void press(const QString& name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    bool shows(const QString& name) const { return find<QWidget>(name)->isVisibleTo(panel.get()); }
};

} // namespace

class TestReceiverPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void theStateIsSaidInWords() {
        Bench b(ReceiverState::Stopped);
        QCOMPARE(b.text(u"receiverState"_s), u"Stopped"_s);
        b.receiver.set(ReceiverState::Listening);
        QCOMPARE(b.text(u"receiverState"_s), u"Listening"_s);
        b.receiver.set(ReceiverState::Paused);
        QCOMPARE(b.text(u"receiverState"_s), u"Paused"_s);
    }

    void startStopAndPauseReachTheReceiver() {
        Bench b(ReceiverState::Stopped);
        b.press(u"startStop"_s);
        QCOMPARE(b.receiver.started.size(), 1);
        b.press(u"pauseResume"_s);
        b.press(u"pauseResume"_s);
        QCOMPARE(b.receiver.paused, QList<bool>({true, false}));
        b.press(u"startStop"_s);
        QCOMPARE(b.receiver.stopped, 1);
    }

    void everyAddressCanBeCopied() {
        Bench b;
        QStringList addresses;
        for (const QLabel* label : b.panel->findChildren<QLabel*>(u"receiverAddress"_s))
            addresses << label->text();
        QCOMPARE(addresses, QStringList({u"http://127.0.0.1:4318"_s, u"http://[::1]:4318"_s, u"127.0.0.1:4317"_s}));
        for (QToolButton* button : b.panel->findChildren<QToolButton*>()) {
            if (button->toolTip().contains(u"127.0.0.1:4317"_s))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(QApplication::clipboard()->text(), u"127.0.0.1:4317"_s);
    }

    void aBusyHttpPortOffersTheFreeOne() {
        Bench b(ReceiverState::Stopped);
        b.receiver.fail(u"Port 4318 for OTLP/HTTP is held by otelcol (process 7)."_s, 4318, 4319);
        auto* banner = b.find<Banner>(u"receiverProblem"_s);
        QVERIFY(banner->message().contains(u"otelcol"_s));
        auto* use = banner->findChild<QPushButton*>(u"bannerAction"_s);
        QCOMPARE(use->text(), u"Use port 4319 instead"_s);
        QTest::mouseClick(use, Qt::LeftButton);
        QCOMPARE(b.receiver.started.value(0).httpPort, quint16(4319));
        QCOMPARE(b.receiver.started.value(0).grpcPort, quint16(4317));
        QVERIFY(!b.shows(u"receiverProblem"_s));
    }

    void aBusyGrpcPortOffersTheFreeOne() {
        Bench b(ReceiverState::Stopped);
        b.receiver.fail(u"Port 4317 for OTLP/gRPC is held by otelcol (process 7)."_s, 4317, 4320);
        QTest::mouseClick(
            b.find<Banner>(u"receiverProblem"_s)->findChild<QPushButton*>(u"bannerAction"_s), Qt::LeftButton);
        QCOMPARE(b.receiver.started.value(0).grpcPort, quint16(4320));
        QCOMPARE(b.receiver.started.value(0).httpPort, quint16(4318));
    }

    void listeningBeyondThisComputerIsPlainlySaid() {
        Bench b(ReceiverState::Stopped);
        QVERIFY(!b.shows(u"receiverExposed"_s));
        b.receiver.kept.httpAddress = u"0.0.0.0"_s;
        b.receiver.kept.token = u"s3cret"_s;
        b.receiver.set(ReceiverState::Listening);
        QVERIFY(b.shows(u"receiverExposed"_s));
        QVERIFY(b.find<Banner>(u"receiverExposed"_s)->remedy().contains(u"SPANGLASS_TOKEN"_s));
        QVERIFY(!b.find<QPlainTextEdit>(u"connectEnvironment"_s)->toPlainText().contains(u"s3cret"_s));
    }

    void linesFollowTheBoundPort() {
        Bench b(ReceiverState::Stopped);
        b.receiver.kept.httpPort = 4400;
        b.receiver.set(ReceiverState::Listening);
        QVERIFY(b.find<QPlainTextEdit>(u"connectEnvironment"_s)->toPlainText().contains(u"http://127.0.0.1:4400\""_s));
    }

    void aLanguageCanBeChosenAndIsRemembered() {
        Bench b;
        b.press(u"connect-mlflow"_s);
        QVERIFY(b.find<QPlainTextEdit>(u"connectCode"_s)->toPlainText().contains(u"@mlflow.trace"_s));
        b.settings.beginGroup(b.panel->panelId());
        b.panel->saveState(b.settings);
        b.settings.endGroup();
        b.open();
        QVERIFY(b.find<QPlainTextEdit>(u"connectCode"_s)->toPlainText().contains(u"@mlflow.trace"_s));
    }

    void figuresAndSendersAreShown() {
        Bench b;
        b.send();
        QCOMPARE(b.text(u"spanRate"_s), u"4,812"_s);
        QCOMPARE(b.text(u"latency"_s), u"3.42 ms · 18.9 ms"_s);
        QCOMPARE(b.text(u"spans"_s), u"1,284,512"_s);
        QCOMPARE(b.find<QTableView>(u"sendersTable"_s)->model()->rowCount(), 3);
    }

    void whoSendsFitsWithoutScrolling() {
        Bench b;
        b.send();
        b.panel->resize(1192, 720); // of a window of 1280x800
        auto* table = b.find<QTableView>(u"sendersTable"_s);
        QTRY_VERIFY(table->viewport()->width() > 0);
        QVERIFY(table->horizontalScrollBar()->maximum() == 0);
        QVERIFY(table->columnWidth(SendersModel::Service) >= 100);
        QVERIFY(table->rowHeight(0) >= 2 * table->fontMetrics().height());
    }

    void theWorstRefusalIsExplainedFirst() {
        Bench b;
        b.send();
        QVERIFY(b.text(u"refusalSentence"_s).contains(u"lacks /v1/traces"_s));
        QVERIFY(!b.text(u"refusalRemedy"_s).isEmpty());
        QVERIFY(b.find<QPlainTextEdit>(u"refusalExample"_s)->toPlainText().contains(u"python-requests"_s));
    }

    void anotherRefusalIsExplainedWhenChosen() {
        Bench b;
        b.send();
        auto* table = b.find<QTableView>(u"refusalsTable"_s);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QVERIFY(b.text(u"refusalSentence"_s).contains(u"hex, not base64"_s));
    }

    void aNewTraceAppearsAndCanBeOpened() {
        Bench b(ReceiverState::Listening, 30);
        QSignalSpy requested(b.panel.get(), &ReceiverPanel::traceRequested);
        const TraceId id = b.list.add(u"brand new"_s, u"shop"_s, UnixNanos::now(), 1_ms).id;
        b.store.commit({id});
        auto* table = b.find<QTableView>(u"newestTable"_s);
        QTRY_COMPARE(table->model()->index(0, 0).data().toString(), u"brand new"_s);
        QTest::mouseClick(
            table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 0)).center());
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested[0][0].value<TraceId>(), id);
    }

    void aTraceOfLongAgoIsAmongTheNewestWhenItComes() {
        Bench b(ReceiverState::Listening, 30);
        b.store.commit({b.list.add(u"of yesterday"_s, u"shop"_s, UnixNanos{1'700'000'000'000'000'000}, 1_ms).id});
        QTRY_COMPARE(b.find<QTableView>(u"newestTable"_s)->model()->index(0, 0).data().toString(), u"of yesterday"_s);
    }

    void holdingTheNewestCountsWhatCame() {
        Bench b(ReceiverState::Listening, 30);
        b.press(u"newestHold"_s);
        b.store.commit({b.list.add(u"brand new"_s, u"shop"_s, UnixNanos::now(), 1_ms).id});
        QTRY_VERIFY(b.shows(u"newestArrived"_s));
        b.press(u"newestArrived"_s);
        QTRY_COMPARE(b.find<QTableView>(u"newestTable"_s)->model()->index(0, 0).data().toString(), u"brand new"_s);
    }

    void theStoresRoomAndRulesAreToldInWords() {
        Bench b(ReceiverState::Listening, 30);
        QVERIFY(b.text(u"storeContents"_s).startsWith(u"Store 700 MiB of 2 GiB · 30 traces"_s));
        QCOMPARE(b.text(u"storeRetention"_s), u"Oldest traces go after 30 days or above 2 GiB"_s);
        b.store.now.tracesRemoved = 12;
        Q_EMIT b.store.statusChanged();
        QVERIFY(b.text(u"storeRetention"_s).endsWith(u"12 traces removed"_s));
    }

    void aSizeLimitBelowWhatAStoreNeedsIsSaidToCountAsMore() {
        Bench b;
        b.store.now.retention.maxBytes = 1'000'000;
        Q_EMIT b.store.statusChanged();
        QVERIFY2(b.text(u"storeRetention"_s).endsWith(u"(counts as 8 MiB, which a store needs by itself)"_s),
            qPrintable(b.text(u"storeRetention"_s)));
    }

    void aProblemOfUpkeepIsShownUntilItHasGone() {
        Bench b;
        b.store.now.upkeepProblem = Error{ErrorCode::NoSpace, u"Old traces are not removed."_s, u"Make room."_s};
        Q_EMIT b.store.statusChanged();
        QVERIFY(b.shows(u"storeProblem"_s));
        b.store.now.upkeepProblem.reset();
        Q_EMIT b.store.statusChanged();
        QVERIFY(!b.shows(u"storeProblem"_s));
    }

    void aStoreThatCannotWriteIsShownWithItsRemedy() {
        Bench b;
        b.store.now.problem = Error{ErrorCode::NoSpace, u"The disk is full."_s, u"Make room."_s};
        Q_EMIT b.store.statusChanged();
        QVERIFY(b.shows(u"storeProblem"_s));
        QCOMPARE(b.find<Banner>(u"storeProblem"_s)->remedy(), u"Make room."_s);
        b.store.now.problem.reset();
        Q_EMIT b.store.statusChanged();
        QVERIFY(!b.shows(u"storeProblem"_s));
    }
};

QTEST_MAIN(TestReceiverPanel)
#include "tst_receiver_panel.moc"
