#include "models/setup/SetupInputs.h"

#include "services/core/SetupNames.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

// Limits as the public documentation of secrets and apps has them.
constexpr qsizetype LongestSecretName = 128;
constexpr qsizetype LongestAppName = 30;

QString tr(const char* text) { return QCoreApplication::translate("SetupInputs", text); }

void takeExperiment(SetupPlan& to, const SetupPlan& from) {
    to.experimentName = from.experimentName;
    to.experimentId = from.experimentId;
}

void takeLocation(SetupPlan& to, const SetupPlan& from) {
    takeExperiment(to, from);
    to.warehouseId = from.warehouseId;
    to.catalog = from.catalog;
    to.schema = from.schema;
    to.form = from.form;
    to.tablePrefix = from.tablePrefix;
}

QString missingLocation(const SetupPlan& plan) {
    for (const SetupStep step : {SetupStep::Warehouse, SetupStep::Experiment, SetupStep::Schema}) {
        if (const QString missing = missingFor(plan, step); !missing.isEmpty())
            return missing;
    }
    return tablePrefixProblem(plan.tablePrefix);
}

QString missingMonitoring(const SetupPlan& plan) {
    if (const QString missing = missingFor(plan, SetupStep::Experiment); !missing.isEmpty())
        return missing;
    if (plan.monitoringWarehouseId.isEmpty())
        return tr("Choose the SQL warehouse that the scorers read traces with.");
    return scorersProblem(plan.scorers);
}

bool isPlain(QChar c, QStringView besides) {
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || besides.contains(c);
}

bool consistsOf(const QString& text, QStringView besides) {
    return std::ranges::all_of(text, [besides](QChar c) { return isPlain(c, besides); });
}

QString secretNameProblem(const QString& name, const QString& what) {
    if (name.isEmpty())
        return tr("%1 needs a name.").arg(what);
    if (name.size() > LongestSecretName || !consistsOf(name, u"-_."))
        return tr("%1 may have letters, digits, hyphens, underscores and points, 128 at most.").arg(what);
    return {};
}

} // namespace

bool isAsked(const SetupPlan& plan, SetupStep step) {
    if (plan.mlflowServer)
        return step == SetupStep::SignIn || step == SetupStep::Experiment;
    switch (step) {
    case SetupStep::Collector:
        return plan.collector != PlannedCollector(); // one without a name is asked for it
    case SetupStep::Monitoring:
        return !plan.scorers.isEmpty() || !plan.monitoringWarehouseId.isEmpty();
    default:
        return true;
    }
}

SetupPlan inputsOf(const SetupPlan& plan, SetupStep step) {
    SetupPlan inputs;
    inputs.connectionId = plan.connectionId;
    inputs.mlflowServer = plan.mlflowServer;
    switch (step) {
    case SetupStep::SignIn:
        break;
    case SetupStep::Warehouse:
        inputs.warehouseId = plan.warehouseId;
        break;
    case SetupStep::Experiment:
        if (plan.bindsWhenMade)
            takeLocation(inputs, plan);
        takeExperiment(inputs, plan);
        inputs.bindsWhenMade = plan.bindsWhenMade;
        break;
    case SetupStep::Schema:
        inputs.experimentName = plan.experimentName; // whose tables may be there already
        inputs.catalog = plan.catalog;
        inputs.schema = plan.schema;
        break;
    case SetupStep::Location:
    case SetupStep::Tables:
        takeLocation(inputs, plan);
        break;
    case SetupStep::Grants:
        takeLocation(inputs, plan);
        inputs.grants = plan.grants;
        break;
    case SetupStep::Collector:
        takeLocation(inputs, plan);
        inputs.collector = plan.collector;
        break;
    case SetupStep::Monitoring:
        takeExperiment(inputs, plan);
        inputs.monitoringWarehouseId = plan.monitoringWarehouseId;
        inputs.scorers = plan.scorers;
        break;
    }
    return inputs;
}

QString missingFor(const SetupPlan& plan, SetupStep step) {
    switch (step) {
    case SetupStep::SignIn:
        return plan.connectionId.isEmpty() ? tr("Choose a connection.") : QString();
    case SetupStep::Warehouse:
        return plan.warehouseId.isEmpty() ? tr("Choose a SQL warehouse.") : QString();
    case SetupStep::Experiment:
        return experimentProblem(plan);
    case SetupStep::Schema:
        if (plan.catalog.isEmpty())
            return tr("Choose a catalog.");
        return schemaProblem(plan.schema);
    case SetupStep::Location:
    case SetupStep::Tables:
    case SetupStep::Grants:
        return missingLocation(plan);
    case SetupStep::Collector:
        if (const QString missing = missingLocation(plan); !missing.isEmpty())
            return missing;
        return collectorProblem(plan.collector);
    case SetupStep::Monitoring:
        return missingMonitoring(plan);
    }
    return {};
}

QList<SetupStep> stepsBefore(SetupStep step) {
    switch (step) {
    case SetupStep::SignIn:
    case SetupStep::Warehouse:
    case SetupStep::Experiment:
    case SetupStep::Schema:
        return {};
    case SetupStep::Location:
        return {SetupStep::Warehouse, SetupStep::Experiment, SetupStep::Schema};
    case SetupStep::Tables:
    case SetupStep::Grants:
    case SetupStep::Collector:
    case SetupStep::Monitoring:
        return {SetupStep::Warehouse, SetupStep::Experiment, SetupStep::Schema, SetupStep::Location};
    }
    return {};
}

QList<SetupStep> stepsToSee(SetupPage page, bool mlflowServer) {
    if (mlflowServer)
        return page == SetupPage::Connection ? QList{SetupStep::SignIn} : QList{SetupStep::Experiment};
    if (page == SetupPage::Prove || page == SetupPage::Send)
        return stepsBefore(SetupStep::Collector) + stepsOf(page);
    QList<SetupStep> steps;
    for (const SetupStep step : stepsOf(page)) {
        const QList<SetupStep> needed = stepsBefore(step) + QList{step};
        for (const SetupStep each : needed) {
            if (!steps.contains(each))
                steps << each;
        }
    }
    return steps;
}

QString experimentProblem(const SetupPlan& plan) {
    const QString& name = plan.experimentName;
    if (name.trimmed().isEmpty())
        return tr("Name the experiment.");
    if (plan.mlflowServer)
        return name == name.trimmed() ? QString() : tr("The name begins or ends with a space.");
    return experimentNameProblem(name);
}

QString schemaProblem(const QString& name) {
    return name.isEmpty() ? tr("Name the schema, or choose one.") : catalogNameProblem(name);
}

QString collectorProblem(const PlannedCollector& collector) {
    const QString& name = collector.appName;
    if (name.isEmpty())
        return tr("The app needs a name.");
    const bool lower = std::ranges::none_of(name, [](QChar c) { return c.isUpper(); });
    if (!lower || !consistsOf(name, u"-"))
        return tr("The app's name may have lower case letters, digits and hyphens only.");
    if (name.size() > LongestAppName)
        return tr("The app's name may have 30 characters at most.");
    if (!collector.sourceFolder.startsWith(u'/') || collector.sourceFolder.size() < 2)
        return tr("The folder of the app's files is a path in the workspace and begins with a slash.");
    if (const QString problem = secretNameProblem(collector.secretScope, tr("The secret scope")); !problem.isEmpty())
        return problem;
    return secretNameProblem(collector.secretKey, tr("The secret"));
}

QString scorersProblem(const QList<PlannedScorer>& scorers) {
    if (scorers.isEmpty())
        return tr("Choose at least one scorer.");
    QSet<QString> names;
    for (const PlannedScorer& each : scorers) {
        if (each.name.trimmed().isEmpty())
            return tr("Each scorer needs a name.");
        if (names.contains(each.name))
            return tr("Two scorers are named %1.").arg(each.name);
        names.insert(each.name);
        if (each.builtin == "Guidelines"_L1 && each.guidelines.isEmpty())
            return tr("Write at least one guideline for %1.").arg(each.name);
    }
    return {};
}

SetupPlan withLearned(SetupPlan now, const SetupPlan& asked, const SetupPlan& learned) {
    const auto take = [&](auto member) {
        if (now.*member == asked.*member)
            now.*member = learned.*member;
    };
    if (now.connectionId != asked.connectionId)
        return now;
    if (now.experimentName == asked.experimentName)
        take(&SetupPlan::experimentId);
    take(&SetupPlan::experimentName);
    take(&SetupPlan::warehouseName);
    if (now.monitoringWarehouseId == asked.monitoringWarehouseId)
        take(&SetupPlan::monitoringWarehouseName);
    take(&SetupPlan::form);
    take(&SetupPlan::tablePrefix);
    take(&SetupPlan::collector);
    return now;
}

} // namespace spanglass
