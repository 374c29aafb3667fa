#include "models/setup/recipes/ClientRecipes.h"
#include "models/setup/recipes/MonitoringScript.h"

#include <QTest>

#include <algorithm>

using namespace spanglass;
using namespace Qt::StringLiterals;

namespace {

SetupPlan prefixPlan() {
    SetupPlan plan;
    plan.host = u"https://w.example"_s;
    plan.warehouseId = u"abc123"_s;
    plan.experimentName = u"/Shared/orders"_s;
    plan.experimentId = u"42"_s;
    plan.catalog = u"main"_s;
    plan.schema = u"traces"_s;
    plan.form = TraceTableForm::TablePrefix;
    plan.tablePrefix = u"orders"_s;
    plan.collector.appName = u"spans-in"_s;
    return plan;
}

SetupPlan schemaPlan() {
    SetupPlan plan = prefixPlan();
    plan.form = TraceTableForm::SchemaLinked;
    plan.tablePrefix.clear();
    return plan;
}

SetupPlan serverPlan() {
    SetupPlan plan;
    plan.mlflowServer = true;
    plan.host = u"http://mlflow.example:5000"_s;
    plan.experimentName = u"orders"_s;
    plan.experimentId = u"7"_s;
    return plan;
}

std::vector<Snippet> recipes(const SetupPlan& plan) { return clientRecipes(plan, EnvStyle::Posix); }

Snippet recipe(const QString& id, const SetupPlan& plan = prefixPlan(), EnvStyle style = EnvStyle::Posix) {
    const auto all = clientRecipes(plan, style);
    const auto found = std::ranges::find(all, id, &Snippet::id);
    return found == all.end() ? Snippet() : *found;
}

QString wholeText(const Snippet& each) {
    return each.install + u'\n' + each.environment + u'\n' + each.signIn + u'\n' + each.code + u'\n'
        + each.notes.join(u'\n');
}

QStringList idsOf(const SetupPlan& plan) {
    QStringList ids;
    for (const Snippet& each : recipes(plan))
        ids << each.id;
    return ids;
}

const QStringList Senders{u"python"_s, u"javascript"_s, u"java"_s, u"dotnet"_s, u"go"_s, u"rust"_s, u"collector"_s};

} // namespace

class TestClientRecipes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPlaceWhereAnAppCanRunHasARecipe() {
        QCOMPARE(idsOf(prefixPlan()),
            (QStringList{u"python-mlflow"_s, u"python"_s, u"javascript"_s, u"java"_s, u"dotnet"_s, u"go"_s, u"rust"_s,
                u"collector"_s, u"variables"_s, u"databricks-apps"_s, u"model-serving"_s, u"collector-app"_s}));
    }

    void anMlflowServerHasNoneThatNeedAWorkspace() {
        QCOMPARE(idsOf(serverPlan()),
            (QStringList{u"python-mlflow"_s, u"python"_s, u"javascript"_s, u"java"_s, u"dotnet"_s, u"go"_s, u"rust"_s,
                u"collector"_s, u"variables"_s}));
    }

    void withoutACollectorAppNothingIsSaidOfOne() {
        SetupPlan plan = prefixPlan();
        plan.collector = {};
        QVERIFY(!idsOf(plan).contains(u"collector-app"_s));
    }

    void everySenderNamesEndpointAndTable() {
        for (const QString& id : Senders) {
            const QString code = recipe(id).code;
            QVERIFY2(code.contains(u"https://w.example/api/2.0/otel/v1/traces"_s), qPrintable(id));
            QVERIFY2(code.contains(u"X-Databricks-UC-Table-Name"_s), qPrintable(id));
            QVERIFY2(code.contains(u"main.traces.orders_otel_spans"_s), qPrintable(id));
        }
    }

    void aServerIsToldTheExperimentAndNoTable() {
        for (const QString& id : Senders) {
            const QString text = wholeText(recipe(id, serverPlan()));
            QVERIFY2(text.contains(u"http://mlflow.example:5000/v1/traces"_s), qPrintable(id));
            QVERIFY2(text.contains(u"x-mlflow-experiment-id"_s), qPrintable(id));
            QVERIFY2(!text.contains(u"databricks"_s, Qt::CaseInsensitive), qPrintable(text));
        }
    }

    void noMarkIsLeftInATextThatIsCopied() {
        static const QRegularExpression left(u"\\[[?!][a-z]+\\]|\\{[a-z]+(Url|Table|Header|Id|Name|Word|Scope)\\}"_s);
        for (const SetupPlan& plan : {prefixPlan(), schemaPlan(), serverPlan()}) {
            for (const Snippet& each : recipes(plan))
                QVERIFY2(!left.match(wholeText(each)).hasMatch(), qPrintable(wholeText(each)));
        }
    }

    void whatSignsInRenewsItsTokenAndSaysSo() {
        for (const QString& id : {u"python-mlflow"_s, u"python"_s, u"javascript"_s, u"java"_s, u"dotnet"_s, u"go"_s,
                 u"rust"_s, u"collector"_s, u"databricks-apps"_s})
            QVERIFY2(recipe(id).notes.join(u' ').contains(u"renew"_s), qPrintable(id));
    }

    void prefixAndSchemaAreBoundInTheirOwnWays() {
        for (const QString& id : {u"python-mlflow"_s, u"databricks-apps"_s, u"model-serving"_s}) {
            const QString prefixed = recipe(id).code;
            QVERIFY2(prefixed.contains(u"UnityCatalog(\"main\", \"traces\", \"orders\")"_s), qPrintable(id));
            QVERIFY(!prefixed.contains(u"set_destination"_s));
            const QString linked = recipe(id, schemaPlan()).code;
            QVERIFY2(linked.contains(u"set_destination(UCSchemaLocation(\"main\", \"traces\"))"_s), qPrintable(id));
            QVERIFY(!linked.contains(u"UnityCatalog"_s));
        }
    }

    void theDestinationVariableIsForSchemasOnly() {
        QVERIFY(recipe(u"python-mlflow"_s, schemaPlan())
                    .environment.contains(u"export MLFLOW_TRACING_DESTINATION=\"main.traces\"\n"_s));
        for (const Snippet& each : recipes(prefixPlan()))
            QVERIFY2(!QString(each.install + each.environment).contains(u"MLFLOW_TRACING_DESTINATION"_s),
                qPrintable(each.id));
    }

    void withoutAPrefixTheExperimentsIdNamesTheTables() {
        SetupPlan plan = prefixPlan();
        plan.tablePrefix.clear();
        QVERIFY(recipe(u"python"_s, plan).code.contains(u"main.traces.42_otel_spans"_s));
        QVERIFY(recipe(u"python-mlflow"_s, plan).code.contains(u"UnityCatalog(\"main\", \"traces\", \"42\")"_s));
    }

    void whatIsNotKnownYetIsMarkedAndSaid() {
        SetupPlan plan = prefixPlan();
        plan.experimentId.clear();
        plan.tablePrefix.clear();
        const Snippet open = recipe(u"python-mlflow"_s, plan);
        QVERIFY2(
            open.code.contains(u"UnityCatalog(\"main\", \"traces\", \"<experiment-id>\")"_s), qPrintable(open.code));
        QVERIFY(open.environment.contains(u"MLFLOW_EXPERIMENT_ID=\"<experiment-id>\""_s));
        QVERIFY(open.notes.first().contains(u"<...>"_s));
        QVERIFY(recipe(u"variables"_s, plan).environment.contains(u"=main.traces.<experiment-id>_otel_spans"_s));
        for (const Snippet& each : recipes(SetupPlan()))
            QVERIFY2(!wholeText(each).contains(u"\"\""_s) || each.id == u"javascript"_s || each.id == u"dotnet"_s,
                qPrintable(wholeText(each)));
    }

    void aPlanThatKnowsEverythingHasNoSuchNote() {
        for (const SetupPlan& plan : {prefixPlan(), schemaPlan(), serverPlan()}) {
            for (const Snippet& each : recipes(plan))
                QVERIFY2(!wholeText(each).contains(u"<...>"_s), qPrintable(each.id));
        }
    }

    void environmentLinesReferToTheToken() {
        QCOMPARE(recipe(u"variables"_s).environment,
            u"export TRACES_TOKEN=\"$(databricks auth token --host https://w.example -o text)\"\n"
            "export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=\"https://w.example/api/2.0/otel/v1/traces\"\n"
            "export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=\"http/protobuf\"\n"
            "export OTEL_EXPORTER_OTLP_TRACES_HEADERS=\"authorization=Bearer%20${TRACES_TOKEN},"
            "X-Databricks-UC-Table-Name=main.traces.orders_otel_spans\"\n"
            "export OTEL_SERVICE_NAME=\"my-app\"\n"_s);
    }

    void whatRunsOutsideAWorkspaceSaysWhatItSignsInWith() {
        for (const Snippet& each : recipes(prefixPlan())) {
            const bool isGiven = each.id == u"databricks-apps"_s || each.id == u"variables"_s;
            QVERIFY2(each.signIn.isEmpty() == isGiven, qPrintable(each.id));
        }
        for (const Snippet& each : recipes(serverPlan()))
            QVERIFY2(each.signIn.isEmpty(), qPrintable(each.id));
    }

    void aSecretIsTypedAndTheSenderIsTheOneThatTheGrantsName() {
        SetupPlan plan = prefixPlan();
        QVERIFY(recipe(u"go"_s, plan).signIn.startsWith(u"export DATABRICKS_CLIENT_ID=\"<client-id>\"\n"_s));
        plan.grants = {{.principal = {PrincipalKind::Group, u"readers"_s}},
            {.principal = {PrincipalKind::ServicePrincipal, u"reader-1"_s}, .writes = false},
            {.principal = {PrincipalKind::ServicePrincipal, u"sender-1"_s}}};
        const QString lines = recipe(u"go"_s, plan).signIn;
        QVERIFY2(lines.startsWith(u"export DATABRICKS_CLIENT_ID=\"sender-1\"\n"_s), qPrintable(lines));
        QVERIFY2(lines.contains(u"read -r DATABRICKS_CLIENT_SECRET"_s), qPrintable(lines));
    }

    void noLinesMakeALibraryOfDatabricksChooseBetweenTwoCredentials() {
        // It refuses a DATABRICKS_TOKEN beside a client id.
        for (const EnvStyle style : {EnvStyle::Posix, EnvStyle::PowerShell, EnvStyle::DotEnv}) {
            for (const Snippet& each : clientRecipes(prefixPlan(), style))
                QVERIFY2(!QString(each.environment + each.signIn + each.install).contains(u"DATABRICKS_TOKEN"_s),
                    qPrintable(each.id));
        }
    }

    void namesThatNeedQuotingStayWithinTheirQuotes() {
        SetupPlan plan = prefixPlan();
        plan.experimentName = u"/Users/o'hara@w.example/say \"hi\" \\ $HOME"_s;
        QVERIFY(
            recipe(u"python-mlflow"_s, plan).code.contains(u"\"/Users/o'hara@w.example/say \\\"hi\\\" \\\\ $HOME\""_s));
        plan.catalog = u"a$b`c"_s;
        plan.form = TraceTableForm::SchemaLinked;
        QVERIFY(recipe(u"python-mlflow"_s, plan)
                    .environment.contains(u"MLFLOW_TRACING_DESTINATION=\"a\\$b\\`c.traces\""_s));
        QVERIFY(recipe(u"variables"_s, plan).environment.contains(u"=a%24b%60c.traces.mlflow_experiment_trace"_s));
    }

    void aNameThatLooksLikeAPlaceholderIsLeftAlone() {
        SetupPlan plan = prefixPlan();
        plan.experimentName = u"/Shared/{host}"_s;
        QVERIFY(recipe(u"python-mlflow"_s, plan).code.contains(u"\"/Shared/{host}\""_s));
    }

    void aProfileIsNamedWhereThereIsOne() {
        SetupPlan plan = prefixPlan();
        plan.profile = u"my team"_s;
        QVERIFY(recipe(u"variables"_s, plan).environment.contains(u"--profile 'my team' -o text"_s));
        QCOMPARE(recipe(u"java"_s, plan).signIn, u"export DATABRICKS_CONFIG_PROFILE=\"my team\"\n"_s);
        QVERIFY(recipe(u"python-mlflow"_s, plan).environment.contains(u"DATABRICKS_CONFIG_PROFILE=\"my team\""_s));
    }

    void theCollectorHasAnExporterForEachTable() {
        const QString yaml = recipe(u"collector"_s).code;
        for (const QString& table : {u"orders_otel_spans"_s, u"orders_otel_logs"_s, u"orders_otel_metrics"_s})
            QVERIFY2(yaml.contains(u"X-Databricks-UC-Table-Name: \"main.traces."_s + table), qPrintable(table));
        QVERIFY(yaml.contains(u"token_url: \"https://w.example/oidc/v1/token\""_s));
    }

    void servingReadsItsCredentialsFromAScope() {
        SetupPlan plan = prefixPlan();
        plan.collector.secretScope = u"orders-scope"_s;
        QVERIFY(recipe(u"model-serving"_s, plan).install.contains(u"\"{{secrets/orders-scope/client-secret}}\""_s));
    }

    void secretsArePutIntoTheScopeThatServingReads() {
        SetupPlan plan = prefixPlan();
        plan.collector.secretScope = u"orders-scope"_s;
        plan.profile = u"prod"_s;
        const QString lines = recipe(u"model-serving"_s, plan).signIn;
        QVERIFY2(lines.startsWith(u"export DATABRICKS_CONFIG_PROFILE=\"prod\"\n"_s), qPrintable(lines));
        QVERIFY2(lines.endsWith(u"put-secret \"orders-scope\" client-secret\n"_s), qPrintable(lines));
    }

    void appsAreKeptFromForeignParents() {
        QVERIFY(recipe(u"databricks-apps"_s).install.contains(u"OTEL_PROPAGATORS\n    value: \"none\""_s));
    }

    void javaReadsItsCredentialsBeforeItSignsIn() {
        // Without resolve() the SDK has no environment, and each export fails with a NullPointerException.
        QVERIFY(recipe(u"java"_s).code.contains(u"setHost(\"https://w.example\").resolve();"_s));
    }

    void theMonitoringScriptRegistersAndStarts() {
        SetupPlan plan = prefixPlan();
        plan.monitoringWarehouseId = u"w1"_s;
        plan.scorers = {{.name = u"say \"hi\""_s,
                            .builtin = u"Guidelines"_s,
                            .guidelines = {u"Be kind."_s},
                            .sampleRate = 0.5,
                            .filter = u"attributes.status = 'OK'"_s},
            {.name = u"idle"_s, .builtin = u"Safety"_s, .sampleRate = 0}};
        const QString script = monitoringScript(plan);
        QVERIFY2(script.contains(u"import Guidelines, Safety, ScorerSamplingConfig\n"_s), qPrintable(script));
        QVERIFY2(
            script.contains(u"Guidelines(name=\"say \\\"hi\\\"\", guidelines=[\"Be kind.\"])"_s), qPrintable(script));
        QVERIFY(script.contains(u"sample_rate=0.5, filter_string=\"attributes.status = 'OK'\""_s));
        QVERIFY(script.contains(u"sql_warehouse_id=\"w1\""_s));
        QCOMPARE(script.count(u".start("_s), 1);
    }

    void theCollectorAppIsKnownByItsAddressOnceItHasOne() {
        SetupPlan plan = prefixPlan();
        QVERIFY(recipe(u"collector-app"_s, plan).code.contains(u"os.environ[\"COLLECTOR_APP_URL\"]"_s));
        plan.collector.url = u"https://spans-in-1.databricksapps.com"_s;
        QVERIFY(recipe(u"collector-app"_s, plan)
                    .code.contains(u"endpoint=\"https://spans-in-1.databricksapps.com/v1/traces\""_s));
        QVERIFY(recipe(u"collector-app"_s, plan).notes.join(u' ').contains(u"error page"_s));
    }
};

QTEST_APPLESS_MAIN(TestClientRecipes)
#include "tst_client_recipes.moc"
