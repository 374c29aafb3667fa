#include "services/diagnostics/report/DiagnosisFiles.h"
#include "services/diagnostics/report/DiagnosisJson.h"
#include "services/diagnostics/report/Samples.h"
#include "services/diagnostics/report/ZipFile.h"
#include "services/warehouse/LocalWarehouse.h"
#include "tests/warehouse/FilledStore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

const QString Token = u"dapi0123456789abcdef0123456789abcdef"_s;
const QString Program = u"Spanglass 1.0"_s;

CheckResult result(const QString& id, CheckStatus status) {
    return {.id = id, .status = status, .summary = u"Found "_s + id + u'.'};
}

DiagnosisReport someReport() {
    DiagnosisReport report{.subject = {},
        .connectionName = u"Work"_s,
        .host = u"https://w.example.com"_s,
        .started = QDateTime(QDate(2026, 2, 16), QTime(9, 31, 7), Qt::UTC),
        .took = 1'200_ms,
        .isComplete = true,
        .checks = {},
        .results = {}};
    report.subject.connectionId = u"c1"_s;
    report.subject.plan.connectionId = u"c1"_s;
    report.subject.spansTable = u"main.agents.t_otel_spans"_s;
    report.subject.plan.experimentName = u"/Shared/agents"_s;
    report.subject.plan.grants = {{{PrincipalKind::ServicePrincipal, u"9f0c"_s, u"app orders"_s}, true, false}};
    report.checks = {{.id = u"network.host"_s,
                         .stage = CheckStage::Network,
                         .title = u"The host answers"_s,
                         .looksAt = {},
                         .why = {}},
        {.id = u"tables.shape"_s,
            .stage = CheckStage::Tables,
            .title = u"Tables have their whole shape"_s,
            .looksAt = {},
            .why = {}},
        {.id = u"storage.read"_s,
            .stage = CheckStage::Storage,
            .title = u"Data files can be read"_s,
            .looksAt = {},
            .why = {}},
        {.id = u"program.disk"_s,
            .stage = CheckStage::Program,
            .title = u"There is room on the disk"_s,
            .looksAt = {},
            .why = {}}};
    report.results = {result(u"network.host"_s, CheckStatus::Ok), result(u"tables.shape"_s, CheckStatus::Warning),
        result(u"storage.read"_s, CheckStatus::Failed), result(u"program.disk"_s, CheckStatus::CouldNotLook)};
    report.results[1].evidence = {{u"events"_s, u"string in place of array"_s}};
    report.results[2].cause = u"Query execution error: Stage 0 failed"_s;
    report.results[2].remedy = {u"Have the bucket checked."_s};
    report.results[2].evidence = {{u"Request id"_s, u"req-4711"_s}};
    report.results[2].details = u"HTTP status: 200\nRequest id: req-4712"_s;
    report.results[2].at = report.started.addMSecs(200);
    report.samples = {{.traceId = u"0af7"_s,
        .spanId = u"b7ad"_s,
        .parentId = {},
        .name = u"POST /chat"_s,
        .service = u"shop"_s,
        .start = report.started,
        .took = 5_ms,
        .attributes = {u"gen_ai.request.model: string"_s}}};
    return report;
}

/// Every text of a report, to plant something into each.
QList<QString*> textsOf(DiagnosisReport& report) {
    SetupPlan& plan = report.subject.plan;
    QList<QString*> texts{&report.connectionName, &report.host, &report.subject.spansTable, &report.subject.app.text,
        &report.subject.app.file, &plan.host, &plan.profile, &plan.warehouseId, &plan.warehouseName,
        &plan.experimentName, &plan.experimentId, &plan.catalog, &plan.schema, &plan.tablePrefix,
        &plan.monitoringWarehouseId, &plan.grants[0].principal.id, &plan.grants[0].principal.label};
    for (CheckResult& each : report.results) {
        texts << &each.summary << &each.cause << &each.details;
        for (QString& step : each.remedy)
            texts << &step;
        for (CheckEvidence& seen : each.evidence)
            texts << &seen.label << &seen.value;
    }
    for (SpanSketch& each : report.samples)
        texts << &each.name << &each.service << &each.attributes[0];
    return texts;
}

QByteArray contentOf(const QList<DiagnosisFile>& files, const QString& name) {
    for (const DiagnosisFile& file : files)
        if (file.name == name)
            return file.content;
    return {};
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestDiagnosisReport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReportAnswersWhyFirst() {
        const QByteArray text = contentOf(diagnosisFiles(someReport(), Program, Scrubber()), u"report.md"_s);
        QVERIFY2(text.startsWith("# Tracing diagnosis of https://w.example.com\n"), text.constData());
        const auto why = text.indexOf("First on the way that failed: Found storage.read.");
        QVERIFY2(why > 0 && why < text.indexOf("## What works"), text.constData());
    }

    void whatIsKnownOfAFailureIsInTheReport() {
        const QByteArray text = contentOf(diagnosisFiles(someReport(), Program, Scrubber()), u"report.md"_s);
        QVERIFY2(text.contains("data files cannot be read") && text.contains("storage location and credential"),
            text.constData());
    }

    void supportGetsAllRequestIds() {
        const QByteArray text = contentOf(diagnosisFiles(someReport(), Program, Scrubber()), u"report.md"_s);
        QVERIFY2(text.contains("storage.read: req-4711") && text.contains("storage.read: req-4712"), text.constData());
    }

    void differencesOfTablesAndSamplesAreListed() {
        const QByteArray text = contentOf(diagnosisFiles(someReport(), Program, Scrubber()), u"report.md"_s);
        QVERIFY2(
            text.contains("| Tables have their whole shape | events | string in place of array |"), text.constData());
        QVERIFY2(text.contains("| POST /chat | shop |"), text.constData());
    }

    void markupInTextsIsShownAsItIs() {
        DiagnosisReport report = someReport();
        report.results[2].summary = u"<script>alert(1)</script> | *x*"_s;
        const auto files = diagnosisFiles(report, Program, Scrubber());
        QVERIFY(!contentOf(files, u"report.html"_s).contains("<script>"));
        QVERIFY(contentOf(files, u"report.html"_s).contains("&lt;script&gt;"));
        QVERIFY(contentOf(files, u"report.md"_s).contains("\\<script\\>alert(1)\\</script\\> \\| \\*x\\*"));
    }

    void aTokenPlantedInAnyTextAppearsInNoFile() {
        const qsizetype count = [] {
            DiagnosisReport report = someReport();
            return textsOf(report).size();
        }();
        for (qsizetype i = 0; i < count; ++i) {
            DiagnosisReport report = someReport();
            textsOf(report)[i]->append(u" X "_s + Token + u" y"_s);
            for (const DiagnosisFile& file : diagnosisFiles(report, Program, Scrubber()))
                QVERIFY2(!file.content.contains(Token.toUtf8()), qPrintable(u"text %1 in "_s.arg(i) + file.name));
        }
    }

    void secretsOfManyFormsAreTakenOut_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        const auto row = [](const char* name, const QString& text, const QString& secret) {
            QTest::addRow("%s", name) << text << secret;
        };
        row("jwt", u"got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2ln"_s, u"eyJhbGciOiJIUzI1NiJ9"_s);
        row("bearer", u"Authorization: Bearer abcdef0123456789"_s, u"abcdef0123456789"_s);
        row("client secret", u"dose0123456789abcdef"_s, u"dose0123456789abcdef"_s);
        row("model key", u"OPENAI_API_KEY=sk-proj-abcdefgh12345678"_s, u"sk-proj-abcdefgh12345678"_s);
        row("named", u"client_secret=hunter2hunter2"_s, u"hunter2hunter2"_s);
        row("json", u"{\"token\": \"abc123def456\"}"_s, u"abc123def456"_s);
        row("in an address", u"https://ada:pa55word@proxy.example"_s, u"pa55word"_s);
        row("encoded", u"authorization=Bearer%20abcdef0123456789"_s, u"abcdef0123456789"_s);
    }
    void secretsOfManyFormsAreTakenOut() {
        QFETCH(const QString, text);
        QFETCH(const QString, secret);
        const QString clean = Scrubber().clean(text);
        QVERIFY2(!clean.contains(secret), qPrintable(clean));
    }

    void proseAboutTokensStays() {
        const QString text = u"Kind of token: OAuth access token; the secret: unknown here"_s;
        QCOMPARE(Scrubber().clean(text), text);
    }

    void aSecretOfThePastedConfigurationIsKnownEverywhere() {
        DiagnosisReport report = someReport();
        report.subject.app = {.kind = AppConfigSource::Kind::Pasted, .text = u"MY_APP_TOKEN=plainwords"_s};
        report.results[0].summary = u"It sent plainwords."_s;
        for (const DiagnosisFile& file : diagnosisFiles(report, Program, Scrubber()))
            QVERIFY2(!file.content.contains("plainwords"), qPrintable(file.name));
    }

    void whatIsWrittenIsWhatThePreviewShows() {
        const QTemporaryDir folder;
        const DiagnosisReport report = someReport();
        const auto files = diagnosisFiles(report, Program, Scrubber());
        for (const QString& ending : {u"md"_s, u"html"_s}) {
            const QString path = folder.filePath(u"out."_s + ending);
            QVERIFY(writeDiagnosis(files, report.started, path));
            QCOMPARE(read(path), contentOf(files, u"report."_s + ending));
        }
    }

    void theArchiveHoldsTheSameFiles() {
        const QString unzip = QStandardPaths::findExecutable(u"python3"_s);
        if (unzip.isEmpty())
            QSKIP("python3 is not installed");
        const QTemporaryDir folder;
        const DiagnosisReport report = someReport();
        const auto files = diagnosisFiles(report, Program, Scrubber());
        const QString path = folder.filePath(u"out.zip"_s);
        QVERIFY(writeDiagnosis(files, report.started, path));
        QProcess process;
        process.start(unzip, {u"-m"_s, u"zipfile"_s, u"-e"_s, path, folder.path()});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 0);
        for (const DiagnosisFile& file : files)
            QCOMPARE(read(folder.filePath(file.name)), file.content);
    }

    void anotherEndingIsRefusedWithThoseThatAre() {
        const auto done = writeDiagnosis(diagnosisFiles(someReport(), Program, Scrubber()), {}, u"/x/report.pdf"_s);
        QVERIFY(!done);
        QVERIFY2(done.error().remedy.contains(".html"_L1), qPrintable(done.error().remedy));
    }

    void aRunReadBackIsTheSameRun() {
        const DiagnosisReport report = someReport();
        const QJsonObject json = diagnosisJson(report);
        const auto back = readDiagnosis(json);
        QVERIFY(back);
        QCOMPARE(QJsonDocument(diagnosisJson(*back)).toJson(), QJsonDocument(json).toJson());
        QVERIFY(back->subject == report.subject);
        QVERIFY(back->samples == report.samples);
    }

    void jsonNamesTheFirstFailureAndTheOutcome() {
        const QJsonObject json = diagnosisJson(someReport());
        QCOMPARE(json["first_failure"_L1].toString(), u"storage.read"_s);
        QCOMPARE(json["outcome"_L1].toString(), u"failed"_s);
        QCOMPARE(json["checks"_L1][2][u"known"_s][u"id"_s].toString(), u"storage-file-scan"_s);
    }

    void whatIsNoDiagnosisIsRefused() { QVERIFY(!readDiagnosis({{u"format"_s, 99}})); }

    void samplesTellStructureAndNoContents() {
        FilledStore store;
        SpanBuilder request;
        request.service("shop").span("chat").ids(7, 1).lasts(5_ms).attribute(
            "gen_ai.input.messages", "tell me a secret");
        request.span("count").ids(7, 2, 1).at(1_ms).lasts(2_ms).attribute("gen_ai.usage.input_tokens", 12);
        store.add(request);
        LocalWarehouse warehouse(store.store());
        const auto samples = sampleSpans(warehouse, [] { return false; });
        QCOMPARE(samples.size(), 2);
        QCOMPARE(samples[0].name, u"chat"_s);
        QCOMPARE(samples[0].attributes, QStringList{u"gen_ai.input.messages: string"_s});
        QCOMPARE(samples[1].attributes, QStringList{u"gen_ai.usage.input_tokens: int"_s});
        QCOMPARE(samples[1].parentId, samples[0].spanId);
        QVERIFY(samples[1].took == 2_ms);
    }

    void anEmptyStoreHasNoSamples() {
        FilledStore store;
        LocalWarehouse warehouse(store.store());
        QVERIFY(sampleSpans(warehouse, [] { return false; }).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDiagnosisReport)

#include "tst_diagnosis_report.moc"
