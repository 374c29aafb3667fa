#include "services/practice/tracing/TraceTables.h"

#include <algorithm>

namespace spanglass::practice {

namespace {

struct Column {
    std::string_view name;
    std::string_view type; ///< ATTR stands for map<string,string> or variant, EXEMPLARS and POINT for their own
};

constexpr std::string_view Exemplars = "array<struct<time_unix_nano:bigint,value:double,span_id:string,trace_id:string,"
                                       "filtered_attributes:ATTR>>";

constexpr Column Leading[]{
    {"record_id", "string"}, {"time", "timestamp"}, {"date", "date"}, {"service_name", "string"}};

constexpr Column Spans[]{{"trace_id", "string"}, {"span_id", "string"}, {"trace_state", "string"},
    {"parent_span_id", "string"}, {"flags", "int"}, {"name", "string"}, {"kind", "string"},
    {"start_time_unix_nano", "bigint"}, {"end_time_unix_nano", "bigint"}, {"attributes", "ATTR"},
    {"dropped_attributes_count", "int"},
    {"events", "array<struct<time_unix_nano:bigint,name:string,attributes:ATTR,dropped_attributes_count:int>>"},
    {"dropped_events_count", "int"},
    {"links",
        "array<struct<trace_id:string,span_id:string,trace_state:string,attributes:ATTR,dropped_attributes_count:int,"
        "flags:int>>"},
    {"dropped_links_count", "int"}, {"status", "struct<message:string,code:string>"},
    {"resource", "struct<attributes:ATTR,dropped_attributes_count:int>"}, {"resource_schema_url", "string"},
    {"instrumentation_scope", "struct<name:string,version:string,attributes:ATTR,dropped_attributes_count:int>"},
    {"span_schema_url", "string"}};

constexpr Column Logs[]{{"event_name", "string"}, {"trace_id", "string"}, {"span_id", "string"},
    {"time_unix_nano", "bigint"}, {"observed_time_unix_nano", "bigint"}, {"severity_number", "string"},
    {"severity_text", "string"}, {"body", "BODY"}, {"attributes", "ATTR"}, {"dropped_attributes_count", "int"},
    {"flags", "int"}, {"resource", "struct<attributes:ATTR,dropped_attributes_count:int>"},
    {"resource_schema_url", "string"},
    {"instrumentation_scope", "struct<name:string,version:string,attributes:ATTR,dropped_attributes_count:int>"},
    {"log_schema_url", "string"}};

constexpr Column MetricTimes[]{{"start_time_unix_nano", "bigint"}, {"time_unix_nano", "bigint"}};
constexpr Column Metrics[]{{"name", "string"}, {"description", "string"}, {"unit", "string"}, {"metric_type", "string"},
    {"gauge", "struct<TIMESvalue:double,exemplars:EXEMPLARS,attributes:ATTR,flags:int>"},
    {"sum",
        "struct<TIMESvalue:double,exemplars:EXEMPLARS,attributes:ATTR,flags:int,aggregation_temporality:string,"
        "is_monotonic:boolean>"},
    {"histogram",
        "struct<TIMEScount:bigint,sum:double,bucket_counts:array<bigint>,explicit_bounds:array<double>,"
        "exemplars:EXEMPLARS,attributes:ATTR,flags:int,min:double,max:double,aggregation_temporality:string>"},
    {"exponential_histogram",
        "struct<attributes:ATTR,TIMEScount:bigint,sum:double,scale:int,zero_count:bigint,"
        "positive_bucket:struct<offset:int,bucket_counts:array<bigint>>,"
        "negative_bucket:struct<offset:int,bucket_counts:array<bigint>>,flags:int,exemplars:EXEMPLARS,min:double,"
        "max:double,zero_threshold:double,aggregation_temporality:string>"},
    {"summary",
        "struct<TIMEScount:bigint,sum:double,quantile_values:array<struct<quantile:double,value:double>>,"
        "attributes:ATTR,flags:int>"},
    {"metadata", "ATTR"}, {"resource", "struct<attributes:ATTR,dropped_attributes_count:int>"},
    {"resource_schema_url", "string"},
    {"instrumentation_scope", "struct<name:string,version:string,attributes:ATTR,dropped_attributes_count:int>"},
    {"metric_schema_url", "string"}};

constexpr Column Annotations[]{{"annotation_id", "string"}, {"target_type", "string"}, {"target_id", "string"},
    {"annotation_type", "string"}, {"name", "string"}, {"value", "ATTR"}, {"comment", "string"}, {"metadata", "ATTR"},
    {"created_at", "timestamp"}, {"created_by", "string"}, {"updated_at", "timestamp"}, {"updated_by", "string"},
    {"deleted_at", "timestamp"}, {"deleted_by", "string"}};

std::span<const Column> own(TraceTable table) {
    switch (table) {
    case TraceTable::Spans:
        return Spans;
    case TraceTable::Logs:
        return Logs;
    case TraceTable::Metrics:
        return Metrics;
    case TraceTable::Annotations:
        return Annotations;
    }
    return {};
}

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string spelled(std::string_view type, Generation generation) {
    const bool first = generation == Generation::V1;
    std::string out(type);
    replaceAll(out, "EXEMPLARS", Exemplars);
    replaceAll(out, "TIMES", first ? "start_time_unix_nano:bigint,time_unix_nano:bigint," : "");
    replaceAll(out, "ATTR", first ? "map<string,string>" : "variant");
    replaceAll(out, "BODY", first ? "string" : "variant");
    return out;
}

} // namespace

std::vector<ColumnFact> traceColumns(TraceTable table, Generation generation) {
    std::vector<ColumnFact> columns;
    const auto add = [&](std::span<const Column> some) {
        for (const Column& each : some)
            columns.push_back({std::string(each.name), spelled(each.type, generation), true, {}});
    };
    if (generation == Generation::V2 && table != TraceTable::Annotations)
        add(Leading);
    if (generation == Generation::V2 && table == TraceTable::Metrics)
        add(MetricTimes);
    add(own(table));
    return columns;
}

std::vector<std::string> protoFields(Signal signal) {
    const TraceTable table = signal == Signal::Traces ? TraceTable::Spans
        : signal == Signal::Logs                      ? TraceTable::Logs
                                                      : TraceTable::Metrics;
    std::vector<std::string> fields;
    for (const Column& each : own(table))
        fields.emplace_back(each.name);
    return fields;
}

std::map<std::string, std::string> traceProperties(Generation generation) {
    return {{"otel.schemaVersion", generation == Generation::V1 ? "v1" : "v2"}, {"delta.checkpointPolicy", "classic"}};
}

std::string traceTableName(TraceTable table, Generation generation, const std::string& prefix) {
    constexpr std::string_view Ends[]{"_otel_spans", "_otel_logs", "_otel_metrics", "_otel_annotations"};
    const std::string begin = generation == Generation::V1 ? "mlflow_experiment_trace" : prefix;
    return begin + std::string(Ends[static_cast<std::size_t>(table)]);
}

} // namespace spanglass::practice
