#include "services/setup/tables/TraceColumns.h"

#include "services/warehouse/tables/TraceTables.h"

#include <span>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Generation = TableShape::Generation;

/// `%a` stands for the type of attributes, `%e` for exemplars, `%t` for the times that v1 keeps inside each point, `%b`
/// for the body of a log record.
struct Spelling {
    QLatin1StringView name;
    QLatin1StringView type;
};

constexpr Spelling Leading[]{{"record_id"_L1, "string"_L1}, {"time"_L1, "timestamp"_L1}, {"date"_L1, "date"_L1},
    {"service_name"_L1, "string"_L1}};

constexpr Spelling Logs[]{{"event_name"_L1, "string"_L1}, {"trace_id"_L1, "string"_L1}, {"span_id"_L1, "string"_L1},
    {"time_unix_nano"_L1, "bigint"_L1}, {"observed_time_unix_nano"_L1, "bigint"_L1},
    {"severity_number"_L1, "string"_L1}, {"severity_text"_L1, "string"_L1}, {"body"_L1, "%b"_L1},
    {"attributes"_L1, "%a"_L1}, {"dropped_attributes_count"_L1, "int"_L1}, {"flags"_L1, "int"_L1}};

constexpr Spelling PointTimes[]{{"start_time_unix_nano"_L1, "bigint"_L1}, {"time_unix_nano"_L1, "bigint"_L1}};

constexpr Spelling Metrics[]{{"name"_L1, "string"_L1}, {"description"_L1, "string"_L1}, {"unit"_L1, "string"_L1},
    {"metric_type"_L1, "string"_L1}, {"gauge"_L1, "struct<%tvalue:double,exemplars:%e,attributes:%a,flags:int>"_L1},
    {"sum"_L1,
        "struct<%tvalue:double,exemplars:%e,attributes:%a,flags:int,aggregation_temporality:string,"
        "is_monotonic:boolean>"_L1},
    {"histogram"_L1,
        "struct<%tcount:bigint,sum:double,bucket_counts:array<bigint>,explicit_bounds:array<double>,exemplars:%e,"
        "attributes:%a,flags:int,min:double,max:double,aggregation_temporality:string>"_L1},
    {"exponential_histogram"_L1,
        "struct<attributes:%a,%tcount:bigint,sum:double,scale:int,zero_count:bigint,"
        "positive_bucket:struct<offset:int,bucket_counts:array<bigint>>,"
        "negative_bucket:struct<offset:int,bucket_counts:array<bigint>>,flags:int,exemplars:%e,min:double,max:double,"
        "zero_threshold:double,aggregation_temporality:string>"_L1},
    {"summary"_L1,
        "struct<%tcount:bigint,sum:double,quantile_values:array<struct<quantile:double,value:double>>,attributes:%a,"
        "flags:int>"_L1},
    {"metadata"_L1, "%a"_L1}};

constexpr Spelling Origin[]{{"resource"_L1, "struct<attributes:%a,dropped_attributes_count:int>"_L1},
    {"resource_schema_url"_L1, "string"_L1},
    {"instrumentation_scope"_L1, "struct<name:string,version:string,attributes:%a,dropped_attributes_count:int>"_L1}};

constexpr Spelling LogSchema[]{{"log_schema_url"_L1, "string"_L1}};
constexpr Spelling MetricSchema[]{{"metric_schema_url"_L1, "string"_L1}};

constexpr Spelling Annotations[]{{"annotation_id"_L1, "string"_L1}, {"target_type"_L1, "string"_L1},
    {"target_id"_L1, "string"_L1}, {"annotation_type"_L1, "string"_L1}, {"name"_L1, "string"_L1}, {"value"_L1, "%a"_L1},
    {"comment"_L1, "string"_L1}, {"metadata"_L1, "%a"_L1}, {"created_at"_L1, "timestamp"_L1},
    {"created_by"_L1, "string"_L1}, {"updated_at"_L1, "timestamp"_L1}, {"updated_by"_L1, "string"_L1},
    {"deleted_at"_L1, "timestamp"_L1}, {"deleted_by"_L1, "string"_L1}};

QString spelled(QLatin1StringView type, Generation generation) {
    const bool first = generation == Generation::V1;
    QString out(type);
    out.replace("%e"_L1,
        "array<struct<time_unix_nano:bigint,value:double,span_id:string,trace_id:string,filtered_attributes:%a>>"_L1);
    out.replace("%t"_L1, first ? "start_time_unix_nano:bigint,time_unix_nano:bigint,"_L1 : ""_L1);
    out.replace("%b"_L1, first ? "string"_L1 : "variant"_L1);
    out.replace("%a"_L1, first ? "map<string,string>"_L1 : "variant"_L1);
    return out;
}

} // namespace

std::vector<TableColumn> traceColumns(TraceTableKind kind, Generation generation) {
    if (kind == TraceTableKind::Spans)
        return spanColumns(generation);
    const bool second = generation == Generation::V2;
    std::vector<TableColumn> columns;
    const auto add = [&](std::span<const Spelling> some) {
        for (const Spelling& each : some)
            columns.push_back({QString(each.name), spelled(each.type, generation)});
    };
    if (kind == TraceTableKind::Annotations) {
        if (second)
            add(Annotations);
        return columns;
    }
    if (second)
        add(Leading);
    if (kind == TraceTableKind::Logs) {
        add(Logs);
    } else {
        if (second)
            add(PointTimes);
        add(Metrics);
    }
    add(Origin);
    add(kind == TraceTableKind::Logs ? std::span<const Spelling>(LogSchema) : std::span<const Spelling>(MetricSchema));
    return columns;
}

Generation generationOf(TraceTableForm form) {
    const bool second = form == TraceTableForm::Newest || form == TraceTableForm::TablePrefix;
    return second ? Generation::V2 : Generation::V1;
}

QString createTraceTable(const QString& name, TraceTableKind kind, Generation generation) {
    QStringList columns;
    for (const TableColumn& each : traceColumns(kind, generation))
        columns << u"  %1 %2"_s.arg(tableName({each.name}), each.type);
    return u"CREATE TABLE IF NOT EXISTS %1 (\n%2\n) USING DELTA\n"
           "TBLPROPERTIES ('otel.schemaVersion' = '%3', 'delta.checkpointPolicy' = 'classic')"_s.arg(
               tableName(name.split(u'.')), columns.join(u",\n"_s), generation == Generation::V1 ? u"v1"_s : u"v2"_s);
}

} // namespace spanglass
