#include "app/diagnostics/DoctorSubject.h"

#include "services/auth/HostUrl.h"
#include "services/diagnostics/app/config/AppConfigReader.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// The first value that one of these variables has.
QString valueOf(const AppConfig& config, std::initializer_list<QLatin1StringView> names) {
    for (const QLatin1StringView name : names)
        for (const AppBlock& block : config.blocks)
            if (const QString value = block.value(name); !value.isEmpty())
                return value;
    return {};
}

QString tableIn(const AppConfig& config) {
    for (const AppBlock& block : config.blocks)
        for (const AppSetting& setting : block.settings)
            if (setting.key == AppSetting::Header
                && setting.name.compare("X-Databricks-UC-Table-Name"_L1, Qt::CaseInsensitive) == 0)
                return setting.clean();
    return valueOf(config, {"OTEL_UC_TABLE_NAME"_L1});
}

} // namespace

Result<DoctorSubject> doctorSubject(const DoctorCommand& command) {
    DoctorSubject out{.subject = {}, .profile = command.profile, .host = {}};
    out.subject.probe = command.probe;
    if (!command.env.isEmpty()) {
        out.subject.app = {.kind = AppConfigSource::Kind::File, .file = command.env};
        const auto config = readAppConfig(out.subject.app);
        if (!config)
            return std::unexpected(config.error());
        SetupPlan& plan = out.subject.plan;
        plan.experimentId = valueOf(*config, {"MLFLOW_EXPERIMENT_ID"_L1});
        plan.experimentName = valueOf(*config, {"MLFLOW_EXPERIMENT_NAME"_L1});
        plan.warehouseId = valueOf(*config, {"MLFLOW_TRACING_SQL_WAREHOUSE_ID"_L1, "DATABRICKS_WAREHOUSE_ID"_L1});
        const QStringList place = valueOf(*config, {"MLFLOW_TRACING_DESTINATION"_L1}).split(u'.');
        if (place.size() == 2) {
            plan.catalog = place[0];
            plan.schema = place[1];
            plan.form = TraceTableForm::SchemaLinked;
        }
        out.subject.spansTable = tableIn(*config);
        if (out.profile.isEmpty())
            out.profile = valueOf(*config, {"DATABRICKS_CONFIG_PROFILE"_L1});
        out.host = cleanEndpoint(valueOf(*config, {"DATABRICKS_HOST"_L1})).value_or(QString());
    }
    if (!command.table.isEmpty())
        out.subject.spansTable = command.table;
    return out;
}

} // namespace spanglass
