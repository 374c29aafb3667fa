#include "models/replay/CaptureSessionsModel.h"
#include "models/replay/ReplayDraft.h"
#include "tests/support/FakeConnections.h"
#include "tests/support/FakeReplay.h"
#include "tests/support/HeldFiles.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Bench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(u"s.ini"_s), QSettings::IniFormat};
    FakeWorkspace workspace;
    FakeConnections connections;
    FakeReplay control;
    HeldFiles files;
    TargetChoice target{workspace, connections, settings, u"replay/target"_s};
    ReplayDraft draft{control, files, target};

    void aim() {
        ReplayTarget wanted;
        wanted.url = u"http://127.0.0.1:4318"_s;
        target.change(wanted);
    }
};

} // namespace

class TestReplayDraft : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void selectedTracesAreTheSource() {
        Bench b;
        ReplaySelection chosen;
        chosen.traces = {{1, 2}, {3, 4}};
        b.draft.begin(chosen);
        QCOMPARE(b.draft.source(), ReplaySource::Traces);
        QCOMPARE(b.draft.plan().selection.traces.size(), std::size_t(2));
    }

    void whatAFilterMatchesIsTheSource() {
        Bench b;
        ReplaySelection chosen;
        chosen.filter = u"status = error"_s;
        b.draft.begin(chosen);
        QCOMPARE(b.draft.source(), ReplaySource::Filter);
        QCOMPARE(b.draft.plan().selection.filter, u"status = error"_s);
        b.draft.setFilter(u"status ="_s, {}, u"A value is missing."_s);
        QCOMPARE(b.draft.problem(), u"A value is missing."_s);
    }

    void onlyTheChosenSourceCounts() {
        Bench b;
        ReplaySelection chosen;
        chosen.traces = {{1, 2}};
        b.draft.begin(chosen);
        b.draft.setSource(ReplaySource::Everything);
        QCOMPARE(b.draft.plan().selection, ReplaySelection());
    }

    void theEstimateFollowsWhatIsChosen() {
        Bench b;
        b.draft.begin();
        QTRY_VERIFY(b.draft.estimate().value());
        const auto asked = b.control.estimates.asked.size();
        ReplayPlan options = b.draft.options();
        options.selection.onlyErrors = true;
        b.draft.setOptions(options);
        QVERIFY(!b.draft.estimate().value());
        QTRY_VERIFY(b.draft.estimate().value());
        QCOMPARE(b.control.estimates.asked.size(), asked + 1);
        QVERIFY(b.control.lastPlan.selection.onlyErrors);
    }

    void aLateEstimateOfAnotherPlanIsDropped() {
        Bench b;
        b.control.estimates.ready.reset();
        b.draft.begin();
        QTRY_COMPARE(b.control.estimates.asked.size(), 1);
        b.draft.setSource(ReplaySource::Session);
        QTRY_COMPARE(b.control.estimates.asked.size(), 2);
        ReplayEstimate late;
        late.traces = 1;
        b.control.estimates.answerEarlier(late);
        ReplayEstimate right;
        right.traces = 2;
        b.control.estimates.answer(right);
        QTRY_VERIFY(b.draft.estimate().value());
        QCOMPARE(b.draft.estimate().value()->traces, std::uint64_t(2));
    }

    void theLatestSessionIsOfferedFirst() {
        Bench b;
        b.draft.begin();
        QTRY_VERIFY(b.draft.sessions().value());
        b.draft.setSource(ReplaySource::Session);
        QCOMPARE(b.draft.plan().selection.firstRequest, 41);
        QCOMPARE(b.draft.plan().selection.lastRequest, 60);
        b.draft.chooseSession(b.draft.sessions().value()->at(1));
        QCOMPARE(b.draft.plan().selection.importedFile, u"/data/old.jsonl"_s);
        QCOMPARE(b.draft.plan().selection.lastRequest, 0);
    }

    void aFileIsReadIntoTheStoreFirst() {
        Bench b;
        b.draft.begin();
        b.draft.setSource(ReplaySource::File);
        QCOMPARE(b.draft.problem(), u"No file is chosen."_s);
        b.draft.importFile(u"/data/old.jsonl"_s);
        QCOMPARE(b.draft.problem(), u"The file is being read into the store."_s);
        ImportReport report;
        report.traces = 3;
        report.spans = 40;
        b.files.imports.answer(report);
        QTRY_COMPARE(b.draft.plan().selection.importedFile, u"/data/old.jsonl"_s);
        QCOMPARE(b.draft.selectionProblem(), QString());
    }

    void aFileThatWasReadBeforeIsTakenByItsTraces() {
        Bench b;
        b.control.sessionLists.ready = QList<CaptureSession>();
        b.draft.begin();
        b.draft.setSource(ReplaySource::File);
        b.draft.importFile(u"/data/old.jsonl"_s);
        ImportReport report;
        report.traces = 1;
        report.traceIds = {{7, 8}};
        b.files.imports.answer(report);
        QTRY_COMPARE(b.draft.plan().selection.traces, (std::vector<TraceId>{{7, 8}}));
    }

    void theFirstThingThatIsMissingIsNamed() {
        Bench b;
        b.draft.begin();
        QCOMPARE(b.draft.problem(), u"The address is missing."_s);
        b.aim();
        QCOMPARE(b.draft.problem(), QString());
        ReplayPlan options;
        options.edits.attributes = {{}};
        b.draft.setOptions(options);
        QVERIFY(b.draft.problem().contains(u"names no attribute"_s));
    }

    void nothingIsStartedWhenTheTargetHasItAll() {
        Bench b;
        b.aim();
        ReplayEstimate none;
        none.spansTakenBefore = 340;
        b.control.estimates.ready = none;
        b.draft.begin();
        QTRY_COMPARE(b.draft.problem(), u"The target has taken all of this before."_s);
        b.draft.start();
        QVERIFY(b.control.starts.asked.isEmpty());
    }

    void findingsOfAnotherTargetAreForgotten() {
        Bench b;
        b.control.dryRuns.ready = QList<ReplayFinding>{{u"Address"_s, ReplayFinding::State::Fine}};
        b.draft.begin();
        b.aim();
        b.draft.dryRun();
        QTRY_VERIFY(b.draft.findings().value());
        ReplayTarget other;
        other.url = u"http://127.0.0.1:9999"_s;
        b.target.change(other);
        QVERIFY(!b.draft.findings().value());
    }

    void startingTellsTheIdAndRemembersTheTarget() {
        Bench b;
        b.draft.begin();
        b.aim();
        b.target.setHeaders({{u"x-key"_s, Secret("fake")}});
        QSignalSpy started(&b.draft, &ReplayDraft::started);
        b.draft.start();
        QTRY_COMPARE(started.size(), 1);
        QCOMPARE(started[0][0].toString(), u"r9"_s);
        QCOMPARE(b.control.lastHeaders.size(), std::size_t(1));
        QCOMPARE(b.settings.value(u"replay/target/otlp/url"_s).toString(), u"http://127.0.0.1:4318"_s);
    }

    void aNewReplayIsFaithfulAgain() {
        Bench b;
        ReplayPlan options;
        options.edits.newTraceIds = true;
        b.draft.setOptions(options);
        b.draft.begin();
        QVERIFY(b.draft.plan().edits.isFaithful());
    }

    void sessionsTellWhereTheyComeFrom() {
        CaptureSessionsModel model;
        model.setSessions(*FakeReplay().sessionLists.ready.value());
        QCOMPARE(model.index(0, CaptureSessionsModel::What).data().toString(), u"storefront, assistant"_s);
        QCOMPARE(model.index(1, CaptureSessionsModel::What).data().toString(), u"File old.jsonl"_s);
        QCOMPARE(model.index(0, CaptureSessionsModel::Length).data().toString(), u"10 min 00 s"_s);
    }
};

QTEST_GUILESS_MAIN(TestReplayDraft)
#include "tst_replay_draft.moc"
