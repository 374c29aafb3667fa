#include "tests/support/Pictures.h"
#include "tests/ui/replay/ReplayBench.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

/// Every state is painted in every theme and size. With SPANGLASS_PICTURES set to a folder, the pictures are kept.
class TestReplayPictures : public QObject {
    Q_OBJECT
private:
    static ReplayStatus& addReplays(ReplayBench& b) {
        ReplayStatus& old = b.replays.add(u"r1"_s, ReplayState::Done, 10);
        old.plan.target.spansTable = u"main.agents.orders_otel_spans"_s;
        ReplayStatus& stopped = b.replays.add(u"r2"_s, ReplayState::Stopped, 3);
        stopped.plan.target = {};
        stopped.plan.target.url = u"https://otlp.example.com:4317"_s;
        stopped.plan.target.wire = OtlpWire::Grpc;
        stopped.problem = Error{ErrorCode::NeedsSignIn, u"The endpoint refuses the sign-in (UNAUTHENTICATED)."_s,
            u"Check the value of the header authorization, then resume."_s};
        ReplayStatus& now = b.replays.add(u"r3"_s, ReplayState::Running, 6);
        now.plan.target.spansTable = u"main.agents.support_otel_spans"_s;
        now.plan.selection.filter = u"service = storefront AND status = error"_s;
        now.spans = 128'400;
        now.spansTaken = 74'310;
        now.spansRejected = 7;
        now.parcels[std::size_t(ParcelState::Taken)] = 148;
        now.parcels[std::size_t(ParcelState::Waiting)] = 101;
        now.parcels[std::size_t(ParcelState::Sending)] = 4;
        now.parcels[std::size_t(ParcelState::Refused)] = 2;
        now.parcels[std::size_t(ParcelState::Uncertain)] = 1;
        now.spansPerSecond = 4'812;
        now.bytesPerSecond = 2'730'000;
        now.remaining = Nanos{11'200'000'000};
        now.note = u"The server asks to wait 12 s (429)."_s;
        b.replays.addEntry(ParcelState::Taken, 200).requestId = u"7f3a-0001"_s;
        b.replays.addEntry(ParcelState::Taken, 200, u"7 spans are older than the table allows."_s).rejected = 7;
        b.replays.addEntry(ParcelState::Refused, 400,
            u"Schema validation error: Field \"flags\" found in the proto definition, but not in the table schema"_s);
        b.replays.addEntry(ParcelState::Uncertain, -1, u"The connection was cut before the answer."_s);
        b.replays.addEntry(ParcelState::Split, 413, u"request entity too large"_s);
        for (int i = 0; i < 60; ++i)
            b.replays.addEntry(i < 4 ? ParcelState::Sending : ParcelState::Waiting, 0);
        return now;
    }
    static void paint(const ReplayBench& b, const QString& name) {
        savePicture(*b.panel, u"replay-"_s + name + u'-' + QString::fromLatin1(QTest::currentDataTag()));
    }
    static void scrollDown(const ReplayBench& b) {
        for (QScrollArea* area : b.panel->findChildren<QScrollArea*>())
            area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    }

private Q_SLOTS:
    void everyStatePaints_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        for (const bool dark : {false, true}) {
            for (const QSize size : {QSize(1208, 736), QSize(2488, 1376)})
                QTest::addRow("%s %d", dark ? "dark" : "light", size.width()) << size << dark;
        }
    }

    void everyStatePaints() {
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        ReplayBench b;
        b.open();
        b.panel->resize(size);
        paint(b, u"empty"_s);
        b.click(u"beginReplay"_s);
        b.pick(u"targetKind"_s, u"Any OTLP endpoint"_s);
        b.type(u"targetUrl"_s, u"https://otlp.example.com"_s);
        b.click(u"add-headers"_s);
        b.type(u"headerName"_s, u"authorization"_s);
        b.type(u"headerValue"_s, u"not-a-secret"_s);
        b.tab(u"replaySource"_s, 2);
        ReplayEstimate estimate = b.replays.estimates.ready->value();
        estimate.spansTakenBefore = 60;
        estimate.remarks = {u"A workspace takes 100 traces a second (as published in 2026-01)."_s};
        b.replays.estimates.ready = estimate;
        b.replays.dryRuns.ready = QList<ReplayFinding>{
            {u"Address"_s, ReplayFinding::State::Fine, u"https://otlp.example.com answers over TLS 1.3."_s},
            {u"Sign-in"_s, ReplayFinding::State::Failed, u"The endpoint answers 401."_s,
                u"Check the value of the header authorization."_s},
            {u"Table"_s, ReplayFinding::State::NotLooked}};
        b.click(u"dryRun"_s);
        QTRY_VERIFY(b.panel->isSettled());
        paint(b, u"new"_s);
        scrollDown(b);
        paint(b, u"new-below"_s);
        b.pick(u"targetKind"_s, u"Databricks table"_s);
        b.tab(u"replaySource"_s, 1);
        b.click(u"add-attributes"_s);
        QTRY_VERIFY(b.panel->isSettled());
        for (QScrollArea* area : b.panel->findChildren<QScrollArea*>())
            area->verticalScrollBar()->setValue(0);
        paint(b, u"new-table"_s);
        addReplays(b);
        b.click(u"cancelReplay"_s);
        b.tell();
        QTRY_VERIFY(b.shows(u"uncertain"_s));
        QTRY_COMPARE(b.shown<QTableView>(u"entries"_s)->model()->rowCount(), 65);
        b.shown<QTableView>(u"entries"_s)->selectRow(2);
        paint(b, u"running"_s);
        b.panel->showReplay(u"r2"_s);
        paint(b, u"stopped"_s);
        ArrivalReport report;
        report.at = QDateTime(QDate(2026, 1, 5), QTime(9, 40), Qt::UTC);
        report.asked = 1000;
        report.found = 996;
        report.missing = 4;
        report.compared = 50;
        report.different = 1;
        for (std::uint64_t i = 1; i < 5; ++i)
            report.faults.push_back({{0x5b8efff798038103, i}, {0xeee19b7ec3c1b170 + i}});
        report.faults.push_back({{0x5b8efff798038103, 9}, {0xeee19b7ec3c1b179}, u"attribute user.id: \"7\", not 7"_s});
        report.where = u"main.agents.orders_otel_spans through Acme"_s;
        b.replays.arrivals.ready = report;
        b.panel->showReplay(u"r1"_s);
        b.shown<QTabWidget>(u"replayTabs"_s)->setCurrentIndex(1);
        b.click(u"checkArrival"_s);
        QTRY_VERIFY(b.shows(u"arrivalFaults"_s));
        paint(b, u"arrival"_s);
    }
};

QTEST_MAIN(TestReplayPictures)
#include "tst_replay_pictures.moc"
