#include "app/WindowSession.h"
#include "tests/support/Pictures.h"
#include "ui/common/Banner.h"
#include "ui/setup/SetupPanel.h"
#include "ui/traces/TracesPanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

constexpr int Patience = 60'000; // ms; the practice workspace starts, and tables are made

/// The program's window on an empty store, with nothing that listens.
struct Bench {
    QTemporaryDir dir;
    QSettings file{dir.filePath(u"spanglass.ini"_s), QSettings::IniFormat};
    Settings settings{file};
    std::unique_ptr<WindowSession> session;

    Bench() {
        qputenv("XDG_DATA_HOME", QFile::encodeName(dir.path())); // the record and the draft of this test alone
        settings.setValue(setting::ReceiverAutoStart, false);
    }
    void open() {
        session = std::make_unique<WindowSession>(settings, WindowCommand());
        QSignalSpy ready(session.get(), &WindowSession::ready);
        window().resize(1280, 800);
        window().show();
        session->open(dir.filePath(u"store.duckdb"_s));
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, Patience);
    }
    /// As when the program ends; its practice workspace is gone with it.
    void leave() {
        window().close();
        session.reset();
    }
    MainWindow& window() const { return session->window(); }
    TracesPanel* traces() const { return qobject_cast<TracesPanel*>(window().panel(u"traces")); }
    template <class T> T* shown(const QString& name) const {
        for (T* child : window().findChildren<T*>(name)) {
            if (child->isVisible())
                return child;
        }
        return nullptr;
    }
    void click(const QString& button) const {
        const auto ready = [&] {
            const auto* found = shown<QPushButton>(button);
            return found && found->isEnabled();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(ready(), qPrintable(button), Patience);
        QTest::mouseClick(shown<QPushButton>(button), Qt::LeftButton);
    }
    QString text(const QString& label) const {
        const auto* found = shown<QLabel>(label);
        return found ? found->text() : QString();
    }
    /// From the first page to the sign-in at the practice workspace.
    void signIn() const {
        window().showPanel(u"setup");
        auto* list = shown<QListView>(u"setupConnections"_s);
        QVERIFY(list);
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex at = list->model()->index(row, 0);
            if (at.data().toString() == u"Practice workspace"_s)
                QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(at).center());
        }
        click(u"startPractice"_s);
    }
    void applyAll() const {
        click(u"applyAll"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shown<Banner>(u"overviewResult"_s), Patience);
        const auto* result = shown<Banner>(u"overviewResult"_s);
        QVERIFY2(result->kind() == BannerKind::Success, qPrintable(result->message() + u' ' + result->remedy()));
    }
    void prove() const {
        click(u"sendProof"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shown<Banner>(u"proofResult"_s), Patience);
        const auto* result = shown<Banner>(u"proofResult"_s);
        QVERIFY2(result->kind() == BannerKind::Success, qPrintable(result->message() + u' ' + result->remedy()));
    }
    void choose(const QString& title) const {
        auto* list = shown<QListView>(u"setupPages"_s);
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex at = list->model()->index(row, 0);
            if (at.data().toString().endsWith(title))
                QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(at).center());
        }
        QTRY_COMPARE(text(u"pageTitle"_s), title);
    }
    bool settles() const {
        return QTest::qWaitFor([this] { return window().currentPanel()->isSettled(); }, Patience);
    }
};

} // namespace

/// Guided setup in the program's own window, against the practice workspace.
class TestSetupWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDefaultsLeadFromTheFirstWindowToTheProvedTrace() {
        Bench b;
        b.open();
        b.click(u"emptySetup"_s);
        QCOMPARE(b.window().currentPanel()->panelId(), "setup"_L1);
        b.signIn();
        b.click(u"setupToOverview"_s);
        QVERIFY(b.settles());
        b.applyAll();
        b.click(u"bannerAction"_s);
        b.prove();
        b.click(u"openProof"_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.window().currentPanel(), static_cast<Panel*>(b.traces()), Patience);
        QVERIFY(b.settles());
        QVERIFY(!b.traces()->problem());
    }

    void everyPageIsWalkedAndItsStepApplied() {
        Bench b;
        b.open();
        b.signIn();
        for (const QString& title : {u"SQL warehouse"_s, u"Experiment"_s, u"Catalog and schema"_s, u"Table check"_s,
                 u"Grants"_s, u"Send from your app"_s, u"Monitoring"_s}) {
            b.click(u"setupNext"_s);
            QTRY_COMPARE(b.text(u"pageTitle"_s), title);
            QVERIFY(b.settles());
            savePicture(b.window(), u"walk-"_s + title);
            applyWhatIsOffered(b);
            savePicture(b.window(), u"walk-"_s + title + u"-after"_s);
        }
        b.click(u"setupNext"_s);
        QVERIFY(b.settles());
        savePicture(b.window(), u"walk-overview"_s);
        b.choose(u"Prove it"_s);
        b.prove();
        savePicture(b.window(), u"walk-proved"_s);
    }

    void aSetupIsResumedAfterARestartAndFinished() {
        Bench b;
        b.open();
        b.signIn();
        b.click(u"setupNext"_s);
        b.choose(u"Experiment"_s);
        QVERIFY(b.settles());
        auto* name = b.shown<QLineEdit>(u"experimentName"_s);
        name->selectAll();
        QTest::keyClicks(name, u"/Shared/resumed"_s);
        QVERIFY(b.settles());
        b.click(u"applyStep"_s);
        QVERIFY(b.settles());
        b.leave();
        b.open();
        b.window().showPanel(u"setup");
        QTRY_VERIFY(b.shown<Banner>(u"setupResumed"_s));
        b.click(u"goToConnection"_s);
        b.click(u"startPractice"_s);
        b.click(u"setupToOverview"_s);
        QVERIFY(b.settles());
        QVERIFY(b.text(u"overviewChoices"_s).contains(u"/Shared/resumed"_s));
        b.applyAll();
    }

private:
    /// Until nothing on the page is left to do.
    static void applyWhatIsOffered(const Bench& b) {
        for (int round = 0; round < 3; ++round) {
            auto* apply = b.shown<QPushButton>(u"applyStep"_s);
            if (!apply || !apply->isEnabled())
                return;
            apply->click();
            QVERIFY(b.settles());
            QVERIFY2(!b.shown<Banner>(u"stepProblem"_s),
                qPrintable(
                    b.shown<Banner>(u"stepProblem"_s) ? b.shown<Banner>(u"stepProblem"_s)->message() : QString()));
        }
    }
};

QTEST_MAIN(TestSetupWindow)
#include "tst_setup_window.moc"
