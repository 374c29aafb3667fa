#include "services/replay/ReplayPlanJson.h"

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::ordered_json;

std::string utf8(const QString& text) { return text.toStdString(); }

QByteArray bytesOf(const Json& json) {
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json listOf(const QStringList& texts) {
    Json out = Json::array();
    for (const QString& each : texts)
        out.push_back(utf8(each));
    return out;
}

Json selectionJson(const ReplaySelection& selection) {
    Json out{{"filter", utf8(selection.filter)}, {"first_request", selection.firstRequest},
        {"last_request", selection.lastRequest}, {"only_errors", selection.onlyErrors}, {"sample", selection.sample},
        {"whole_requests", selection.wholeRequests}, {"traces", Json::array()},
        {"imported_file", utf8(selection.importedFile)}};
    for (const TraceId& trace : selection.traces)
        out["traces"].push_back(trace.hex());
    if (selection.range.from)
        out["from"] = selection.range.from->value;
    if (selection.range.to)
        out["to"] = selection.range.to->value;
    return out;
}

Json targetJson(const ReplayTarget& target) {
    return {{"kind", static_cast<int>(target.kind)}, {"connection", utf8(target.connectionId)},
        {"url", utf8(target.url)}, {"wire", static_cast<int>(target.wire)}, {"spans_table", utf8(target.spansTable)},
        {"logs_table", utf8(target.logsTable)}, {"metrics_table", utf8(target.metricsTable)},
        {"experiment", utf8(target.experimentId)}, {"file", utf8(target.file)}, {"gzip", target.gzip},
        {"headers", listOf(target.headerNames)}, {"workspace", utf8(target.workspace)}};
}

Json editsJson(const ReplayEdits& edits) {
    Json out{{"new_trace_ids", edits.newTraceIds}, {"shift_to_now", edits.shiftToNow}, {"attributes", Json::array()}};
    for (const AttributeEdit& edit : edits.attributes)
        out["attributes"].push_back(
            {{"action", static_cast<int>(edit.action)}, {"key", utf8(edit.key)}, {"value", utf8(edit.value)}});
    return out;
}

Json paceJson(const ReplayPace& pace) {
    return {{"speed", pace.speed}, {"traces_per_second", pace.tracesPerSecond},
        {"bytes_per_second", pace.bytesPerSecond}, {"at_once", pace.atOnce}};
}

/// Reads what is there, each field as the type of the place it goes to.
class Fields {
public:
    explicit Fields(const Json& object)
        : m_object(object) { }

    template <class T> void read(const char* key, T& into) const {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            return;
        if constexpr (std::is_same_v<T, QString>)
            into = QString::fromStdString(found->template get<std::string>());
        else if constexpr (std::is_enum_v<T>)
            into = static_cast<T>(found->template get<int>());
        else
            into = found->template get<T>();
    }
    void read(const char* key, std::optional<UnixNanos>& into) const {
        if (m_object.contains(key))
            into = UnixNanos{m_object[key].get<std::uint64_t>()};
    }
    Json part(const char* key) const { return m_object.value(key, Json::object()); }
    Json list(const char* key) const { return m_object.value(key, Json::array()); }

private:
    const Json& m_object;
};

ReplaySelection readSelection(const Json& json) {
    ReplaySelection out;
    const Fields fields(json);
    fields.read("filter", out.filter);
    fields.read("first_request", out.firstRequest);
    fields.read("last_request", out.lastRequest);
    fields.read("imported_file", out.importedFile);
    fields.read("only_errors", out.onlyErrors);
    fields.read("sample", out.sample);
    fields.read("whole_requests", out.wholeRequests);
    fields.read("from", out.range.from);
    fields.read("to", out.range.to);
    for (const Json& trace : fields.list("traces"))
        out.traces.push_back(TraceId::fromHex(trace.get<std::string>()).value_or(TraceId()));
    return out;
}

ReplayTarget readTarget(const Json& json) {
    ReplayTarget out;
    const Fields fields(json);
    fields.read("kind", out.kind);
    fields.read("connection", out.connectionId);
    fields.read("url", out.url);
    fields.read("wire", out.wire);
    fields.read("spans_table", out.spansTable);
    fields.read("logs_table", out.logsTable);
    fields.read("metrics_table", out.metricsTable);
    fields.read("experiment", out.experimentId);
    fields.read("file", out.file);
    fields.read("gzip", out.gzip);
    fields.read("workspace", out.workspace);
    for (const Json& name : fields.list("headers"))
        out.headerNames += QString::fromStdString(name.get<std::string>());
    return out;
}

ReplayEdits readEdits(const Json& json) {
    ReplayEdits out;
    const Fields fields(json);
    fields.read("new_trace_ids", out.newTraceIds);
    fields.read("shift_to_now", out.shiftToNow);
    for (const Json& edit : fields.list("attributes")) {
        AttributeEdit each;
        const Fields parts(edit);
        parts.read("action", each.action);
        parts.read("key", each.key);
        parts.read("value", each.value);
        out.attributes += each;
    }
    return out;
}

ReplayPace readPace(const Json& json) {
    ReplayPace out;
    const Fields fields(json);
    fields.read("speed", out.speed);
    fields.read("traces_per_second", out.tracesPerSecond);
    fields.read("bytes_per_second", out.bytesPerSecond);
    fields.read("at_once", out.atOnce);
    return out;
}

} // namespace

QByteArray replayEditsToJson(const ReplayEdits& edits) { return bytesOf(editsJson(edits)); }

QByteArray replayPlanToJson(const ReplayPlan& plan) {
    const Json json{{"selection", selectionJson(plan.selection)}, {"target", targetJson(plan.target)},
        {"edits", editsJson(plan.edits)}, {"pace", paceJson(plan.pace)},
        {"uncertain", static_cast<int>(plan.uncertain)}, {"repeat", plan.repeat}, {"most_spans", plan.mostSpans},
        {"most_bytes", plan.mostBytes}};
    return bytesOf(json);
}

Result<ReplayPlan> replayPlanFromJson(const QByteArray& json) {
    try {
        const Json whole = Json::parse(json.begin(), json.end());
        const Fields fields(whole);
        ReplayPlan plan;
        plan.selection = readSelection(fields.part("selection"));
        plan.target = readTarget(fields.part("target"));
        plan.edits = readEdits(fields.part("edits"));
        plan.pace = readPace(fields.part("pace"));
        fields.read("uncertain", plan.uncertain);
        fields.read("repeat", plan.repeat);
        fields.read("most_spans", plan.mostSpans);
        fields.read("most_bytes", plan.mostBytes);
        return plan;
    } catch (const Json::exception&) {
        return failure(ErrorCode::Damaged, u"The plan of a replay cannot be read from the store."_s,
            u"Remove the replay from the list, and plan it anew."_s);
    }
}

} // namespace spanglass
