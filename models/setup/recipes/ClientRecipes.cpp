#include "models/setup/recipes/ClientRecipes.h"

#include "models/common/TextTemplate.h"
#include "models/setup/recipes/RecipeEnvironment.h"
#include "models/setup/recipes/RecipeParts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString prefixOf(const SetupPlan& plan) { return plan.tablePrefix.isEmpty() ? plan.experimentId : plan.tablePrefix; }

QList<TemplateValue> valuesOf(const SetupPlan& plan) {
    const RecipeDestination to(plan);
    QList<TemplateValue> values{{"host"_L1, plan.host}, {"tracesUrl"_L1, to.otlp + "/v1/traces"_L1},
        {"logsUrl"_L1, to.otlp + "/v1/logs"_L1}, {"metricsUrl"_L1, to.otlp + "/v1/metrics"_L1},
        {"tokenUrl"_L1, plan.host + "/oidc/v1/token"_L1}, {"spansTable"_L1, to.tables.spans},
        {"spansTableHeader"_L1, to.headerValue}, {"logsTable"_L1, to.tables.logs},
        {"metricsTable"_L1, to.tables.metrics}, {"experimentName"_L1, plan.experimentName},
        {"experimentId"_L1, plan.experimentId}, {"warehouseId"_L1, plan.warehouseId}, {"catalog"_L1, plan.catalog},
        {"schema"_L1, plan.schema}, {"prefix"_L1, prefixOf(plan)}, {"collectorUrl"_L1, plan.collector.url},
        {"sender"_L1, senderOf(plan)},
        {"secretScope"_L1, plan.collector.secretScope.isEmpty() ? u"traces"_s : plan.collector.secretScope}};
    for (TemplateValue& each : values)
        each.value = inDoubleQuotes(each.value);
    return values;
}

QStringList marksOf(const SetupPlan& plan) {
    QStringList marks;
    if (plan.mlflowServer)
        marks << u"server"_s;
    if (isNamedByPrefix(plan))
        marks << u"prefix"_s;
    if (!plan.collector.url.isEmpty())
        marks << u"url"_s;
    return marks;
}

/// A plan that says in words what it does not know yet.
struct SpeakingPlan {
    explicit SpeakingPlan(const SetupPlan& given)
        : plan(given) {
        fill(plan.host, u"<host>"_s);
        fill(plan.experimentName, u"<experiment>"_s);
        fill(plan.experimentId, u"<experiment-id>"_s);
        if (plan.mlflowServer)
            return;
        fill(plan.warehouseId, u"<warehouse-id>"_s);
        fill(plan.catalog, u"<catalog>"_s);
        fill(plan.schema, u"<schema>"_s);
    }

    SetupPlan plan;
    bool isOpen = false; ///< something is not known

private:
    void fill(QString& value, const QString& mark) {
        if (!value.isEmpty())
            return;
        value = mark;
        isOpen = true;
    }
};

constexpr auto SecretCommands = R"sh(# create-scope only when the scope is not there yet
databricks secrets create-scope "{secretScope}"
databricks secrets put-secret "{secretScope}" client-id --string-value "{sender}"
databricks secrets put-secret "{secretScope}" client-secret
)sh"_L1;

QString signInOf(const RecipeText& text, const SetupPlan& plan, EnvStyle style, const QList<TemplateValue>& values) {
    const QString lines = recipeSignIn(text, plan, style);
    return text.signIn == RecipeSignIn::SecretScope ? lines + filledTemplate(SecretCommands, values, {}) : lines;
}

QStringList notesOf(const RecipeText& text, const QList<TemplateValue>& values, const QStringList& marks) {
    const QString notes = withNoteParts(QCoreApplication::translate("ClientRecipes", text.notes));
    return filledTemplate(notes, values, marks).split(u'\n', Qt::SkipEmptyParts);
}

QString openNote() {
    return QCoreApplication::translate("ClientRecipes",
        "What stands in <...> is known once the experiment and its tables are made: apply the setup first.");
}

bool fits(const RecipeText& text, const SetupPlan& plan) {
    if (text.id == "collector-app"_L1)
        return plan.collector.isWanted();
    return text.fitsServers || !plan.mlflowServer;
}

} // namespace

std::vector<Snippet> clientRecipes(const SetupPlan& given, EnvStyle style) {
    const SpeakingPlan speaking(given);
    const SetupPlan& plan = speaking.plan;
    const QList<TemplateValue> values = valuesOf(plan);
    const QStringList marks = marksOf(plan);
    std::vector<Snippet> recipes;
    for (const auto texts : {pythonRecipes(), managedRecipes(), nativeRecipes(), relayRecipes(), hostedRecipes()}) {
        for (const RecipeText& text : texts) {
            if (!fits(text, plan))
                continue;
            Snippet recipe{QString(text.id), QString(text.title), filledTemplate(text.install, values, marks),
                recipeVariables(text.variables, plan, style), filledTemplate(withRecipeParts(text.code), values, marks),
                QString(text.codeFile), QString(text.installFile), notesOf(text, values, marks),
                signInOf(text, plan, style, values)};
            if (speaking.isOpen)
                recipe.notes.prepend(openNote());
            recipes.push_back(recipe);
        }
    }
    return recipes;
}

} // namespace spanglass
