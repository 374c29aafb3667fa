// What the pages of guided setup say while the connection to a workspace fails, and how they go on afterwards.
#include "tests/app/SetupWindow.h"
#include "tests/app/StagedWorkspace.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Fault {
    QString name;
    QString words;
    QString remedy;
};

const QList<Fault>& faults() {
    static const QList<Fault> all{
        {u"server-gone"_s, u"ended before the answer was complete"_s, u"Try again"_s},
        {u"half-chunk"_s, u"ended before the answer was complete"_s, u"Try again"_s},
        {u"wrong-json"_s, u"cannot be read"_s, u"again"_s},
        {u"proxy-page"_s, u"proxy did not let the call"_s, u"Check the proxy in the settings"_s},
        {u"too-many-requests"_s, u"Too many requests"_s, u"Wait 1 s, then try again"_s},
        {u"huge-answer"_s, u"is larger than the limit of"_s, u"Ask for less"_s},
    };
    return all;
}

struct Page {
    const char* title;
    QString step;
    QString part; ///< of the paths that fail
};

const QList<Page>& pages() {
    static const QList<Page> all{
        {"Connection", u"sign-in"_s, u"/scim/"_s},
        {"SQL warehouse", u"warehouse"_s, u"/sql/"_s},
        {"Experiment", u"experiment"_s, u"/mlflow/experiments"_s},
        {"Catalog and schema", u"schema"_s, u"/unity-catalog/"_s},
        {"Catalog and schema", u"location"_s, u"/unity-catalog/"_s},
        {"Table check", u"tables"_s, u"/sql/statements"_s},
        {"Grants", u"grants"_s, u"/unity-catalog/"_s},
        {"Monitoring", u"monitoring"_s, u"/scheduled-scorers"_s},
    };
    return all;
}

} // namespace

class TestSetupWire : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<StagedWorkspace> m_workspace;
    std::unique_ptr<SetupWindow> m_window;

    void lookAgain(const QString& step) const {
        m_window->clickIn(m_window->step(step), u"lookAgain"_s);
        QVERIFY(m_window->settles());
    }

private Q_SLOTS:
    /// All is set up, and every page looks again at what is there.
    void initTestCase() {
        m_workspace = std::make_unique<StagedWorkspace>();
        m_window = std::make_unique<SetupWindow>();
        m_window->signIn(u"ada"_s);
        m_window->choose(u"Monitoring"_s);
        QTest::keyClick(m_window->shown<QWidget>(u"monitoringWanted"_s), Qt::Key_Space);
        leavesNothing(m_window->applyAll());
    }
    void cleanup() {
        m_workspace->clearFaults();
        m_workspace->proxy().release();
        QVERIFY(m_workspace->longestTurn() < 30'000); // half of what a request may take: none was waited for
    }
    void cleanupTestCase() {
        m_window.reset();
        m_workspace.reset();
    }

    void aPageTellsWhatFailsAndGoesOnAfterwards_data() {
        QTest::addColumn<int>("page");
        QTest::addColumn<int>("fault");
        for (int page = 0; page < pages().size(); ++page) {
            for (int fault = 0; fault < faults().size(); ++fault)
                QTest::addRow("%s (%s): %s", pages()[page].title, qPrintable(pages()[page].step),
                    qPrintable(faults()[fault].name))
                    << page << fault;
        }
    }
    void aPageTellsWhatFailsAndGoesOnAfterwards() {
        QFETCH(int, page);
        QFETCH(int, fault);
        const Page& where = pages()[page];
        const Fault& what = faults()[fault];
        m_window->choose(QString::fromLatin1(where.title));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->settles() && m_window->isDone(where.step), SetupPatience);
        m_workspace->setFault(what.name + u'@' + where.part);
        lookAgain(where.step);
        failsWith(m_window->problem(where.step), what.words, what.remedy);
        m_workspace->clearFaults();
        lookAgain(where.step);
        QVERIFY2(m_window->isDone(where.step), qPrintable(m_window->summary(where.step)));
    }

    void theProofTellsWhatFailsAndGoesOnAfterwards_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("remedy");
        for (const Fault& each : faults())
            QTest::newRow(qPrintable(each.name)) << each.name << each.words << each.remedy;
    }
    void theProofTellsWhatFailsAndGoesOnAfterwards() {
        QFETCH(QString, fault);
        QFETCH(QString, words);
        QFETCH(QString, remedy);
        m_workspace->setFault(fault + u"@/otel/"_s);
        const Banner* result = m_window->prove();
        if (fault == "wrong-json"_L1) // the answer to a trace says nothing
            return succeeds(result);
        failsWith(result, words, remedy);
        m_workspace->clearFaults();
        succeeds(m_window->prove());
    }

    void anAnswerThatNeverComesIsTimedAndCanBeGivenUp() {
        m_window->choose(u"Experiment"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->settles() && m_window->isDone(u"experiment"_s), SetupPatience);
        m_workspace->proxy().holdBack("/mlflow/experiments");
        m_window->clickIn(m_window->step(u"experiment"_s), u"lookAgain"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->proxy().isHoldingBack(), SetupPatience);
        const auto waiting = [this] { return m_window->step(u"experiment"_s)->findChild<QLabel*>(u"stepText"_s); };
        QTRY_VERIFY_WITH_TIMEOUT(waiting()->isVisible() && waiting()->text().contains(u" s"_s), SetupPatience);
        m_window->clickIn(m_window->step(u"experiment"_s), u"stepCancel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->problem(u"experiment"_s), SetupPatience);
        QVERIFY2(m_window->problem(u"experiment"_s)->message().contains(u"ancelled"_s),
            qPrintable(said(m_window->problem(u"experiment"_s))));
        m_workspace->proxy().release();
        lookAgain(u"experiment"_s);
        QVERIFY2(m_window->isDone(u"experiment"_s), qPrintable(m_window->summary(u"experiment"_s)));
    }
};

QTEST_MAIN(TestSetupWire)
#include "tst_setup_wire.moc"
