#include "app/workspace/MlflowSpanSource.h"
#include "tests/databricks/RestFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Search = "/api/3.0/mlflow/traces/search";
const QByteArray Info = "/api/3.0/mlflow/traces/tr-5350414e474c41530000000000000001";
const QByteArray Artifact = "/ajax-api/3.0/mlflow/get-trace-artifact";

constexpr const char* SpansJson = R"({"spans":[
    {"trace_id":"5350414e474c41530000000000000001","span_id":"0000000000000001","parent_span_id":null,"name":"plan",
     "start_time_unix_nano":1771232400000000000,"end_time_unix_nano":1771232401000000000,
     "status":{"code":"STATUS_CODE_OK","message":""},"attributes":{"mlflow.spanType":"AGENT"},"events":[]},
    {"trace_id":"5350414e474c41530000000000000001","span_id":"0000000000000002","parent_span_id":"0000000000000001",
     "name":"search","start_time_unix_nano":1771232400100000000,"end_time_unix_nano":1771232400200000000,
     "status":{"code":"STATUS_CODE_ERROR","message":"no"},"attributes":{},"events":[]}]})";

TraceId traceOf(int number) { return TraceId{0x5350414e474c4153, static_cast<std::uint64_t>(number)}; }

QJsonObject info(int number, const QString& name, const QString& state, const QString& duration) {
    return {{u"trace_id"_s, QString(u"tr-"_s + traceOf(number).text())}, {u"state"_s, state},
        {u"request_time"_s, u"2026-02-16T09:00:0%1.000Z"_s.arg(number)}, {u"execution_duration"_s, duration},
        {u"request_preview"_s, QString(u"please "_s + name)},
        {u"tags"_s, QJsonObject{{u"mlflow.traceName"_s, name}, {u"team"_s, u"search"_s}}},
        {u"trace_metadata"_s,
            QJsonObject{{u"mlflow.trace.sizeStats"_s, u"{\"num_spans\":4}"_s},
                {u"mlflow.source.name"_s, QString(u"/srv/agents/"_s + name + u".py")}}}};
}

QByteArray page(const QJsonArray& traces, const QString& next = {}) {
    QJsonObject out{{u"traces"_s, traces}};
    if (!next.isEmpty())
        out[u"next_page_token"_s] = next;
    return QJsonDocument(out).toJson();
}

FilterPtr filter(const QString& text) { return *parseFilter(text); }

struct Scene : RestFixture {
    std::shared_ptr<WorkspaceClients> clients;
    std::unique_ptr<MlflowSpanSource> source;

    Scene() {
        const std::shared_ptr<ApiClient> shared(std::shared_ptr<void>(), &api);
        clients = std::make_shared<WorkspaceClients>(shared, auth.thread);
        source = std::make_unique<MlflowSpanSource>(clients, u"7"_s);
        answers(Search,
            page({info(3, u"answer"_s, u"OK"_s, u"0.5s"_s), info(2, u"Plan b"_s, u"ERROR"_s, u"2s"_s),
                info(1, u"plan"_s, u"OK"_s, u"1s"_s)}));
        answers(Info,
            QJsonDocument(
                QJsonObject{{u"trace"_s, QJsonObject{{u"trace_info"_s, info(1, u"plan"_s, u"OK"_s, u"1s"_s)}}}})
                .toJson());
        answers(Artifact, SpansJson);
    }
    QStringList names(const QString& text, TraceSort sort = TraceSort::Start, bool descending = true) const {
        TraceQuery query;
        query.filter = text.isEmpty() ? nullptr : filter(text);
        query.sort = sort;
        query.descending = descending;
        QStringList out;
        const auto rows = got(source->traces(query, 0, 100));
        for (const TraceSummary& each : rows->rows)
            out << each.rootName;
        return out;
    }
};

} // namespace

/// An experiment of an MLflow server as a place that traces are read from.
class TestMlflowPlace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aListSaysWhatASearchTells() {
        Scene scene;
        const auto rows = got(scene.source->traces({}, 0, 2));
        QVERIFY(rows);
        QCOMPARE(rows->rows.size(), std::size_t(2));
        const TraceSummary& first = rows->rows[0];
        QCOMPARE(first.id, traceOf(3));
        QCOMPARE(first.rootName, u"answer"_s);
        QCOMPARE(first.duration().value, 500'000'000);
        QCOMPARE(first.spans, 4u);
        QCOMPARE(first.services, QStringList{u"answer.py"_s});
        QCOMPARE(rows->rows[1].errors, 1u);
    }

    void aTimeRangeIsAskedOfTheServer() {
        Scene scene;
        TraceQuery query;
        query.range = {UnixNanos{1'771'232'400'000'000'000}, UnixNanos{1'771'232'401'000'000'001}};
        QCOMPARE(got(scene.source->count(query))->traces, std::uint64_t(3));
        const QJsonObject sent = QJsonDocument::fromJson(scene.server.seen().last().body).object();
        QCOMPARE(sent[u"filter"].toString(),
            u"trace.timestamp_ms >= 1771232400000 AND trace.timestamp_ms < 1771232401001"_s);
        QCOMPARE(sent[u"locations"][0][u"mlflow_experiment"][u"experiment_id"].toString(), u"7"_s);
    }

    void aFilterIsAppliedToWhatIsTold_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("status") << u"status = error"_s << QStringList{u"Plan b"_s};
        QTest::newRow("duration") << u"duration >= 1s"_s << QStringList{u"Plan b"_s, u"plan"_s};
        QTest::newRow("name") << u"name = plan"_s << QStringList{u"plan"_s};
        QTest::newRow("pattern") << u"root ~ ^P"_s << QStringList{u"Plan b"_s};
        QTest::newRow("not") << u"NOT name = plan AND status = ok"_s << QStringList{u"answer"_s};
        QTest::newRow("tag") << u"team = search AND status = ok"_s << QStringList{u"answer"_s, u"plan"_s};
        QTest::newRow("text") << u"\"please answer\""_s << QStringList{u"answer"_s};
        QTest::newRow("service") << u"service = plan.py"_s << QStringList{u"plan"_s};
        QTest::newRow("absent tag") << u"nobody = 1"_s << QStringList();
    }

    void aFilterIsAppliedToWhatIsTold() {
        QFETCH(QString, text);
        QFETCH(QStringList, names);
        Scene scene;
        QCOMPARE(scene.names(text), names);
    }

    void whatIsNotToldIsSaid() {
        Scene scene;
        TraceQuery query;
        query.filter = filter(u"name = plan AND kind = server"_s);
        const auto count = got(scene.source->count(query));
        QVERIFY(!count);
        QCOMPARE(count.error().code, ErrorCode::BadInput);
        QVERIFY(count.error().message.contains(u"kind"_s));
        QVERIFY(!count.error().remedy.isEmpty());
    }

    void theOrderIsTheQuerys() {
        Scene scene;
        QCOMPARE(scene.names({}, TraceSort::Duration, false), (QStringList{u"answer"_s, u"plan"_s, u"Plan b"_s}));
        QCOMPARE(scene.names({}, TraceSort::Name, false), (QStringList{u"answer"_s, u"plan"_s, u"Plan b"_s}));
    }

    void everyPageIsReadUntilTheEnd() {
        Scene scene;
        scene.server.on(Search, [](const SeenRequest& request) {
            const bool second = QJsonDocument::fromJson(request.body)[u"page_token"].toString() == u"p2";
            return jsonReply(200,
                second ? page({info(1, u"old"_s, u"OK"_s, u"1s"_s)})
                       : page({info(2, u"new"_s, u"OK"_s, u"1s"_s)}, u"p2"_s));
        });
        QCOMPARE(got(scene.source->count({}))->traces, std::uint64_t(2));
        QVERIFY(!scene.source->isCut());
    }

    void aLongListIsCutAndSaysSo() {
        Scene scene;
        QJsonArray many;
        for (int i = 0; i < 500; ++i) {
            QJsonObject one = info(1, u"many"_s, u"OK"_s, u"1s"_s);
            one[u"trace_id"_s] = QString(u"tr-"_s + TraceId{9, std::uint64_t(i + 1)}.text());
            many << one;
        }
        scene.answers(Search, page(many, u"more"_s));
        QCOMPARE(got(scene.source->count({}))->traces, MlflowSpanSource::MostListed);
        QVERIFY(scene.source->isCut());
    }

    void countAndRowsAreOfOneSearch() {
        Scene scene;
        const auto count = scene.source->count({});
        const auto rows = scene.source->traces({}, 0, 10);
        QVERIFY(got(count) && got(rows));
        QCOMPARE(scene.server.seen().size(), 1);
    }

    void aTraceIsOpenedWithItsTreeItsDetailsAndItsSearch() {
        Scene scene;
        const auto trace = got(scene.source->trace(traceOf(1)));
        QVERIFY2(trace, trace ? "" : qPrintable(trace.error().oneLine()));
        QCOMPARE((*trace)->size(), std::size_t(2));
        const auto keys = got(scene.source->search(traceOf(1), filter(u"status = error"_s)));
        QVERIFY(keys);
        QCOMPARE(keys->size(), std::size_t(1));
        const auto detail = got(scene.source->span(traceOf(1), keys->at(0)));
        QVERIFY(detail);
        QCOMPARE(detail->span->name, std::string_view("search"));
    }

    void aTraceIsComparedWithoutBeingOpenedFirst() {
        Scene scene;
        const auto whole = got(scene.source->wholeTrace(traceOf(1)));
        QVERIFY2(whole, whole ? "" : qPrintable(whole.error().oneLine()));
        QCOMPARE((*whole)->spans.size(), std::size_t(2));
        QCOMPARE((*whole)->spans[0]->name, std::string_view("plan"));
    }

    void aTraceIsReadAgainWhenAskedAgain() {
        Scene scene;
        QVERIFY(got(scene.source->trace(traceOf(1))));
        const auto calls = scene.server.seen().size();
        QVERIFY(got(scene.source->trace(traceOf(1))));
        QVERIFY(scene.server.seen().size() > calls);
    }

    void aTraceThatIsGoneSaysSo() {
        Scene scene;
        scene.answers(Info, R"({"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no trace"})", 404);
        const auto trace = got(scene.source->trace(traceOf(1)));
        QVERIFY(!trace);
        QCOMPARE(trace.error().code, ErrorCode::NotFound);
    }

    void namesAreSuggestedFromTheList() {
        Scene scene;
        QVERIFY(got(scene.source->count({})));
        const auto names = got(scene.source->suggest({FilterField::Root, {}, u"pl"_s, 50}));
        QCOMPARE(*names, (QStringList{u"Plan b"_s, u"plan"_s}));
        QCOMPARE(*got(scene.source->suggest({FilterField::Service, {}, u"an"_s, 50})), QStringList{u"answer.py"_s});
    }

    void aPositionIsCountedInTheOrder() {
        Scene scene;
        QCOMPARE(got(scene.source->position({}, traceOf(1))).value_or(99), std::uint64_t(2));
        QVERIFY(!got(scene.source->position({}, traceOf(8))));
    }

    void closingEndsWhatIsUnderWay() {
        Scene scene;
        scene.server.on(Search, [](const SeenRequest&) { return jsonReply(200, page({}, u"again"_s)); });
        const auto endless = scene.source->count({});
        scene.source.reset();
        QVERIFY(endless.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestMlflowPlace)
#include "tst_mlflow_place.moc"
