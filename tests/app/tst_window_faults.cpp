// What the window shows while a workspace fails in every way that the practice workspace knows on the wire.
#include "app/workspace/PracticeSamples.h"
#include "tests/app/GatedProxy.h"
#include "tests/app/WindowBench.h"
#include "tests/practice/ConnectedWorkspace.h"
#include "ui/sql/SqlEditor.h"
#include "ui/sql/SqlGrid.h"
#include "ui/sql/SqlToolBar.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QListView>
#include <QTabWidget>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 60'000;

/// Somebody who may do everything and signs in with tokens that can expire.
const QByteArray People = R"({"principals":[
    {"kind":"user","id":"1","name":"ada@practice.example","display_name":"Ada","groups":["admins","users"],"admin":true,
     "personal_access_token":"dapi-not-a-real-token"},
    {"kind":"service_principal","id":"2","name":"8d7c3c0e-window","display_name":"window","groups":["admins","users"],
     "admin":true,"client_secret":"dose-not-a-real-secret"}]})";

PracticeOptions quickly(const QString& folder) {
    QFile people(folder + u"/secrets.json"_s);
    if (people.open(QIODevice::WriteOnly))
        people.write(People);
    people.close();
    PracticeOptions options;
    options.dataFolder = folder;
    options.pace.coldStart = 200ms;
    return options;
}

/// What a person reads in it.
QString shownTexts(const QWidget* in) {
    QStringList texts;
    for (const QLabel* label : in->findChildren<QLabel*>()) {
        if (label->isVisible())
            texts << label->text();
    }
    return texts.join(u'\n');
}

} // namespace

class TestWindowFaults : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<ConnectedWorkspace> m_workspace;
    std::unique_ptr<GatedProxy> m_proxy;
    std::unique_ptr<WindowBench> m_bench;
    QTimer m_turns; ///< of the window's event loop
    QElapsedTimer m_sinceTurn;
    qint64 m_longestTurn = 0; ///< ms
    QString m_local; ///< ids of the places
    QString m_there;
    QString m_fault;

    void setFault(const QString& fault) {
        m_fault = fault;
        QVERIFY(m_workspace->practice().setFault(fault, true));
    }
    void clearFault() {
        if (!m_fault.isEmpty())
            QVERIFY(m_workspace->practice().setFault(m_fault, false));
        m_fault.clear();
    }

    QTableView* list() const { return m_bench->shown<QTableView>(u"traceTable"_s); }
    QTabWidget* tabs() const { return m_bench->shown<QTabWidget>(u"traceTabs"_s); }
    void reload() const { tabs()->widget(0)->findChild<QAction*>(u"reload"_s)->trigger(); }
    void press(const QString& button) const {
        for (QPushButton* each : m_bench->window().findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text() == button)
                return QTest::mouseClick(each, Qt::LeftButton);
        }
        QFAIL(qPrintable(u"no button "_s + button));
    }
    void run(const QString& sql) const {
        auto* bar = m_bench->sql()->findChild<SqlToolBar*>();
        bar->setSourceId(m_bench->sql()->sources().all().back().id);
        m_bench->sql()->findChild<SqlEditor*>()->setPlainText(sql);
        bar->run->trigger();
    }
    int rowsOfAnswer() const {
        const auto* grid = m_bench->shown<SqlGrid>(u"sqlGrid"_s);
        return grid ? grid->model()->rowCount() : -1;
    }
    void openFirstTrace() const {
        list()->setCurrentIndex(list()->model()->index(0, 0));
        Q_EMIT list()->activated(list()->currentIndex());
        QTRY_COMPARE(tabs()->currentIndex(), 1);
    }
    void closeTrace() const { Q_EMIT tabs()->tabCloseRequested(1); }

private Q_SLOTS:
    void initTestCase() {
        m_workspace = std::make_unique<ConnectedWorkspace>(quickly(m_folder.path()));
        QVERIFY(fillPractice(m_workspace->api()));
        m_proxy = std::make_unique<GatedProxy>(QUrl(m_workspace->client().base()).port());
        m_sinceTurn.start();
        connect(&m_turns, &QTimer::timeout, this, [this] {
            m_longestTurn = std::max(m_longestTurn, m_sinceTurn.restart());
            m_proxy->tick();
        });
        m_turns.start(1ms);

        QFile profile(m_folder.filePath(u"databrickscfg"_s));
        QVERIFY(profile.open(QIODevice::WriteOnly));
        profile.write("[failing]\nhost = http://127.0.0.1:" + QByteArray::number(m_proxy->port())
            + "\nclient_id = 8d7c3c0e-window\nclient_secret = dose-not-a-real-secret\n");
        profile.close();
        qputenv("DATABRICKS_CONFIG_FILE", profile.fileName().toUtf8());

        m_bench = std::make_unique<WindowBench>();
        m_local = m_bench->traces()->currentPlace().id;
        m_bench->click(u"emptySample"_s);
        QTRY_VERIFY_WITH_TIMEOUT(list() && list()->model()->rowCount() > 0, Patience);
        m_bench->askForWorkspace();
        auto* connections = m_bench->dialog()->findChild<QListView*>(u"workspaceConnections"_s);
        for (int row = 0; row < connections->model()->rowCount(); ++row) {
            const QModelIndex at = connections->model()->index(row, 0);
            if (at.data().toString() == u"failing"_s)
                connections->setCurrentIndex(at);
        }
        m_bench->openExample();
        m_there = m_bench->traces()->currentPlace().id;
        QVERIFY(m_there != m_local);
    }
    void init() {
        m_bench->window().showPanel(u"traces");
        m_bench->traces()->showPlace(m_there);
        QCOMPARE(list()->model()->rowCount(), 3);
    }
    void cleanup() {
        clearFault();
        QVERIFY(m_longestTurn < 30'000); // half of what a request may take: none was waited for to its end
    }
    void cleanupTestCase() {
        m_bench.reset();
        m_proxy.reset();
        m_workspace.reset();
    }

    void aFaultIsToldAndTheWindowGoesOn_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("remedy");
        const QString statements = u"@/api/2.0/sql/statements"_s;
        QTest::newRow("server gone") << u"server-gone"_s + statements << u"ended before the answer was complete"_s
                                     << u"Try again"_s;
        QTest::newRow("half a chunk") << u"half-chunk"_s + statements << u"ended before the answer was complete"_s
                                      << u"Try again"_s;
        QTest::newRow("wrong JSON") << u"wrong-json"_s + statements << u"answer cannot be read"_s
                                    << u"run the statement again"_s;
        QTest::newRow("a proxy's page") << u"proxy-page"_s + statements << u"The proxy did not let the call"_s
                                        << u"Check the proxy in the settings"_s;
        QTest::newRow("a storm of 429") << u"too-many-requests"_s + statements << u"Too many requests"_s
                                        << u"Wait 1 s, then try again"_s;
        QTest::newRow("a warehouse that stops")
            << u"warehouse-stops-mid-query"_s << u"The SQL warehouse was stopped while the statement ran"_s
            << u"start it"_s;
        QTest::newRow("5 GB") << u"huge-answer"_s + statements << u"is larger than the limit of"_s << u"Ask for less"_s;
    }
    /// Every answer waited until the event loop had turned 20 more times: it would never have come to a window that
    /// waits for it.
    void aFaultIsToldAndTheWindowGoesOn() {
        QFETCH(QString, fault);
        QFETCH(QString, words);
        QFETCH(QString, remedy);
        const auto tells
            = [&](const QWidget* in) { return shownTexts(in).contains(words) && shownTexts(in).contains(remedy); };

        setFault(fault);
        int held = m_proxy->held();
        reload();
        QTRY_VERIFY_WITH_TIMEOUT(tells(m_bench->traces()), Patience);
        QVERIFY(m_proxy->held() > held);
        QCOMPARE(list()->model()->rowCount(), 3); // what was read before is still there

        m_bench->traces()->showPlace(m_local);
        reload();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->traces()->isSettled(), Patience);
        QVERIFY(list()->model()->rowCount() > 0);
        QVERIFY(!m_bench->traces()->problem());
        m_bench->traces()->showPlace(m_there);

        held = m_proxy->held();
        openFirstTrace();
        QTRY_VERIFY_WITH_TIMEOUT(tells(tabs()->currentWidget()), Patience);
        QVERIFY(m_proxy->held() > held);

        m_bench->window().showPanel(u"sql");
        held = m_proxy->held();
        run(u"SELECT 1 AS one"_s);
        QTRY_VERIFY_WITH_TIMEOUT(tells(m_bench->sql()), Patience);
        QVERIFY(m_proxy->held() > held);

        clearFault();
        run(u"SELECT 1 AS one"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOfAnswer(), 1, Patience);
        m_bench->window().showPanel(u"traces");
        press(u"Try again"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->shown<QWidget>(u"waterfall"_s), Patience);
        closeTrace();
        press(u"Try again"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!tells(m_bench->traces()), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 3, Patience);
    }

    /// The fault lets tokens expire with every submission, so it is on for one statement at a time; what comes after it
    /// finds its token expired.
    void tokensThatExpireBetweenPollsAreNotNoticed() {
        const int held = m_proxy->held();
        const auto expire = [this](int rows) {
            m_bench->window().showPanel(u"sql");
            setFault(u"tokens-expire"_s);
            run(u"SELECT id FROM range(0, %1)"_s.arg(rows));
            QTRY_COMPARE_WITH_TIMEOUT(rowsOfAnswer(), rows, Patience);
            clearFault();
            m_bench->window().showPanel(u"traces");
        };
        expire(2);
        reload();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->traces()->isSettled(), Patience);
        QVERIFY(!m_bench->traces()->problem());
        QCOMPARE(list()->model()->rowCount(), 3);
        expire(3);
        openFirstTrace();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->shown<QWidget>(u"waterfall"_s), Patience);
        closeTrace();
        QVERIFY(m_proxy->held() > held);
    }

    void linksThatHaveExpiredAreNotNoticed() {
        setFault(u"link-expired"_s);
        m_bench->window().showPanel(u"sql");
        const int held = m_proxy->held();
        run(u"SELECT id, repeat('x', 4000) AS x FROM range(0, 8000)"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOfAnswer(), 8'000, Patience);
        QVERIFY(m_proxy->held() > held);
    }

    void storageThatRefusesALinkIsTold() {
        setFault(u"proxy-page@/practice/results/"_s);
        m_bench->window().showPanel(u"sql");
        run(u"SELECT id, repeat('y', 4000) AS y FROM range(0, 8000)"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            shownTexts(m_bench->sql()).contains(u"The cloud storage that holds the answer refuses it (HTTP 403)"_s),
            Patience);
        QVERIFY(shownTexts(m_bench->sql()).contains(u"blocked by a proxy"_s));
    }
};

QTEST_MAIN(TestWindowFaults)
#include "tst_window_faults.moc"
