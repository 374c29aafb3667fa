#include "tests/ui/main/FakeServices.h"

#include "models/common/Settings.h"
#include "ui/common/Banner.h"
#include "ui/common/Panel.h"
#include "ui/main/Appearance.h"
#include "ui/main/HelpPanel.h"
#include "ui/main/MainWindow.h"
#include "ui/main/Transfers.h"

#include <QDialog>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

class PlainPanel : public Panel {
public:
    explicit PlainPanel(QLatin1StringView id)
        : Panel(id, QString(id), "traces"_L1) { }
    void saveState(QSettings& settings) const override { settings.setValue("mark"_L1, m_mark); }
    void restoreState(QSettings& settings) override { m_mark = settings.value("mark"_L1).toInt(); }
    void saveStoreState(QSettings& settings) const override { settings.setValue("storeMark"_L1, m_storeMark); }
    void restoreStoreState(QSettings& settings) override { m_storeMark = settings.value("storeMark"_L1).toInt(); }
    int m_mark = 0;
    int m_storeMark = 0;
};

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_file;
    std::unique_ptr<Settings> m_settings;
    FakeReceiver m_receiver;
    FakeStore m_store;
    FakeFiles m_files;
    std::unique_ptr<MainWindow> m_window;

    void open() {
        m_window->showStore({m_store, m_receiver, m_files,
            {new PlainPanel("traces"_L1), new PlainPanel("receiver"_L1), new PlainPanel("settings"_L1),
                new HelpPanel}});
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    template <class T> T* find(const QString& name) { return m_window->findChild<T*>(name); }
    Banner& outcome() { return *m_window->transfers().findChild<Banner*>(); }

private Q_SLOTS:
    void init() {
        QFile::remove(m_folder.filePath(u"s.ini"_s));
        m_file = std::make_unique<QSettings>(m_folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        m_settings = std::make_unique<Settings>(*m_file);
        m_files.m_imported.clear();
        m_store.m_status = {};
        m_receiver.stop();
        m_window = std::make_unique<MainWindow>(*m_settings);
    }

    void cleanup() { m_window.reset(); }

    void keysChangeThePanel() {
        open();
        QCOMPARE(m_window->currentPanel()->panelId(), "traces"_L1);
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->currentPanel()->panelId(), "receiver"_L1);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(m_window->currentPanel()->panelId(), "settings"_L1);
    }

    void theRailChangesThePanel() {
        open();
        auto* button = find<QToolButton>(u"rail-receiver"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(m_window->currentPanel()->panelId(), "receiver"_L1);
        QVERIFY(button->isChecked());
        QVERIFY(!find<QToolButton>(u"rail-help"_s));
    }

    void theLastPanelAndItsStateComeBack() {
        open();
        m_window->showPanel(u"receiver");
        static_cast<PlainPanel*>(m_window->currentPanel())->m_mark = 7;
        m_window->close();
        m_window = std::make_unique<MainWindow>(*m_settings);
        open();
        QCOMPARE(m_window->currentPanel()->panelId(), "receiver"_L1);
        QCOMPARE(static_cast<PlainPanel*>(m_window->currentPanel())->m_mark, 7);
    }

    void theSizeComesBack() {
        open();
        m_window->resize(900, 600);
        m_window->close();
        m_window = std::make_unique<MainWindow>(*m_settings);
        QCOMPARE(m_window->size(), QSize(900, 600));
    }

    void anUnknownPanelIsRefused() {
        open();
        QVERIFY(!m_window->showPanel(u"nonsense"));
        QCOMPARE(m_window->currentPanel()->panelId(), "traces"_L1);
    }

    void aStoreThatCannotBeOpenedOffersWaysOut() {
        m_window->show();
        m_window->showStoreProblem(
            u"/x/store.duckdb"_s, {ErrorCode::TooNew, u"It was written by version 9."_s, u"Update Spanglass."_s});
        QTRY_VERIFY(find<QPushButton>(u"otherStore"_s)->isVisible());
        QVERIFY(find<QPushButton>(u"newStore"_s)->isVisible());
        QSignalSpy retry(m_window.get(), &MainWindow::storeRetryRequested);
        QTest::mouseClick(find<QPushButton>(u"retryStore"_s), Qt::LeftButton);
        QCOMPARE(retry.count(), 1);
        QVERIFY(!find<QAction>(u"openFiles"_s)->isEnabled());
    }

    void anotherStoreIsAskedForWithADialog() {
        m_window->show();
        m_window->showStoreProblem(u"/x"_s, {ErrorCode::Busy, u"In use."_s, {}});
        QTest::mouseClick(find<QPushButton>(u"otherStore"_s), Qt::LeftButton);
        auto* dialog = find<QDialog>(u"fileDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        dialog->reject();
    }

    void theStatusBarTellsReceiverAndStore() {
        m_store.m_status.traces = 1204;
        m_store.m_status.spans = 2'500'000;
        m_store.m_status.bytes = 412u << 20;
        open();
        auto* receiver = find<QToolButton>(u"receiverStatus"_s);
        QVERIFY(receiver->text().contains("stopped"_L1));
        m_receiver.start({});
        QVERIFY2(receiver->text().contains("127.0.0.1:4318"_L1), qPrintable(receiver->text()));
        const QString store = find<QToolButton>(u"storeStatus"_s)->text();
        QVERIFY2(store.contains("1,204 traces"_L1) && store.contains("2,500,000 spans"_L1), qPrintable(store));
        QVERIFY2(store.contains("412 MiB of 2 GiB"_L1), qPrintable(store));
    }

    void aFailedReceiverSaysWhyInItsToolTip() {
        open();
        m_receiver.m_snapshot.state = ReceiverState::Failed;
        m_receiver.m_snapshot.problem = u"Port 4318 is busy."_s;
        Q_EMIT m_receiver.changed();
        QVERIFY(find<QToolButton>(u"receiverStatus"_s)->toolTip().contains(u"Port 4318 is busy."_s));
    }

    void aBusyPortIsSaidInTheStatusBarWithTheWayOut() {
        open();
        m_receiver.m_snapshot.state = ReceiverState::Failed;
        m_receiver.m_snapshot.problem = u"Port 4318 is held by otelcol."_s;
        m_receiver.m_snapshot.busyPort = 4318;
        m_receiver.m_snapshot.suggestedPort = 4319;
        m_receiver.m_settings = {};
        Q_EMIT m_receiver.changed();
        QCOMPARE(find<QToolButton>(u"receiverStatus"_s)->text(), u"Port 4318 is in use"_s);
        auto* retry = find<QToolButton>(u"receiverRetry"_s);
        QCOMPARE(retry->text(), u"Use port 4319 instead"_s);
        QTest::mouseClick(retry, Qt::LeftButton);
        QCOMPARE(m_receiver.m_settings.httpPort, quint16(4319));
        QVERIFY(!retry->isVisible());
    }

    void droppedFilesAreReadIn() {
        open();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/x/a.json"_s), QUrl(u"https://example.com/b"_s)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &drop);
        QCOMPARE(m_files.m_imported, QStringList{u"/x/a.json"_s});
        m_files.end(ImportReport{});
    }

    void nothingCanBeDroppedWithoutAStore() {
        m_window->show();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/x/a.json"_s)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(!enter.isAccepted());
    }

    void anImportShowsItsProgressAndOutcome() {
        open();
        m_window->transfers().importFiles({u"/x/a.json"_s});
        auto* bar = find<QProgressBar>({});
        QVERIFY(bar->isVisible());
        m_files.m_import.setProgressRange(0, 1000);
        m_files.m_import.setProgressValue(400);
        QTRY_COMPARE(bar->value(), 400);
        m_files.end(ImportReport{
            .traces = 2, .spans = 1500, .duplicates = 0, .problemCount = 0, .problems = {}, .traceIds = {}});
        QTRY_COMPARE(outcome().kind(), BannerKind::Success);
        QCOMPARE(outcome().message(), u"1,500 spans in 2 traces read from a.json."_s);
        QVERIFY(!bar->isVisible());
    }

    void unreadablePlacesAreListed() {
        open();
        m_window->transfers().importFiles({u"/x/a.json"_s});
        m_files.end(ImportReport{.traces = 1,
            .spans = 3,
            .duplicates = 0,
            .problemCount = 1,
            .problems = {{u"/x/a.json"_s, 17, u"Not JSON."_s}},
            .traceIds = {}});
        QTRY_COMPARE(outcome().kind(), BannerKind::Warning);
        QTest::mouseClick(outcome().findChild<QPushButton*>(u"bannerAction"_s), Qt::LeftButton);
        auto* list = find<QTreeWidget>(u"importProblems"_s);
        QVERIFY(list && list->isVisible());
        QCOMPARE(list->topLevelItem(0)->text(1), u"17"_s);
        QCOMPARE(list->topLevelItem(0)->text(2), u"Not JSON."_s);
    }

    void aFileThatCannotBeReadIsNamedWithTheReason() {
        open();
        QSignalSpy failed(&m_window->transfers(), &Transfers::failed);
        m_window->transfers().importFiles({u"/x/a.json"_s});
        m_files.end(ImportReport{.traces = 0,
            .spans = 0,
            .duplicates = 0,
            .problemCount = 3,
            .problems = {{u"/x/a.json"_s, 0, u"No such file."_s}},
            .traceIds = {}});
        QTRY_COMPARE(outcome().kind(), BannerKind::Error);
        QCOMPARE(outcome().message(), u"Nothing could be read from a.json."_s);
        QCOMPARE(outcome().remedy(), u"a.json: No such file.\n2 more places could not be read."_s);
        QCOMPARE(failed.count(), 1);
    }

    void anImportCanBeCancelled() {
        open();
        m_window->transfers().importFiles({u"/x/a.json"_s});
        QTest::mouseClick(find<QPushButton>(u"cancelTransfer"_s), Qt::LeftButton);
        QVERIFY(m_files.m_import.isCanceled());
        m_files.m_import.finish();
        QTRY_VERIFY(outcome().message().contains("cancelled"_L1));
        QVERIFY(m_window->transfers().isIdle());
    }

    void tracesAreSavedUnderAChosenNameAndFormat() {
        open();
        const std::vector<TraceId> traces{{0, 1}, {0, 2}};
        m_window->askForExport(traces, u"Local store"_s);
        auto* dialog = find<QFileDialog>(u"fileDialog"_s);
        QVERIFY(dialog);
        QCOMPARE(dialog->windowTitle(), u"Save 2 traces of Local store"_s);
        dialog->selectNameFilter(u"CSV (*.csv)"_s);
        dialog->selectFile(m_folder.filePath(u"out.csv"_s));
        Q_EMIT dialog->accepted();
        dialog->close();
        QCOMPARE(m_files.m_exported.traces, traces);
        QCOMPARE(m_files.m_exported.format, ExportFormat::Csv);
        QCOMPARE(m_files.m_exported.file, m_folder.filePath(u"out.csv"_s));
        QTRY_COMPARE(outcome().kind(), BannerKind::Success);
    }

    void whatBelongsToAStoreComesBackWithThatStore() {
        m_store.m_status.file = u"/a.duckdb"_s;
        open();
        static_cast<PlainPanel*>(m_window->currentPanel())->m_storeMark = 7;
        m_store.m_status.file = u"/b.duckdb"_s;
        open();
        QCOMPARE(static_cast<PlainPanel*>(m_window->currentPanel())->m_storeMark, 0);
        m_store.m_status.file = u"/a.duckdb"_s;
        open();
        QCOMPARE(static_cast<PlainPanel*>(m_window->currentPanel())->m_storeMark, 7);
    }

    void importsWaitForEachOther() {
        open();
        m_window->transfers().importFiles({u"/x/a.json"_s});
        m_window->transfers().importFiles({u"/x/b.json"_s});
        QCOMPARE(m_files.m_imported.size(), 1);
        m_files.end(ImportReport{});
        QTRY_COMPARE(m_files.m_imported.size(), 2);
        m_files.end(ImportReport{});
        QTRY_VERIFY(m_window->transfers().isIdle());
    }

    void aFailedImportSaysWhy() {
        open();
        m_window->transfers().importFiles({u"/x/a.json"_s});
        m_files.end(failure(ErrorCode::NoSpace, u"The disk is full."_s, u"Make room."_s));
        QTRY_COMPARE(outcome().kind(), BannerKind::Error);
        QCOMPARE(outcome().remedy(), u"Make room."_s);
    }

    void theQuestionMarkOpensTheShortcutSheet() {
        open();
        QTest::keyClick(m_window.get(), Qt::Key_Question);
        auto* sheet = find<QDialog>(u"shortcutSheet"_s);
        QVERIFY(sheet && sheet->isVisible());
        sheet->reject();
    }

    void helpOpensInTheWindow() {
        open();
        find<QAction>(u"gettingStarted"_s)->trigger();
        QCOMPARE(m_window->currentPanel()->panelId(), "help"_L1);
        QVERIFY(!find<QToolButton>(u"rail-traces"_s)->isChecked());
    }

    void anotherZoneIsToldToEveryWidget() {
        class Listener : public QWidget {
        public:
            int m_told = 0;

        protected:
            void changeEvent(QEvent* event) override { m_told += event->type() == QEvent::LocaleChange; }
        } listener;
        Appearance appearance(*m_settings, {});
        const int before = listener.m_told;
        m_settings->setValue(setting::Utc, true);
        QCOMPARE(listener.m_told, before + 1);
        m_settings->setValue(setting::Utc, false);
    }

    void largerTextIsKept() {
        open();
        find<QAction>(u"largerText"_s)->trigger();
        QCOMPARE(m_settings->value(setting::TextPercent), 110);
        QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(m_settings->value(setting::TextPercent), 100);
    }

    void theCommandsForSavingNameTheirPlace() {
        open();
        auto* listed = find<QAction>(u"saveTraces"_s);
        auto* chosen = find<QAction>(u"saveChosen"_s);
        m_window->showSavable(u"agents & co on acme"_s, 0, false);
        QCOMPARE(listed->text(), u"&Save traces of agents && co on acme…"_s);
        QVERIFY(listed->isEnabled() && !chosen->isEnabled());
        m_window->showSavable(u"Local store"_s, 3, false);
        QCOMPARE(chosen->text(), u"Save 3 se&lected traces of Local store…"_s);
        QVERIFY(chosen->isEnabled());
        m_window->showSavable(u"Local store"_s, 1, true);
        QCOMPARE(chosen->text(), u"Save t&his trace of Local store…"_s);
        m_window->closeStore();
        QVERIFY(!listed->isEnabled() && !chosen->isEnabled());
    }

    void theCommandsForSavingAskThePlaceInView() {
        open();
        m_window->showSavable(u"Local store"_s, 1, false);
        QSignalSpy listed(m_window.get(), &MainWindow::saveListedRequested);
        QSignalSpy chosen(m_window.get(), &MainWindow::saveChosenRequested);
        find<QAction>(u"saveTraces"_s)->trigger();
        find<QAction>(u"saveChosen"_s)->trigger();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(chosen.size(), 1);
    }

    void closingTheStoreDropsThePanels() {
        open();
        m_window->closeStore();
        QVERIFY(!m_window->currentPanel());
        QVERIFY(m_window->panelIds().isEmpty());
        QVERIFY(!find<QToolButton>(u"rail-traces"_s));
    }

    void theMenusNameTheirKeys() {
        for (const char* name : {"openFiles", "saveTraces", "saveChosen", "quit", "shortcuts", "gettingStarted"})
            QVERIFY2(!find<QAction>(QLatin1StringView(name))->shortcut().isEmpty(), name);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
