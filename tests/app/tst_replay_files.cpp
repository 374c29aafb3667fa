#include "tests/app/ReplayDeskBench.h"

#include <QFile>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

/// Replays to files, and what is left of replays that are taken out of the list.
class TestReplayFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<ReplayDeskBench>();
        m_file = m_bench->dir.filePath(u"out.jsonl"_s);
        m_plan = ReplayPlan();
        m_plan.target = {.kind = TargetKind::File, .file = m_file};
        m_plan.selection.wholeRequests = true;
    }
    void cleanup() { m_bench.reset(); }

    void aFileIsKeptForTheReplayThatHasNotFinishedIt() {
        const QString first = unfinished();
        const auto second = awaited(m_bench->room.replay.start(m_plan, {}));
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Busy);
        QVERIFY2(second.error().remedy.contains(u"replay "_s + first), qPrintable(second.error().remedy));
        m_bench->room.replay.cancel(first);
        QTRY_COMPARE(m_bench->state(first), ReplayState::Cancelled);
        m_plan.pace.speed = 0;
        const QString third = m_bench->start(m_plan);
        QTRY_COMPARE(m_bench->state(third), ReplayState::Done);
        QCOMPARE(lines(), 3);
    }

    void aCancelledReplayLeavesNothingBehind() {
        const QString id = unfinished();
        m_bench->room.replay.pause(id);
        QTRY_COMPARE(m_bench->state(id), ReplayState::Paused);
        QVERIFY(awaited(m_bench->room.replay.remove(id)));
        QVERIFY(!QFile::exists(m_file + u".part"_s));
        QVERIFY(!QFile::exists(m_file + u".part.index"_s));
    }

    void aFileIsWrittenAnewWhenItsReplayIsMended() {
        const QString id = m_bench->start(m_plan);
        QTRY_COMPARE(m_bench->state(id), ReplayState::Done);
        QVERIFY(m_bench->store.store().newReader()->execute(
            "INSERT INTO local.store.replay_log SELECT job, number, step + 1, 'refused', attempt, at_unix_nano, "
            "status, "
            "rejected, answer, answer_id, took_ns FROM local.store.replay_log WHERE number = 2 AND state = 'taken'"));
        const auto mended = awaited(m_bench->room.replay.mend(id, ReplayMending::SendRefused));
        QVERIFY2(mended, mended ? "" : qPrintable(mended.error().oneLine()));
        QTRY_COMPARE(m_bench->state(id), ReplayState::Done);
        QTRY_COMPARE(m_bench->status(id).count(ParcelState::Taken), 3u);
        QCOMPARE(lines(), 3);
    }

    void valuesOfHeadersGoWithTheLastReplayToTheirTarget() {
        ScriptedSink sink;
        m_plan.target = {.kind = TargetKind::Otlp, .url = sink.url(), .headerNames = {u"x-key"_s}};
        const TargetHeaders headers{{u"x-key"_s, Secret("not-a-real-key")}};
        const QString first = m_bench->start(m_plan, headers);
        m_plan.repeat = true;
        const QString second = m_bench->start(m_plan, headers);
        QTRY_COMPARE(m_bench->state(first), ReplayState::Done);
        QTRY_COMPARE(m_bench->state(second), ReplayState::Done);
        QVERIFY(awaited(m_bench->room.replay.remove(first)));
        QVERIFY(!kept().isEmpty());
        QVERIFY(awaited(m_bench->room.replay.remove(second)));
        QVERIFY(kept().isEmpty());
    }

private:
    /// It has written its first request, and waits an hour for the next one.
    QString unfinished() {
        m_plan.pace.speed = 1;
        const QString id = m_bench->start(m_plan);
        const auto wrote = [&] { return m_bench->status(id).count(ParcelState::Taken) == 1; };
        if (!QTest::qWaitFor(wrote, 60'000))
            qFatal("nothing was written");
        return id;
    }
    qsizetype lines() const {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : -1;
    }
    Secret kept() { return *awaited(m_bench->sessions.secrets().read(u"replay/"_s + m_plan.target.key())); }

    std::unique_ptr<ReplayDeskBench> m_bench;
    QString m_file;
    ReplayPlan m_plan;
};

QTEST_GUILESS_MAIN(TestReplayFiles)
#include "tst_replay_files.moc"
