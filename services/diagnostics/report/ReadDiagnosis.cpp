#include "services/diagnostics/report/DiagnosisJson.h"

#include <QJsonArray>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QDateTime timeOf(const QJsonValue& value) {
    QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return time.toUTC();
}

Nanos nanosOf(const QJsonValue& value) { return {static_cast<std::int64_t>(value.toDouble() * 1e6)}; }

QStringList textsOf(const QJsonValue& value) {
    QStringList out;
    const QJsonArray items = value.toArray();
    for (const auto& each : items)
        out << each.toString();
    return out;
}

/// The value whose stable name is `name`; the first of them when there is none.
template <class Enum, class Name> Enum named(const QString& name, std::size_t count, Name nameOf) {
    for (std::size_t i = 0; i < count; ++i)
        if (name == nameOf(static_cast<Enum>(i)))
            return static_cast<Enum>(i);
    return {};
}

CheckInfo infoOf(const QJsonObject& object) {
    return {.id = object["id"_L1].toString(),
        .stage = named<CheckStage>(object["stage"_L1].toString(), CheckStageCount, checkStageName),
        .title = object["title"_L1].toString(),
        .looksAt = object["looks_at"_L1].toString(),
        .why = object["why"_L1].toString(),
        .documentation = object["documentation"_L1].toString(),
        .sends = object["sends"_L1].toBool()};
}

CheckResult resultOf(const QJsonObject& object) {
    constexpr std::size_t Statuses = static_cast<std::size_t>(CheckStatus::NotApplicable) + 1;
    CheckResult out{.id = object["id"_L1].toString(),
        .status = named<CheckStatus>(object["status"_L1].toString(), Statuses, checkStatusName),
        .summary = object["summary"_L1].toString(),
        .evidence = {},
        .cause = object["cause"_L1].toString(),
        .remedy = textsOf(object["remedy"_L1]),
        .details = object["details"_L1].toString(),
        .at = timeOf(object["at"_L1]),
        .took = nanosOf(object["took_ms"_L1])};
    const QJsonArray evidence = object["evidence"_L1].toArray();
    for (const auto& each : evidence)
        out.evidence.append({each[u"label"_s].toString(), each[u"value"_s].toString()});
    return out;
}

DiagnosisSubject subjectOf(const QJsonObject& object) {
    DiagnosisSubject out{.connectionId = object["connection"_L1].toString(),
        .spansTable = object["spans_table"_L1].toString(),
        .probe = object["probe"_L1].toBool()};
    SetupPlan& plan = out.plan;
    plan.connectionId = out.connectionId;
    plan.host = object["host"_L1].toString();
    plan.profile = object["profile"_L1].toString();
    plan.mlflowServer = object["mlflow_server"_L1].toBool();
    plan.experimentName = object["experiment"_L1].toString();
    plan.experimentId = object["experiment_id"_L1].toString();
    plan.catalog = object["catalog"_L1].toString();
    plan.schema = object["schema"_L1].toString();
    plan.form = static_cast<TraceTableForm>(std::clamp(object["form"_L1].toInt(), 0, 3));
    plan.tablePrefix = object["table_prefix"_L1].toString();
    plan.warehouseId = object["warehouse_id"_L1].toString();
    plan.warehouseName = object["warehouse"_L1].toString();
    plan.monitoringWarehouseId = object["monitoring_warehouse_id"_L1].toString();
    const QJsonArray grants = object["grants"_L1].toArray();
    for (const auto& each : grants)
        plan.grants.append({{static_cast<PrincipalKind>(std::clamp(each[u"kind"_s].toInt(), 0, 2)),
                                each[u"id"_s].toString(), each[u"label"_s].toString()},
            each[u"writes"_s].toBool(), each[u"uses_warehouse"_s].toBool()});
    const auto kind = static_cast<AppConfigSource::Kind>(std::clamp(object["app_source"_L1].toInt(), 0, 3));
    if (kind == AppConfigSource::Kind::File) // what was pasted is not kept, and a process is gone
        out.app = {.kind = kind, .file = object["app_file"_L1].toString()};
    return out;
}

} // namespace

Result<DiagnosisReport> readDiagnosis(const QJsonObject& object) {
    if (object["format"_L1].toInt() != 1 || !object["checks"_L1].isArray())
        return failure(ErrorCode::Damaged, u"This is no diagnosis that this version wrote."_s);
    DiagnosisReport out{.subject = subjectOf(object["subject"_L1].toObject()),
        .connectionName = object["connection"_L1].toString(),
        .host = object["host"_L1].toString(),
        .started = timeOf(object["started"_L1]),
        .took = nanosOf(object["took_ms"_L1]),
        .isComplete = object["complete"_L1].toBool(),
        .checks = {},
        .results = {}};
    const QJsonArray checks = object["checks"_L1].toArray();
    for (const auto& each : checks) {
        out.checks << infoOf(each.toObject());
        out.results << resultOf(each.toObject());
    }
    const QJsonArray samples = object["samples"_L1].toArray();
    for (const auto& each : samples)
        out.samples << SpanSketch{.traceId = each[u"trace_id"_s].toString(),
            .spanId = each[u"span_id"_s].toString(),
            .parentId = each[u"parent_id"_s].toString(),
            .name = each[u"name"_s].toString(),
            .service = each[u"service"_s].toString(),
            .start = timeOf(each[u"start"_s]),
            .took = nanosOf(each[u"took_ms"_s]),
            .attributes = textsOf(each[u"attributes"_s])};
    return out;
}

} // namespace spanglass
