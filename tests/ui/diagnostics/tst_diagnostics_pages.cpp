#include "tests/ui/diagnostics/DiagnosticsBench.h"
#include "ui/common/Banner.h"
#include "ui/common/Theme.h"
#include "ui/diagnostics/FrameMeter.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const auto SomeTrace = u"5b8efff798038103d269b633813fc60c"_s;
enum Page { Checks, Way, Log, Requests, Counters };

} // namespace

class TestDiagnosticsPages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void oneTracesWayIsTold() {
        DiagnosticsBench b;
        b.open();
        b.panel->follow(*TraceId::fromText(SomeTrace));
        QCOMPARE(b.control.followed, QStringList{SomeTrace});
        TraceWay way{SomeTrace, {}, u"It stopped at the endpoint: nothing has sent it yet."_s};
        for (std::size_t i = 0; i < WayStationCount; ++i)
            way.stops << WayStop{static_cast<WayStation>(i), i == 0 ? WayStop::State::Seen : WayStop::State::NotSeen};
        way.stops[0].evidence = u"3 spans"_s;
        b.control.tellWay(way, true);
        QTRY_COMPARE(b.find<Banner>(u"wayVerdict"_s)->message(), way.verdict);
        QCOMPARE(b.find<Banner>(u"wayVerdict"_s)->kind(), BannerKind::Error);
        QStringList seen;
        for (const QLabel* each : b.panel->findChildren<QLabel*>(u"wayEvidence"_s))
            seen << each->text();
        QCOMPARE(seen.value(0), u"seen · 3 spans"_s);
        QCOMPARE(seen.value(1), u"not seen"_s);
        QCOMPARE(seen.size(), qsizetype(WayStationCount));
    }

    void aWrongTraceIdIsSaidBeforeItIsAsked() {
        DiagnosticsBench b;
        b.open();
        b.showPage(Way);
        QTest::keyClicks(b.find<QLineEdit>(u"wayTrace"_s), u"order 4711"_s);
        QVERIFY(b.text(u"wayProblem"_s).contains(u"32 hexadecimal digits"_s));
        QVERIFY(!b.find<QPushButton>(u"followTrace"_s)->isEnabled());
    }

    void theLogIsFilteredByLevelAndText() {
        DiagnosticsBench b;
        b.records.say(LogLevel::Info, u"spanglass.net"_s, u"asked"_s);
        b.records.say(LogLevel::Error, u"spanglass.store"_s, u"The disk is full"_s);
        b.open();
        b.showPage(Log);
        auto* table = b.find<QTableView>(u"logTable"_s);
        QCOMPARE(table->model()->rowCount(), 2);
        auto* level = b.find<QComboBox>(u"logLevel"_s);
        level->setCurrentIndex(level->findText(u"Only errors"_s));
        QCOMPARE(table->model()->rowCount(), 1);
        QTest::keyClicks(b.find<QLineEdit>(u"logSearch"_s), u"nothing like it"_s);
        QVERIFY(b.text(u"logCount"_s).startsWith(u"No message of this run"_s));
    }

    void theLogGrowsWhileItIsLookedAt() {
        DiagnosticsBench b;
        b.open();
        b.showPage(Log);
        b.records.say(LogLevel::Info, u"spanglass.net"_s, u"asked"_s);
        QTRY_COMPARE(b.find<QTableView>(u"logTable"_s)->model()->rowCount(), 1);
    }

    void theLastCrashIsToldBesideTheLog() {
        DiagnosticsBench b;
        b.records.crashed = u"Spanglass 0.1 stopped unexpectedly on 2026-11-21 14:03:00."_s;
        b.open();
        b.showPage(Log);
        QCOMPARE(b.find<Banner>(u"lastCrash"_s)->message(), *b.records.crashed);
        QVERIFY(b.shown<QWidget>(u"lastCrash"_s));
    }

    void requestsAreListedWithWhatBecameOfThem() {
        DiagnosticsBench b;
        b.records.ask("GET", u"/api/2.0/preview/scim/v2/Me"_s, 200);
        b.records.ask("POST", u"/api/2.0/sql/statements"_s, 0, "timed-out"_L1);
        b.open();
        b.showPage(Requests);
        auto* table = b.find<QTableView>(u"requestTable"_s);
        QCOMPARE(table->model()->rowCount(), 2);
        b.find<QAbstractButton>(u"requestsFaulty"_s)->click();
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 7).data().toString(), u"timed-out"_s);
    }

    void withoutRequestsThePageSaysWhatComes() {
        DiagnosticsBench b;
        b.open();
        b.showPage(Requests);
        QVERIFY(b.text(u"requestCount"_s).startsWith(u"Nothing has been asked"_s));
    }

    void countersFollowTheProgram() {
        DiagnosticsBench b;
        b.open();
        b.showPage(Counters);
        b.receiver.now.spans = 4711;
        auto* table = b.find<QTableView>(u"counterTable"_s);
        QTRY_COMPARE(table->model()->index(1, 2).data().toString(), u"4,711"_s);
    }

    void paintingIsMeasured() {
        QWidget window;
        FrameMeter meter;
        meter.watch(&window);
        window.resize(200, 100);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const std::uint64_t before = meter.times().total();
        window.update();
        QTRY_VERIFY(meter.times().total() > before);
        QVERIFY(meter.times().painting(1).value > 0);
    }
};

QTEST_MAIN(TestDiagnosticsPages)
#include "tst_diagnostics_pages.moc"
