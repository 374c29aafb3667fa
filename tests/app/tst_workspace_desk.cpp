#include "services/core/PolledFeed.h"
#include "services/core/TraceNotes.h"
#include "tests/app/DeskBench.h"

#include <QFile>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const auto Newer = u"/Shared/example-agents"_s;
const auto Older = u"/Shared/example-agents-v1"_s;

} // namespace

/// The window's way to a workspace, against the practice workspace over its sockets.
class TestWorkspaceDesk : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<DeskBench> m_bench;

    TraceId firstTrace(const TracePlace& place) const {
        return awaited(place.source.traces(lastDay(), 0, 10))->rows.at(0).id;
    }

private Q_SLOTS:
    void initTestCase() {
        m_bench = std::make_unique<DeskBench>();
        QVERIFY(!m_bench->desk.isRunning(DeskBench::id()));
        m_bench->start();
    }
    void cleanupTestCase() { m_bench.reset(); }

    void practiceIsOfferedBeforeItRuns() {
        DeskBench fresh;
        const QList<Connection> all = fresh.desk.connections();
        QVERIFY(std::ranges::any_of(
            all, [](const Connection& each) { return each.settings.kind == ConnectionKind::Practice; }));
        QVERIFY(!fresh.desk.isRunning(DeskBench::id()));
    }

    void checkingPracticeStartsItAndSaysWhoWeAre() {
        const auto report = awaited(m_bench->desk.check(DeskBench::id()));
        QVERIFY(report);
        QCOMPARE(report->who, u"ada@practice.example"_s);
        QVERIFY(m_bench->desk.isRunning(DeskBench::id()));
    }

    void warehousesAreListedWithTheirStates() {
        const auto list = awaited(m_bench->desk.warehouses(DeskBench::id()));
        QVERIFY(list);
        QCOMPARE(std::ranges::find(*list, DeskBench::running(), &WarehouseInfo::id)->state, WarehouseState::Running);
        QCOMPARE(std::ranges::find(*list, DeskBench::stopped(), &WarehouseInfo::id)->state, WarehouseState::Stopped);
    }

    void aColdStartSaysHowLongItTakesAndEndsRunning() {
        QStringList told;
        QFutureWatcher<Result<WarehouseInfo>> watcher;
        connect(&watcher, &QFutureWatcherBase::progressTextChanged, this, [&](const QString& text) { told << text; });
        watcher.setFuture(m_bench->desk.startWarehouse(DeskBench::id(), DeskBench::stopped()));
        const auto started = awaited(watcher.future());
        QVERIFY(started);
        QTRY_VERIFY(!told.filter(u"Starting"_s).isEmpty());
        QCOMPARE(started->state, WarehouseState::Running);
    }

    void experimentsAreFoundByAPartOfTheirName() {
        const auto all = awaited(m_bench->desk.experiments(DeskBench::id(), {}));
        const auto some = awaited(m_bench->desk.experiments(DeskBench::id(), u"AGENTS-v1"_s));
        QCOMPARE(all->size(), 2);
        QCOMPARE(some->size(), 1);
        QCOMPARE(some->at(0).name, Older);
    }

    void aQuoteInTheSearchIsNoError() {
        const auto none = awaited(m_bench->desk.experiments(DeskBench::id(), u"it's"_s));
        QVERIFY(none);
        QVERIFY(none->isEmpty());
    }

    void catalogsAndSchemasAreNamed() {
        QVERIFY(awaited(m_bench->desk.catalogs(DeskBench::id()))->contains(u"main"_s));
        QVERIFY(awaited(m_bench->desk.schemas(DeskBench::id(), u"main"_s))->contains(u"default"_s));
    }

    void aSchemaShowsTheTablesOfBothGenerations() {
        const auto tables
            = awaited(m_bench->desk.tablesOfSchema(DeskBench::id(), DeskBench::running(), u"main"_s, u"default"_s));
        QVERIFY(tables);
        QCOMPARE(tables->size(), 2);
        QVERIFY(tables->at(0).readable && tables->at(1).readable);
    }

    void anUnlinkedExperimentSaysWhatToDo() {
        Experiment loose;
        loose.name = u"loose"_s;
        const auto tables = awaited(m_bench->desk.tablesOfExperiment(DeskBench::id(), DeskBench::running(), loose));
        QVERIFY(!tables);
        QVERIFY(tables.error().remedy.contains(u"schema"_s));
    }

    void aTableThatWasNotLookedAtIsNotOpened() {
        const auto opened = m_bench->desk.open(
            {.connectionId = DeskBench::id(), .warehouseId = DeskBench::running(), .spansTable = u"main.x.y"_s});
        QVERIFY(!opened);
        QVERIFY(!opened.error().remedy.isEmpty());
    }

    void aWarehouseIsAskedForByItsId() {
        const auto one = awaited(m_bench->desk.warehouse(DeskBench::id(), DeskBench::running()));
        QVERIFY(one);
        QCOMPARE(one->state, WarehouseState::Running);
        QVERIFY(!awaited(m_bench->desk.warehouse(DeskBench::id(), u"nobody"_s)));
    }

    void aPlaceOfAnEarlierRunIsFoundAgain() {
        const WorkspaceRequest request = m_bench->open(Newer)->request();
        DeskBench later;
        QVERIFY(!later.desk.open(request));
        QVERIFY(awaited(later.desk.check(DeskBench::id())));
        const auto found = awaited(later.desk.find(request));
        QVERIFY2(found && found->readable, found ? "" : qPrintable(found.error().oneLine()));
        const auto place = later.desk.open(request);
        QVERIFY(place);
        QCOMPARE(awaited(OpenPlace::view(later.desk.place(*place)).source.count(lastDay()))->traces, std::uint64_t(3));
    }

    void aTableThatIsGoneIsNotFoundAgain() {
        WorkspaceRequest request = m_bench->open(Newer)->request();
        request.spansTable = u"main.default.nobody_otel_spans"_s;
        const auto found = awaited(m_bench->desk.find(request));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::NotFound);
    }

    void aPlaceListsItsTracesAndIsLabelledAsPractice() {
        const auto place = m_bench->open(Newer);
        const TracePlace view = OpenPlace::view(place);
        QCOMPARE(awaited(view.source.count(lastDay()))->traces, std::uint64_t(3));
        QVERIFY(view.title.contains(u"practice"_s, Qt::CaseInsensitive));
        QVERIFY(!view.remembered);
    }

    void aTraceOfAPlaceShowsWhatWasSaidOfIt_data() {
        QTest::addColumn<QString>("experiment");
        QTest::newRow("v2") << Newer;
        QTest::newRow("v1") << Older;
    }

    void aTraceOfAPlaceShowsWhatWasSaidOfIt() {
        QFETCH(QString, experiment);
        const auto place = m_bench->open(experiment);
        const TracePlace view = OpenPlace::view(place);
        const auto notes = awaited(view.source.notes(firstTrace(view)));
        QVERIFY(notes && *notes);
        QVERIFY(std::ranges::any_of((*notes)->notes, [](const TraceNote& each) {
            return each.kind == TraceNote::Kind::Feedback && each.name == u"helpful"_s
                && each.author == u"ben@practice.example"_s;
        }));
    }

    void theFeedOfAPlaceAsksOnlyOnceItIsSwitchedOn() {
        const auto place = m_bench->open(Newer);
        const TracePlace view = OpenPlace::view(place);
        auto* feed = qobject_cast<PolledFeed*>(&view.feed);
        QVERIFY(feed);
        QCOMPARE(feed->state().polls, std::uint64_t(0));
        QSignalSpy committed(feed, &TraceFeed::committed);
        feed->setOn(true);
        QTRY_COMPARE(committed.size(), 1);
        feed->setOn(false);
    }

    void aKeptTraceIsInTheLocalStore() {
        const auto place = m_bench->open(Newer);
        const TracePlace view = OpenPlace::view(place);
        const TraceId trace = firstTrace(view);
        QCOMPARE(awaited(view.keeper->keep({trace})).value_or(0), std::uint64_t(1));
        const auto local = awaited(m_bench->store.source.trace(trace));
        const auto remote = awaited(view.source.trace(trace));
        QVERIFY(local && remote);
        QCOMPARE((*local)->size(), (*remote)->size());
    }

    void anExportFetchesItsTraces() {
        const auto place = m_bench->open(Newer);
        const TracePlace view = OpenPlace::view(place);
        const QString file = m_bench->dir.filePath(u"out.jsonl"_s);
        const auto report = awaited(view.exporter->exportTraces({firstTrace(view)}, ExportFormat::OtlpJsonLines, file));
        QVERIFY(report);
        QCOMPARE(report->traces, std::uint64_t(1));
        QCOMPARE(std::uint64_t(QFileInfo(file).size()), report->bytes);
    }

    void aTraceThatIsNotThereIsNotKept() {
        const auto place = m_bench->open(Newer);
        const auto kept = awaited(OpenPlace::view(place).keeper->keep({TraceId{1, 2}}));
        QVERIFY(!kept);
        QCOMPARE(kept.error().code, ErrorCode::NotFound);
    }

    void aPlaceIsOpenedOnceAndShownAgain() {
        QSignalSpy opened(&m_bench->desk, &WorkspaceDesk::opened);
        const auto first = m_bench->open(Newer);
        const auto again = m_bench->open(Newer);
        QCOMPARE(first, again);
        QCOMPARE(opened.size(), 2);
    }

    void aClosedPlaceIsGone() {
        const QString id = m_bench->open(Older)->id();
        QSignalSpy closed(&m_bench->desk, &WorkspaceDesk::closed);
        m_bench->desk.close(id);
        QCOMPARE(closed.size(), 1);
        QVERIFY(!m_bench->desk.place(id));
    }

    void onlyThePlacesOfOneWarehouseShareIt() {
        const auto first = m_bench->open(Newer);
        const auto second = m_bench->open(Older);
        QVERIFY(m_bench->desk.usesWarehouseBesides(first->id()));
        m_bench->desk.close(second->id());
        QVERIFY(!m_bench->desk.usesWarehouseBesides(first->id()));
    }
};

QTEST_MAIN(TestWorkspaceDesk)
#include "tst_workspace_desk.moc"
