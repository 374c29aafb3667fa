// What an ingest endpoint may answer that the practice workspace does not, by scripted answers.
#include "services/otlp/Responses.h"
#include "services/setup/proof/ProofRun.h"
#include "services/setup/proof/ProofSearch.h"
#include "services/warehouse/databricks/IngestFault.h"
#include "tests/databricks/RestFixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QByteArray Ingest = "/api/2.0/otel/v1/traces";

/// A workspace with one bound experiment.
struct AnswersBench : RestFixture {
    ProofReport last;
    AnswersBench() {
        answers("/api/2.0/mlflow/experiments/get",
            R"({"experiment": {"experiment_id": "7", "name": "/Shared/x", "lifecycle_stage": "active", "tags": [
                {"key": "mlflow.experiment.databricksTraceDestinationPath", "value": "main.t.p"},
                {"key": "mlflow.experiment.databricksTraceSpanStorageTable", "value": "main.t.p_otel_spans"}]}})");
        answers("/api/2.0/preview/scim/v2/Me", R"({"id": "1", "userName": "ada@w.example"})");
    }
    ProofReport prove() {
        SetupPlan plan;
        plan.experimentId = u"7"_s;
        SetupSession session({.api = std::shared_ptr<ApiClient>(std::shared_ptr<void>(), &api),
            .thread = thread(),
            .warehouse = [](const QString&) { return std::shared_ptr<SqlWarehouse>(); }});
        ProofRun(plan, session, [this](const ProofReport& report) { last = report; }).run();
        return last;
    }
    QString failureText() const {
        const ProofHopReport* failed = last.firstFailure();
        return failed ? failed->problem->message + u' ' + failed->problem->remedy : QString();
    }
};

/// The trace search of a workspace, asked for the experiment and for its tables.
struct SearchBench : RestFixture {
    using Answer = std::function<QByteArray(const QJsonObject&)>;
    Answer ofExperiment = [](const QJsonObject&) { return QByteArray("{}"); };
    Answer ofTables = ofExperiment;
    int status = 200; ///< of the experiment's

    SearchBench() {
        server.on("/api/4.0/mlflow/traces/search", [this](const SeenRequest& request) {
            const QJsonObject ask = QJsonDocument::fromJson(request.body).object();
            const bool experiment = request.body.contains("MLFLOW_EXPERIMENT");
            return jsonReply(experiment ? status : 200, experiment ? ofExperiment(ask) : ofTables(ask));
        });
    }
    static QByteArray found() { return R"({"trace_infos": [{"trace_id": "0102030405060708090a0b0c0d0e0f10"}]})"; }
    ApiOutcome<FoundBy> search() {
        SetupSession session({.api = std::shared_ptr<ApiClient>(std::shared_ptr<void>(), &api),
            .thread = thread(),
            .warehouse = [](const QString&) { return std::shared_ptr<SqlWarehouse>(); }});
        ProofQuestion question;
        question.experimentId = u"7"_s;
        question.location.catalog = u"main"_s;
        question.location.schema = u"t"_s;
        question.trace = *TraceId::fromText(u"0102030405060708090a0b0c0d0e0f10"_s);
        return searchWorkspace(question, session);
    }
};

ApiError refusal(int status, const QString& message, const QString& code = {}) {
    return {{ErrorCode::Bug, message, {}}, {.httpStatus = status, .errorCode = code, .serverMessage = message}};
}

} // namespace

class TestProofAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partialSuccessIsAFailureThatNamesWhatWasLeftOut() {
        AnswersBench bench;
        bench.server.on(Ingest, [](const SeenRequest&) {
            const std::string body = successBody(Signal::Traces, PayloadFormat::Protobuf, 2, "schema is behind");
            return HttpReply{200, {{"Content-Type", "application/x-protobuf"}}, body};
        });
        QVERIFY(bench.prove().firstFailure());
        QVERIFY2(bench.failureText().contains("2 of 3 spans"_L1), qPrintable(bench.failureText()));
        QVERIFY(bench.failureText().contains("schema is behind"_L1));
    }

    void aPageInsteadOfAnAnswerIsNoSuccess() {
        AnswersBench bench;
        bench.server.on(Ingest, [](const SeenRequest&) {
            return HttpReply{200, {{"Content-Type", "text/html; charset=utf-8"}}, "<html>Sign in</html>"};
        });
        QVERIFY(bench.prove().firstFailure());
        QVERIFY2(bench.failureText().contains("web page answered"_L1), qPrintable(bench.failureText()));
    }

    void anEndpointThatIsNotThereSpeaksOfThePreview() {
        AnswersBench bench;
        bench.answers(Ingest, R"({"error_code": "ENDPOINT_NOT_FOUND", "message": "No API found"})", 404);
        QVERIFY(bench.prove().firstFailure());
        QVERIFY2(bench.failureText().contains("OpenTelemetry on Databricks"_L1), qPrintable(bench.failureText()));
    }

    void whatIsSentIsProtobufForTheTableOfTheExperiment() {
        AnswersBench bench;
        QMap<QByteArray, QByteArray> seen;
        bench.server.on(Ingest, [&seen](const SeenRequest& request) {
            for (const char* name : {"content-type", "x-databricks-uc-table-name"})
                seen[name] = request.field(name);
            return jsonReply(403, "{}", {});
        });
        bench.prove();
        QCOMPARE(seen["content-type"], "application/x-protobuf");
        QCOMPARE(seen["x-databricks-uc-table-name"], "main.t.p_otel_spans");
    }

    void eachFieldThatATableLacksIsFound() {
        const QString said
            = u"Schema validation error:\n  Field \"flags\" found in the proto definition, but not in the "
              "table schema.\n  Field \"dropped_links_count\" found in the proto definition, but not in the "
              "table schema."_s;
        QCOMPARE(missingFields(said), (QStringList{u"flags"_s, u"dropped_links_count"_s}));
        QVERIFY(missingFields(u"Something else"_s).isEmpty());
    }

    void anotherTokenThanAPersonalOneIsAskedForAnew() {
        const Error error
            = ingestFault(refusal(401, u"expired"_s), {.spansTable = {}, .sender = {}, .token = TokenForm::Jwt});
        QVERIFY(!error.message.contains("personal"_L1));
        QVERIFY(error.remedy.contains("Sign in again"_L1));
    }

    void namesInStatementsAreQuoted() {
        const Error error = ingestFault(
            refusal(403, u"no"_s), {.spansTable = u"my-cat.s.p_otel_spans"_s, .sender = u"o`hara@w.example"_s});
        QVERIFY2(error.remedy.contains("ON TABLE `my-cat`.s.p_otel_spans TO `o``hara@w.example`;"_L1),
            qPrintable(error.remedy));
    }

    void theTraceIsFoundOnALaterPage() {
        SearchBench bench;
        bench.ofExperiment = [&](const QJsonObject& ask) {
            return ask.contains("page_token"_L1) ? bench.found() : QByteArray(R"({"next_page_token": "2"})");
        };
        QCOMPARE(bench.search(), FoundBy::Experiment);
    }

    void aFailureOfTheExperimentsSearchIsNotCoveredByTheTables() {
        SearchBench bench;
        bench.status = 403;
        bench.ofExperiment = [](const QJsonObject&) { return QByteArray(R"({"error_code": "PERMISSION_DENIED"})"); };
        bench.ofTables = [&](const QJsonObject&) { return bench.found(); };
        const auto answer = bench.search();
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::NotAllowed);
    }

    void whatOnlyTheTablesHaveIsToldApart() {
        SearchBench bench;
        bench.ofTables = [&](const QJsonObject&) { return bench.found(); };
        QCOMPARE(bench.search(), FoundBy::Tables);
        bench.status = 400;
        bench.ofExperiment = [](const QJsonObject&) {
            return QByteArray(R"({"error_code": "INVALID_PARAMETER_VALUE", "message": "locations not yet supported"})");
        };
        QCOMPARE(bench.search(), FoundBy::Tables);
    }

    void anMlflowServerWithoutADatabaseIsToldApart() {
        QVERIFY(serverIngestFault(refusal(501, u"file store"_s)).remedy.contains("sqlite"_L1));
        QVERIFY(serverIngestFault(refusal(404, u"Not Found"_s)).remedy.contains("3.6"_L1));
    }
};

QTEST_GUILESS_MAIN(TestProofAnswers)
#include "tst_proof_answers.moc"
