#include "services/warehouse/tables/TableShape.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// The documented columns; `%1` stands for the type of attributes.
std::vector<TableColumn> columnsWith(const QString& attributes, bool leading) {
    const auto typed = [&](const QString& type) { return type.contains(u"%1"_s) ? type.arg(attributes) : type; };
    std::vector<TableColumn> columns;
    if (leading) {
        columns = {{u"record_id"_s, u"string"_s}, {u"time"_s, u"timestamp"_s}, {u"date"_s, u"date"_s},
            {u"service_name"_s, u"string"_s}};
    }
    const std::pair<QString, QString> documented[] = {
        {u"trace_id"_s, u"string"_s},
        {u"span_id"_s, u"string"_s},
        {u"trace_state"_s, u"string"_s},
        {u"parent_span_id"_s, u"string"_s},
        {u"flags"_s, u"int"_s},
        {u"name"_s, u"string"_s},
        {u"kind"_s, u"string"_s},
        {u"start_time_unix_nano"_s, u"bigint"_s},
        {u"end_time_unix_nano"_s, u"bigint"_s},
        {u"attributes"_s, u"%1"_s},
        {u"dropped_attributes_count"_s, u"int"_s},
        {u"events"_s, u"array<struct<time_unix_nano:bigint,name:string,attributes:%1,dropped_attributes_count:int>>"_s},
        {u"dropped_events_count"_s, u"int"_s},
        {u"links"_s,
            u"array<struct<trace_id:string,span_id:string,trace_state:string,attributes:%1,dropped_attributes_count:int,flags:int>>"_s},
        {u"dropped_links_count"_s, u"int"_s},
        {u"status"_s, u"struct<message:string,code:string>"_s},
        {u"resource"_s, u"struct<attributes:%1,dropped_attributes_count:int>"_s},
        {u"resource_schema_url"_s, u"string"_s},
        {u"instrumentation_scope"_s,
            u"struct<name:string,version:string,attributes:%1,dropped_attributes_count:int>"_s},
        {u"span_schema_url"_s, u"string"_s},
    };
    for (const auto& [name, type] : documented)
        columns.push_back({name, typed(type)});
    return columns;
}

} // namespace

const std::vector<TableColumn>& spanColumns(TableShape::Generation generation) {
    static const std::vector<TableColumn> none;
    static const std::vector<TableColumn> v1 = columnsWith(u"map<string,string>"_s, false);
    static const std::vector<TableColumn> v2 = columnsWith(u"variant"_s, true);
    switch (generation) {
    case TableShape::Generation::V1:
        return v1;
    case TableShape::Generation::V2:
        return v2;
    default:
        return none;
    }
}

} // namespace spanglass
