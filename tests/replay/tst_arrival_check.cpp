#include "tests/replay/RunningReplay.h"

#include "services/otlp/Decode.h"
#include "services/replay/ReplayResult.h"
#include "services/replay/arrival/ArrivalCheck.h"
#include "services/replay/arrival/ServerArrivals.h"
#include "services/replay/arrival/TableArrivals.h"
#include "services/replay/run/Mending.h"
#include "services/warehouse/LocalWarehouse.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SpanBuilder spansOf(std::uint64_t trace, const char* colour = "red") {
    SpanBuilder builder;
    builder.service("shop");
    builder.span("a").ids(trace, 1).attribute("colour", colour).attribute("size", 4);
    builder.span("b").ids(trace, 2, 1);
    return builder;
}

bool never() { return false; }

} // namespace

/// Where replays go is a second store, asked in Databricks SQL as a workspace's table would be.
class ArrivalCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<CapturedStore>();
        m_there = std::make_unique<CapturedStore>();
        m_target = std::make_unique<ScriptedTarget>();
        m_replay = std::make_unique<RunningReplay>(*m_store, *m_target);
        m_warehouse = std::make_unique<LocalWarehouse>(m_there->store());
        for (std::uint64_t trace = 1; trace <= 4; ++trace)
            m_store->take(spansOf(trace));
    }
    void cleanup() {
        m_warehouse.reset();
        m_replay.reset();
        m_target.reset();
        m_there.reset();
        m_store.reset();
    }

    void whatArrivedIsFoundAndItsValuesAreCompared() {
        replayed();
        arrive();
        const ArrivalReport report = checked();
        QCOMPARE(report.asked, 8u);
        QCOMPARE(report.found, 8u);
        QCOMPARE(report.missing, 0u);
        QVERIFY(report.compared >= 4);
        QCOMPARE(report.different, 0u);
        QVERIFY(report.faults.empty());
        QCOMPARE(report.where, u"the other store"_s);
    }

    void whatDidNotArriveIsListed() {
        replayed();
        arrive(2);
        const ArrivalReport report = checked();
        QCOMPARE(report.missing, 2u);
        QCOMPARE(report.faults.size(), 2u);
        QCOMPARE(report.faults.front().trace, traceId(2));
        QVERIFY(report.faults.front().difference.isEmpty());
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.replay_missing"_s), 2);
    }

    void justTheMissingAreSent() {
        replayed();
        arrive(2);
        checked();
        const std::size_t before = m_target->taken().size();
        QVERIFY(mendReplay(m_replay->ledger(), job(), ReplayMending::SendMissing));
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), before + 1);
        QCOMPARE(m_target->taken().back().items, 2u);
        QCOMPARE(checked().missing, 2u);
        arriveFrom(before);
        const ArrivalReport report = checked();
        QCOMPARE(report.asked, 8u);
        QCOMPARE(report.missing, 0u);
        QCOMPARE(mendReplay(m_replay->ledger(), job(), ReplayMending::SendMissing).error().code, ErrorCode::NotFound);
    }

    void aValueThatArrivedOtherwiseIsNamed() {
        replayed();
        m_there->take(spansOf(1, "blue"));
        for (std::uint64_t trace = 2; trace <= 4; ++trace)
            m_there->take(spansOf(trace));
        const ArrivalReport report = checked();
        QCOMPARE(report.missing, 0u);
        QCOMPARE(report.different, 1u);
        QCOMPARE(report.faults.size(), 1u);
        QVERIFY2(report.faults.front().difference.contains(u"colour"_s), qPrintable(report.faults.front().difference));
    }

    void anUncertainRequestThatIsThereCountsAsTaken() {
        m_target->setScript([](const Parcel& parcel, int) {
            return answerOf(parcel.number <= 2 ? ExportOutcome::Uncertain : ExportOutcome::Taken);
        });
        replayed();
        arrive();
        m_there->take(spansOf(1));
        const ArrivalReport report = checked();
        QCOMPARE(report.asked, 8u);
        QCOMPARE(report.missing, 2u);
        const auto totals = m_replay->ledger().totals(m_replay->job());
        QCOMPARE(totals->count(ParcelState::Taken), 3u);
        QCOMPARE(totals->count(ParcelState::Uncertain), 1u);
    }

    void aRefusedRequestIsNotAskedFor() {
        m_target->setScript([](const Parcel& parcel, int) {
            return answerOf(parcel.number == 1 ? ExportOutcome::Refused : ExportOutcome::Taken);
        });
        replayed();
        arrive();
        QCOMPARE(checked().asked, 6u);
    }

    void newIdsAreAskedForAsTheyWereSent() {
        m_replay->plan.edits.newTraceIds = true;
        m_replay->plan.edits.shiftToNow = true;
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        arrive();
        TableArrivals table = there();
        LedgerJob asItWasMade = job();
        asItWasMade.shift = {}; // it is known only when the parcels have been planned
        const auto report = checkOf(asItWasMade, table).run(never);
        QVERIFY(report);
        QCOMPARE(report->found, 8u);
        QCOMPARE(report->different, 0u);
        QVERIFY(report->compared > 0);
    }

    void aServerIsAskedTraceByTrace() {
        replayed();
        ServerArrivals server(
            [](TraceId trace) -> QFuture<Result<std::shared_ptr<const SpanBatch>>> {
                using Answer = Result<std::shared_ptr<const SpanBatch>>;
                if (trace == traceId(3))
                    return QtFuture::makeReadyFuture(Answer(failure(ErrorCode::NotFound, u"No such trace."_s)));
                return QtFuture::makeReadyFuture(Answer(spansOf(trace.low).batch()));
            },
            u"a server"_s);
        const auto report = checkOf(job(), server).run(never);
        QVERIFY(report);
        QCOMPARE(report->found, 6u);
        QCOMPARE(report->missing, 2u);
        QCOMPARE(report->different, 0u);
    }

    void aCheckCanBeCancelled() {
        replayed();
        TableArrivals table = there();
        const auto report = ArrivalCheck(m_replay->ledger(), job(), table).run([] { return true; });
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
    }

    void whatShowsUpLateIsNotMissing() {
        replayed();
        arrive(2);
        TableArrivals table = there();
        ArrivalCheck check(m_replay->ledger(), job(), table);
        check.askEvery = 20ms;
        QString said;
        check.progress = [&](const QString& text) {
            if (!text.contains(u"have not shown up"_s) || !said.isEmpty())
                return;
            said = text;
            m_there->take(m_target->taken().at(1).body.toStdString());
        };
        const auto report = check.run(never);
        QVERIFY(report);
        QCOMPARE(report->asked, 8u);
        QCOMPARE(report->found, 8u);
        QVERIFY(report->faults.empty());
        QVERIFY2(said.startsWith(u"2 spans have not shown up yet; asked again until 180 s"_s), qPrintable(said));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.replay_missing"_s), 0);
    }

    void whatNeverShowsUpIsMissingOnceItsTimeIsOver() {
        replayed();
        arrive(2);
        TableArrivals table = there();
        ArrivalCheck check(m_replay->ledger(), job(), table);
        check.askEvery = 10ms;
        check.patience = 1'500ms;
        int waits = 0;
        check.progress = [&](const QString& text) { waits += text.contains(u"have not shown up"_s) ? 1 : 0; };
        const auto report = check.run(never);
        QVERIFY(report);
        QCOMPARE(report->missing, 2u);
        QCOMPARE(report->faults.size(), 2u);
        QVERIFY(waits > 0);
    }

    void waitingForLateSpansCanBeCancelled() {
        replayed();
        arrive(2);
        TableArrivals table = there();
        ArrivalCheck check(m_replay->ledger(), job(), table);
        bool waits = false;
        check.progress = [&](const QString& text) { waits = waits || text.contains(u"have not shown up"_s); };
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(check.run([&] { return waits; }).error().code, ErrorCode::Cancelled);
        QVERIFY(timer.elapsed() < 5'000); // the next question would be five seconds off
    }

    void theResultIsExportedWhole() {
        m_target->setScript([](const Parcel& parcel, int) {
            return parcel.number == 2 ? answerOf(ExportOutcome::Refused, 400, u"bad span"_s)
                                      : answerOf(ExportOutcome::Taken, 200);
        });
        replayed();
        checked();
        const QString path = m_folder.filePath(u"result.jsonl"_s);
        QVERIFY(exportResult(m_replay->ledger(), m_replay->job(), path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 1 + 4 + 4 + 6);
        const auto at = [&](qsizetype line) { return QJsonDocument::fromJson(lines[line]).object(); };
        QCOMPARE(at(0).value("state"_L1).toString(), u"done"_s);
        QCOMPARE(at(0).value("spans_taken"_L1).toInt(), 6);
        QCOMPARE(at(0).value("requests"_L1).toObject().value("refused"_L1).toInt(), 1);
        QCOMPARE(at(2).value("answer"_L1).toString(), u"bad span"_s);
        QCOMPARE(at(2).value("status"_L1).toInt(), 400);
        QCOMPARE(at(9).value("kind"_L1).toString(), u"missing_span"_s);
    }

    void everyAttemptIsInTheResult() {
        m_replay->plan.pace.atOnce = 1;
        m_target->setScript([](const Parcel&, int nth) {
            return nth == 1 ? answerOf(ExportOutcome::Later, 503, u"busy"_s) : answerOf(ExportOutcome::Taken, 200);
        });
        replayed();
        const QList<QJsonObject> attempts = exported(u"attempt"_s);
        QCOMPARE(attempts.size(), 5);
        QCOMPARE(attempts[0].value("became"_L1).toString(), u"waiting"_s);
        QCOMPARE(attempts[0].value("status"_L1).toInt(), 503);
        QCOMPARE(attempts[0].value("answer"_L1).toString(), u"busy"_s);
        QCOMPARE(attempts[1].value("number"_L1).toInt(), 1);
        QCOMPARE(attempts[1].value("attempt"_L1).toInt(), 2);
        QCOMPARE(attempts[1].value("became"_L1).toString(), u"taken"_s);
        QVERIFY(attempts[1].contains("sent"_L1) && attempts[1].contains("took_ns"_L1));
    }

    void newIdsAreInTheResultWithThoseThatWereCaptured() {
        m_replay->plan.edits.newTraceIds = true;
        replayed();
        const QList<QJsonObject> ids = exported(u"new_trace_id"_s);
        QCOMPARE(ids.size(), 4);
        QSet<QString> captured;
        QSet<QString> sent;
        for (const QJsonObject& each : ids) {
            captured += each.value("captured"_L1).toString();
            sent += each.value("sent"_L1).toString();
        }
        QVERIFY(captured.contains(QString::fromStdString(traceId(3).hex())));
        QCOMPARE(sent.size(), 4);
        for (const Parcel& parcel : m_target->taken()) {
            const auto batch = decodeTraces(parcel.body.toStdString(), parcel.format);
            QVERIFY(sent.contains(QString::fromStdString(batch.value()->spans.front().traceId.hex())));
        }
    }

    void aResultThatCannotBeWrittenSaysSo() {
        replayed();
        const auto written = exportResult(m_replay->ledger(), m_replay->job(), m_folder.filePath(u"no/where.jsonl"_s));
        QCOMPARE(written.error().code, ErrorCode::ReadOnly);
        QVERIFY(!written.error().remedy.isEmpty());
    }

private:
    /// The lines of this kind in the exported result.
    QList<QJsonObject> exported(const QString& kind) {
        const QString path = m_folder.filePath(u"lines.jsonl"_s);
        QFile file(path);
        if (!exportResult(m_replay->ledger(), m_replay->job(), path) || !file.open(QIODevice::ReadOnly))
            qFatal("nothing was exported");
        QList<QJsonObject> out;
        for (const QByteArray& line : file.readAll().trimmed().split('\n')) {
            if (const QJsonObject object = QJsonDocument::fromJson(line).object(); object["kind"_L1] == kind)
                out += object;
        }
        return out;
    }

    LedgerJob job() { return m_replay->ledger().job(m_replay->job()).value(); }

    void replayed() {
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
    }

    /// Lets what the target took show up, but for the parcel of this number.
    void arrive(std::int64_t butFor = 0) {
        for (const Parcel& parcel : m_target->taken()) {
            if (parcel.number != butFor)
                m_there->take(parcel.body.toStdString());
        }
    }
    void arriveFrom(std::size_t first) {
        const auto taken = m_target->taken();
        for (std::size_t i = first; i < taken.size(); ++i)
            m_there->take(taken[i].body.toStdString());
    }

    TableArrivals there() {
        return {*m_warehouse,
            recogniseSpans(
                u"local.traces.mlflow_experiment_trace_otel_spans"_s, spanColumns(TableShape::Generation::V1)),
            u"the other store"_s};
    }

    /// It asks once.
    ArrivalCheck checkOf(const LedgerJob& job, ArrivalSource& source) {
        ArrivalCheck check(m_replay->ledger(), job, source);
        check.patience = 0ms;
        return check;
    }

    ArrivalReport checked() {
        TableArrivals table = there();
        const auto report = checkOf(job(), table).run(never);
        if (!report)
            qFatal("%s", qPrintable(report.error().oneLine()));
        return *report;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<CapturedStore> m_store;
    std::unique_ptr<CapturedStore> m_there;
    std::unique_ptr<ScriptedTarget> m_target;
    std::unique_ptr<RunningReplay> m_replay;
    std::unique_ptr<LocalWarehouse> m_warehouse;
};

QTEST_GUILESS_MAIN(ArrivalCheckTest)

#include "tst_arrival_check.moc"
