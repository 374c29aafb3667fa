#include "app/CommandLine.h"
#include "app/replay/MomentText.h"
#include "app/replay/TargetText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

auto parse(const QStringList& arguments) { return parseCommandLine(arguments, u"/work/here"_s); }

ReplayCommand replay(const QStringList& options, const QString& target = u"http://127.0.0.1:4318"_s) {
    const auto command = parse(QStringList{u"replay"_s, u"--to"_s, target} + options);
    if (!command) {
        QTest::qFail(qPrintable(command.error().text), __FILE__, __LINE__);
        return {};
    }
    return std::get<ReplayCommand>(*command);
}

ReplayTarget target(const QString& text, const QStringList& options = {}) { return replay(options, text).plan.target; }

constexpr std::uint64_t Second = 1'000'000'000;

} // namespace

class TestReplayOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aReplayIsFaithfulAndFastByDefault() {
        const ReplayCommand command = replay({});
        QVERIFY(command.plan.edits.isFaithful());
        QCOMPARE(command.plan.pace, ReplayPace());
        QCOMPARE(command.plan.selection, ReplaySelection());
        QVERIFY(!command.dryRun && !command.verify && !command.resume && !command.plan.repeat);
        QCOMPARE(command.plan.uncertain, UncertainRule::Hold);
    }

    void theSelectionIsTakenFromTheOptions() {
        const auto chosen
            = replay({u"--filter"_s, u"service = shop"_s, u"--since"_s, u"2026-02-16T09:30:00Z"_s, u"--until"_s,
                         u"2026-02-16T10:30:00.5Z"_s, u"--errors"_s, u"--sample"_s, u"0.25"_s})
                  .plan.selection;
        QCOMPARE(chosen.filter, u"service = shop"_s);
        QCOMPARE(chosen.range.from->value, 1'771'234'200 * Second);
        QCOMPARE(chosen.range.to->value, 1'771'237'800 * Second + Second / 2);
        QVERIFY(chosen.onlyErrors);
        QCOMPARE(chosen.sample, 0.25);
        const auto traces
            = replay({u"--trace"_s, u"2a"_s, u"--trace"_s, u"2b"_s, u"--whole-requests"_s}).plan.selection;
        QCOMPARE(traces.traces.size(), std::size_t(2));
        QVERIFY(traces.wholeRequests);
        QCOMPARE(replay({u"--session"_s, u"2"_s}).session, 2);
        QCOMPARE(replay({u"--file"_s, u"a.json"_s}).file, u"/work/here/a.json"_s);
    }

    void editsAndPaceAreTakenFromTheOptions() {
        const ReplayPlan plan
            = replay({u"--new-ids"_s, u"--shift-to-now"_s, u"--set"_s, u"env=prod=1"_s, u"--remove"_s, u"user.*"_s,
                         u"--redact"_s, u"prompt"_s, u"--speed"_s, u"2.5x"_s, u"--rate"_s, u"50"_s, u"--at-once"_s,
                         u"8"_s, u"--repeat"_s, u"--send-uncertain"_s})
                  .plan;
        QVERIFY(plan.edits.newTraceIds && plan.edits.shiftToNow && plan.repeat);
        using Action = AttributeEdit::Action;
        const QList<AttributeEdit> edits{
            {Action::Set, u"env"_s, u"prod=1"_s}, {Action::Remove, u"user.*"_s}, {Action::Redact, u"prompt"_s}};
        QCOMPARE(plan.edits.attributes, edits);
        QCOMPARE(plan.pace.speed, 2.5);
        QCOMPARE(plan.pace.tracesPerSecond, 50.0);
        QCOMPARE(plan.pace.atOnce, 8);
        QCOMPARE(plan.uncertain, UncertainRule::SendAgain);
        QCOMPARE(replay({u"--speed"_s, u"real"_s}).plan.pace.speed, 1.0);
        QCOMPARE(replay({u"--speed"_s, u"max"_s}).plan.pace.speed, 0.0);
    }

    void targetsAreNamedByTheirForm() {
        const auto otlp = target(u"http://Host.example:4318/"_s);
        QCOMPARE(otlp.kind, TargetKind::Otlp);
        QCOMPARE(otlp.wire, OtlpWire::HttpProtobuf);
        QCOMPARE(otlp.url, u"http://host.example:4318"_s);
        QCOMPARE(target(u"json:https://host.example"_s).wire, OtlpWire::HttpJson);
        const auto grpc = target(u"grpc://127.0.0.1:4317"_s);
        QCOMPARE(grpc.wire, OtlpWire::Grpc);
        QCOMPARE(grpc.url, u"http://127.0.0.1:4317"_s);
        QCOMPARE(target(u"grpcs://collector.example:4317"_s).url, u"https://collector.example:4317"_s);
        const auto file = target(u"file:out.jsonl.gz"_s);
        QCOMPARE(file.kind, TargetKind::File);
        QCOMPARE(file.file, u"/work/here/out.jsonl.gz"_s);
        const auto mlflow = target(u"mlflow:http://127.0.0.1:5000"_s, {u"--experiment"_s, u"7"_s});
        QCOMPARE(mlflow.kind, TargetKind::MlflowServer);
        QCOMPARE(mlflow.experimentId, u"7"_s);
    }

    void aWorkspaceTargetKeepsItsProfileForLater() {
        const auto command = replay({u"--profile"_s, u"prod"_s, u"--table"_s, u"main.agents.a_otel_spans"_s,
                                        u"--logs-table"_s, u"main.agents.a_otel_logs"_s, u"--gzip"_s},
            u"databricks"_s);
        QCOMPARE(command.plan.target.kind, TargetKind::Databricks);
        QCOMPARE(command.plan.target.spansTable, u"main.agents.a_otel_spans"_s);
        QCOMPARE(command.plan.target.logsTable, u"main.agents.a_otel_logs"_s);
        QVERIFY(command.plan.target.gzip);
        QCOMPARE(command.to->profile, u"prod"_s);
        const auto app = replay({u"--profile"_s, u"prod"_s}, u"app:https://collector-1.databricksapps.com"_s);
        QCOMPARE(app.plan.target.kind, TargetKind::CollectorApp);
    }

    void receivingMayPassOn() {
        const auto command = parse({u"receive"_s, u"--forward"_s, u"grpc://127.0.0.1:4317"_s, u"--header"_s,
            u"x-api-key=env:KEY"_s, u"--drain"_s});
        QVERIFY(command);
        const auto receive = std::get<ReceiveCommand>(*command);
        QCOMPARE(receive.forward->target.wire, OtlpWire::Grpc);
        QCOMPARE(receive.forward->target.headerNames, QStringList{u"x-api-key"_s});
        QCOMPARE(receive.forward->headers, QStringList{u"x-api-key=env:KEY"_s});
        QVERIFY(receive.drains);
    }

    void resumingNeedsNoTarget() {
        const auto command = parse({u"replay"_s, u"--resume"_s, u"--header"_s, u"x-api-key=1"_s});
        QVERIFY(command);
        const auto& resume = std::get<ReplayCommand>(*command);
        QVERIFY(resume.resume && !resume.to);
        QCOMPARE(resume.headers, QStringList{u"x-api-key=1"_s});
    }

    void wrongUsageSaysTheNextStep_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QString& target, const QStringList& options, const QString& says) {
            QTest::newRow(name) << QStringList{u"replay"_s, u"--to"_s, target} + options << says;
        };
        const QString http = u"http://127.0.0.1:4318"_s;
        QTest::newRow("no target") << QStringList{u"replay"_s} << u"replay needs --to TARGET."_s;
        QTest::newRow("header of nothing")
            << QStringList{u"receive"_s, u"--header"_s, u"a=b"_s} << u"--header needs --forward TARGET."_s;
        row("unknown form", u"ftp://host"_s, {}, u"write databricks, app:URL"_s);
        row("no host", u"http://"_s, {}, u"one looks like http://127.0.0.1:4318"_s);
        row("password in address", u"http://me:secret@host:4318"_s, {}, u"use --header or --profile"_s);
        row("databricks without profile", u"databricks"_s, {u"--table"_s, u"a.b.c"_s}, u"needs --profile NAME"_s);
        row("databricks without table", u"databricks"_s, {u"--profile"_s, u"p"_s}, u"needs --table"_s);
        row("short table", u"databricks"_s, {u"--profile"_s, u"p"_s, u"--table"_s, u"spans"_s},
            u"catalog.schema.table"_s);
        row("two tables", u"databricks:a.b.c"_s, {u"--profile"_s, u"p"_s, u"--table"_s, u"a.b.d"_s}, u"another"_s);
        row("table of an endpoint", http, {u"--table"_s, u"a.b.c"_s}, u"belong to the target databricks"_s);
        row("mlflow without experiment", u"mlflow:http://127.0.0.1:5000"_s, {}, u"needs --experiment ID"_s);
        row("app without profile", u"app:https://a.example"_s, {}, u"needs --profile NAME"_s);
        row("file of no kind", u"file:out.txt"_s, {}, u"ends in .jsonl or .pb"_s);
        row("header of a file", u"file:out.pb"_s, {u"--header"_s, u"a=b"_s}, u"A file takes no --header."_s);
        row("header without value", http, {u"--header"_s, u"a"_s}, u"--header takes NAME=VALUE"_s);
        row("header of no token", http, {u"--header"_s, u"a b=c"_s}, u"--header takes NAME=VALUE"_s);
        row("header in the clear", u"http://host.example:4318"_s, {u"--header"_s, u"a=b"_s}, u"only over https"_s);
        row("header in the clear over gRPC", u"grpc://host.example:4317"_s, {u"--header"_s, u"a=b"_s},
            u"only over https"_s);
        row("own header", http, {u"--header"_s, u"Content-Type=a"_s}, u"cannot set Content-Type"_s);
        row("header twice", http, {u"--header"_s, u"a=b"_s, u"--header"_s, u"A=c"_s}, u"names A twice"_s);
        row("trace", http, {u"--trace"_s, u"xyz"_s}, u"not a trace id"_s);
        row("filter", http, {u"--filter"_s, u"duration >"_s}, u"--filter: "_s);
        row("trace and filter", http, {u"--trace"_s, u"1"_s, u"--filter"_s, u"a"_s}, u"leave out --filter"_s);
        row("time", http, {u"--since"_s, u"yesterday"_s}, u"--since takes a time"_s);
        row("times", http, {u"--since"_s, u"1h"_s, u"--until"_s, u"2h"_s}, u"--since lies after --until"_s);
        row("speed", http, {u"--speed"_s, u"10"_s}, u"--speed takes"_s);
        row("rate", http, {u"--rate"_s, u"0"_s}, u"--rate takes"_s);
        row("sample", http, {u"--sample"_s, u"2"_s}, u"--sample takes"_s);
        row("session", http, {u"--session"_s, u"0"_s}, u"--session takes"_s);
        row("session and file", http, {u"--session"_s, u"1"_s, u"--file"_s, u"a"_s}, u"exclude each other"_s);
        row("set", http, {u"--set"_s, u"a"_s}, u"--set takes KEY=VALUE"_s);
        row("remove everything", http, {u"--remove"_s, u"*"_s}, u"--remove takes"_s);
        row("edited bytes", http, {u"--whole-requests"_s, u"--new-ids"_s}, u"byte for byte"_s);
        row("a number alone", http, {u"--replay"_s, u"3"_s}, u"--replay says with which one --resume goes on"_s);
        row("dry and verified", http, {u"--dry-run"_s, u"--verify"_s}, u"--dry-run sends nothing"_s);
    }

    void wrongUsageSaysTheNextStep() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto command = parse(arguments);
        QVERIFY(!command);
        QCOMPARE(command.error().status, 2);
        QVERIFY2(command.error().text.contains(says), qPrintable(command.error().text));
        QCOMPARE(command.error().text.count(u'\n'), 1);
    }

    void momentsMayBeHowLongAgoTheyWere() {
        const UnixNanos now{1'771'234'567 * Second};
        QCOMPARE(parseMoment(u"90s", now)->value, now.value - 90 * Second);
        QCOMPARE(parseMoment(u"1.5h", now)->value, now.value - 5400 * Second);
        QCOMPARE(parseMoment(u"1w", now)->value, now.value - 604'800 * Second);
        QVERIFY(!parseMoment(u"h", now) && !parseMoment(u"2 hours", now) && !parseMoment(u"99999w", now));
    }

    void aSecretHeaderComesFromTheEnvironment() {
        qputenv("SPANGLASS_TEST_KEY", "not-a-real-key");
        const auto headers = headerValues({u"x-api-key=env:SPANGLASS_TEST_KEY"_s, u"x-team=a=b"_s});
        QVERIFY(headers);
        QCOMPARE(headers->at(0).name, u"x-api-key"_s);
        QVERIFY(headers->at(0).value.matches("not-a-real-key"));
        QVERIFY(headers->at(1).value.matches("a=b"));
    }

    void aMissingVariableIsNamed() {
        qunsetenv("SPANGLASS_TEST_MISSING");
        const auto headers = headerValues({u"x-api-key=env:SPANGLASS_TEST_MISSING"_s});
        QVERIFY(!headers);
        QVERIFY(headers.error().oneLine().contains("SPANGLASS_TEST_MISSING"_L1));
    }

    void aHeaderWithALineBreakIsRefused() {
        qputenv("SPANGLASS_TEST_KEY", "a\nb: c");
        QVERIFY(!headerValues({u"x-api-key=env:SPANGLASS_TEST_KEY"_s}));
    }

    void whatIsPassedOnHasTheValuesInIt() {
        qputenv("SPANGLASS_TEST_KEY", "not-a-real-key");
        const QString header = u"x-api-key=env:SPANGLASS_TEST_KEY"_s;
        const auto arguments
            = withHeaderValues({u"replay"_s, u"--header"_s, header, u"--header="_s + header}, {header});
        QVERIFY(arguments);
        QCOMPARE(
            arguments->mid(2), (QStringList{u"x-api-key=not-a-real-key"_s, u"--header=x-api-key=not-a-real-key"_s}));
    }
};

QTEST_GUILESS_MAIN(TestReplayOptions)
#include "tst_replay_options.moc"
