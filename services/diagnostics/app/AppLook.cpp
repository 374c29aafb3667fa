#include "services/diagnostics/app/AppLook.h"

#include "services/core/SetupTables.h"
#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/app/config/AppConfigReader.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// What the subject says of the spans table, where it is no guess.
QString wantedTable(const DiagnosisSubject& subject) {
    if (!subject.spansTable.isEmpty())
        return subject.spansTable;
    const SetupPlan& plan = subject.plan;
    const bool isKnown = plan.form == TraceTableForm::SchemaLinked || plan.form == TraceTableForm::ByHand
        || (plan.form == TraceTableForm::TablePrefix && !plan.tablePrefix.isEmpty());
    return isKnown ? plannedTables(plan).spans : QString();
}

AppFacts factsFor(CheckContext& context, const AppConfig& config) {
    AppFacts facts;
    const auto& connection = context.ports().connection;
    if (connection
        && (connection->settings.kind == ConnectionKind::Databricks
            || connection->settings.kind == ConnectionKind::Practice))
        facts.workspace = QUrl(connection->settings.host).authority().toLower();
    facts.spansTable = wantedTable(context.subject());
    facts.now = context.ports().auth.now();
    if (!config.file.isEmpty())
        facts.project = readProject(config.file, [&context] { return context.isCancelled(); });
    return facts;
}

/// Other configurations in the same folder.
void compareBeside(AppLook& look) {
    const QFileInfo own(look.config->file);
    for (const auto& name : {u".env"_s, u"app.yaml"_s, u"app.yml"_s, u"docker-compose.yml"_s, u"docker-compose.yaml"_s,
             u"compose.yaml"_s}) {
        const QString path = own.absoluteDir().filePath(name);
        if (name == own.fileName() || !QFile::exists(path))
            continue;
        const auto other = readAppConfig({.kind = AppConfigSource::Kind::File, .file = path});
        if (!other || other->telemetryCount() == 0)
            continue;
        look.others += name;
        look.findings += disagreements(*look.config, *other);
    }
}

} // namespace

std::shared_ptr<const AppLook> lookAtApp(CheckContext& context) {
    if (context.subject().app.kind == AppConfigSource::Kind::None)
        return nullptr;
    return context.once<std::shared_ptr<const AppLook>>(u"app"_s, [&context]() -> std::shared_ptr<const AppLook> {
        auto look = std::make_shared<AppLook>();
        look->config = readAppConfig(context.subject().app);
        if (!look->config)
            return look;
        look->facts = factsFor(context, *look->config);
        look->findings = judgeConfig(*look->config, look->facts);
        if (!look->config->file.isEmpty())
            compareBeside(*look);
        return look;
    });
}

} // namespace spanglass
