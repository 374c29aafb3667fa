#include "models/diagnostics/ProgramsModel.h"
#include "models/diagnostics/SubjectChoice.h"
#include "models/diagnostics/WayFollow.h"
#include "tests/support/FakeDiagnosis.h"
#include "tests/support/FakeWorkspace.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const auto SomeTrace = u"5b8efff798038103d269b633813fc60c"_s;

struct Bench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(u"panel.ini"_s), QSettings::IniFormat};
    FakeDiagnosis control;
    FakeWorkspace workspace;
};

} // namespace

class TestDiagnosisSubject : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itBeginsWithTheLastSubject() {
        Bench b;
        b.control.last.connectionId = u"acme"_s;
        b.control.last.plan.experimentName = u"/Shared/agents"_s;
        const SubjectChoice choice(b.control, b.workspace, b.settings);
        QCOMPARE(choice.subject(), b.control.last);
        QCOMPARE(choice.connection()->settings.name, u"Acme"_s);
    }

    void aSubjectThatNobodyChoseFollowsTheLastOne() {
        Bench b;
        SubjectChoice choice(b.control, b.workspace, b.settings);
        b.control.last.connectionId = u"acme"_s;
        choice.begin();
        QCOMPARE(choice.subject().connectionId, u"acme"_s);
        choice.setTable(u"main.traces.spans"_s);
        b.control.last.connectionId = u"other"_s;
        choice.begin();
        QCOMPARE(choice.subject().connectionId, u"acme"_s);
    }

    void anotherConnectionForgetsWhatBelongedToTheFirst() {
        Bench b;
        b.control.last.connectionId = u"other"_s;
        b.control.last.plan.experimentName = u"/Shared/agents"_s;
        b.control.last.app.file = u"/home/ada/.env"_s;
        SubjectChoice choice(b.control, b.workspace, b.settings);
        choice.chooseConnection(u"acme"_s);
        QVERIFY(choice.subject().plan.experimentName.isEmpty());
        QCOMPARE(choice.subject().plan.host, u"https://acme.example"_s);
        QCOMPARE(choice.subject().app.file, u"/home/ada/.env"_s);
    }

    void digitsAreTheIdOfAnExperiment() {
        Bench b;
        SubjectChoice choice(b.control, b.workspace, b.settings);
        choice.setExperiment(u"4711"_s);
        QCOMPARE(choice.subject().plan.experimentId, u"4711"_s);
        choice.setExperiment(u"/Shared/agents"_s);
        QCOMPARE(choice.subject().plan.experimentId, QString());
        QCOMPARE(choice.subject().plan.experimentName, u"/Shared/agents"_s);
    }

    void experimentsAreAskedForWhenTypingPauses() {
        Bench b;
        SubjectChoice choice(b.control, b.workspace, b.settings);
        choice.chooseConnection(u"acme"_s);
        choice.searchExperiments(u"ag"_s);
        choice.searchExperiments(u"agents"_s);
        QTRY_COMPARE(b.workspace.experimentLists.asked, QStringList{u"agents"_s});
    }

    void programsWithTheirTelemetryAreListed() {
        Bench b;
        b.control.running = {{4711, u"python"_s, u"python -m shop"_s, true}};
        ProgramsModel model(b.control);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, ProgramsModel::Telemetry).data().toString(), u"yes"_s);
        QCOMPARE(model.at(0)->process, 4711);
    }

    void whatIsNoTraceIdIsSaid() {
        QVERIFY(!WayFollow::idProblem(u"order 4711"_s).isEmpty());
        QVERIFY(WayFollow::idProblem(SomeTrace).isEmpty());
        QVERIFY(WayFollow::idProblem(u"tr-"_s + SomeTrace).isEmpty());
    }

    void aWayIsToldStationByStation() {
        Bench b;
        WayFollow follow(b.control);
        follow.follow({}, SomeTrace);
        QCOMPARE(b.control.followed, QStringList{SomeTrace});
        QCOMPARE(follow.way().stops.size(), qsizetype(WayStationCount));
        TraceWay way = follow.way();
        way.stops[0].state = WayStop::State::Seen;
        b.control.tellWay(way, false);
        QTRY_COMPARE(follow.way().stops[0].state, WayStop::State::Seen);
        way.verdict = u"It stopped at the endpoint."_s;
        b.control.tellWay(way, true);
        QTRY_COMPARE(follow.way().verdict, u"It stopped at the endpoint."_s);
    }

    void aCancelledWayLeavesNoStationLooking() {
        Bench b;
        WayFollow follow(b.control);
        follow.follow({}, SomeTrace);
        follow.cancel();
        QVERIFY(b.control.isWayCancelled());
        b.control.giveUpWay();
        QTRY_VERIFY(!follow.isBusy());
        QVERIFY(follow.wasCancelled());
        QCOMPARE(follow.way().stops[5].state, WayStop::State::CouldNotLook);
    }
};

QTEST_GUILESS_MAIN(TestDiagnosisSubject)
#include "tst_diagnosis_subject.moc"
