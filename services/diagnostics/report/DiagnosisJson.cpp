#include "services/diagnostics/report/DiagnosisJson.h"

#include "services/core/KnownFailures.h"

#include <QJsonArray>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString iso(const QDateTime& time) { return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString(); }

double milliseconds(Nanos time) { return static_cast<double>(time.value) / 1e6; }

QJsonArray evidenceJson(const QList<CheckEvidence>& evidence) {
    QJsonArray out;
    for (const CheckEvidence& each : evidence)
        out.append(QJsonObject{{u"label"_s, each.label}, {u"value"_s, each.value}});
    return out;
}

QJsonObject checkJson(const CheckInfo& info, const CheckResult& result) {
    QJsonObject out{{u"id"_s, info.id}, {u"stage"_s, checkStageName(info.stage)}, {u"title"_s, info.title},
        {u"looks_at"_s, info.looksAt}, {u"why"_s, info.why}, {u"documentation"_s, info.documentation},
        {u"sends"_s, info.sends}, {u"status"_s, checkStatusName(result.status)}, {u"summary"_s, result.summary},
        {u"evidence"_s, evidenceJson(result.evidence)}, {u"cause"_s, result.cause},
        {u"remedy"_s, QJsonArray::fromStringList(result.remedy)}, {u"details"_s, result.details},
        {u"at"_s, iso(result.at)}, {u"took_ms"_s, milliseconds(result.took)}};
    if (result.action)
        out[u"action"_s] = result.action->label;
    if (const auto known = knownFailure(result))
        out[u"known"_s] = QJsonObject{{u"id"_s, known->id}, {u"title"_s, known->title},
            {u"harmless"_s, known->harmless}, {u"for_support"_s, QJsonArray::fromStringList(known->forSupport)}};
    return out;
}

QJsonArray grantsJson(const QList<PlannedGrant>& grants) {
    QJsonArray out;
    for (const PlannedGrant& each : grants)
        out.append(QJsonObject{{u"kind"_s, static_cast<int>(each.principal.kind)}, {u"id"_s, each.principal.id},
            {u"label"_s, each.principal.label}, {u"writes"_s, each.writes}, {u"uses_warehouse"_s, each.usesWarehouse}});
    return out;
}

QJsonObject subjectJson(const DiagnosisSubject& subject) {
    const SetupPlan& plan = subject.plan;
    return {{u"connection"_s, subject.connectionId}, {u"host"_s, plan.host}, {u"profile"_s, plan.profile},
        {u"mlflow_server"_s, plan.mlflowServer}, {u"experiment"_s, plan.experimentName},
        {u"experiment_id"_s, plan.experimentId}, {u"catalog"_s, plan.catalog}, {u"schema"_s, plan.schema},
        {u"form"_s, static_cast<int>(plan.form)}, {u"table_prefix"_s, plan.tablePrefix},
        {u"spans_table"_s, subject.spansTable}, {u"warehouse_id"_s, plan.warehouseId},
        {u"warehouse"_s, plan.warehouseName}, {u"monitoring_warehouse_id"_s, plan.monitoringWarehouseId},
        {u"grants"_s, grantsJson(plan.grants)}, {u"app_source"_s, static_cast<int>(subject.app.kind)},
        {u"app_file"_s, subject.app.file}, {u"probe"_s, subject.probe}};
}

QJsonObject sketchJson(const SpanSketch& sketch) {
    return {{u"trace_id"_s, sketch.traceId}, {u"span_id"_s, sketch.spanId}, {u"parent_id"_s, sketch.parentId},
        {u"name"_s, sketch.name}, {u"service"_s, sketch.service}, {u"start"_s, iso(sketch.start)},
        {u"took_ms"_s, milliseconds(sketch.took)}, {u"attributes"_s, QJsonArray::fromStringList(sketch.attributes)}};
}

} // namespace

QLatin1StringView wayStationName(WayStation station) {
    static constexpr std::array Names{
        "receiver"_L1, "forwarder"_L1, "endpoint"_L1, "table"_L1, "warehouse"_L1, "experiment"_L1};
    static_assert(Names.size() == WayStationCount);
    return Names.at(static_cast<std::size_t>(station));
}

QLatin1StringView outcomeName(const DiagnosisReport& report) {
    for (const CheckStatus status : {CheckStatus::Failed, CheckStatus::CouldNotLook, CheckStatus::Warning})
        if (report.count(status) > 0)
            return checkStatusName(status);
    return checkStatusName(report.isComplete ? CheckStatus::Ok : CheckStatus::CouldNotLook);
}

std::optional<KnownFailure> knownFailure(const CheckResult& result) {
    if (result.status != CheckStatus::Failed && result.status != CheckStatus::CouldNotLook)
        return {};
    return knownFailure(FailureSigns::read(result.summary + u'\n' + result.cause + u'\n' + result.details));
}

QJsonObject diagnosisJson(const DiagnosisReport& report) {
    QJsonArray checks;
    for (qsizetype i = 0; i < report.checks.size() && i < report.results.size(); ++i)
        checks.append(checkJson(report.checks[i], report.results[i]));
    QJsonArray samples;
    for (const SpanSketch& each : report.samples)
        samples.append(sketchJson(each));
    const CheckResult* failed = report.firstFailure();
    return {{u"format"_s, 1}, {u"started"_s, iso(report.started)}, {u"took_ms"_s, milliseconds(report.took)},
        {u"complete"_s, report.isComplete}, {u"connection"_s, report.connectionName}, {u"host"_s, report.host},
        {u"outcome"_s, outcomeName(report)},
        {u"first_failure"_s, failed ? QJsonValue(failed->id) : QJsonValue(QJsonValue::Null)},
        {u"subject"_s, subjectJson(report.subject)}, {u"checks"_s, checks}, {u"samples"_s, samples}};
}

QJsonObject wayJson(const TraceWay& way) {
    QJsonArray stops;
    static constexpr std::array States{
        "looking"_L1, "seen"_L1, "not-seen"_L1, "could-not-look"_L1, "not-on-its-way"_L1};
    for (const WayStop& stop : way.stops)
        stops.append(QJsonObject{{u"station"_s, wayStationName(stop.station)},
            {u"state"_s, States.at(static_cast<std::size_t>(stop.state))}, {u"evidence"_s, stop.evidence},
            {u"remedy"_s, stop.remedy}, {u"at"_s, iso(stop.at)}});
    return {{u"trace_id"_s, way.traceId}, {u"verdict"_s, way.verdict}, {u"stops"_s, stops}};
}

} // namespace spanglass
