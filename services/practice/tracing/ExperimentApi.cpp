#include "services/practice/tracing/ExperimentApi.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <algorithm>

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr const char* Base = "/api/2.0/mlflow/experiments/";
constexpr const char* Type = "experiments";
constexpr std::size_t MaxTagsAtOnce = 20;
constexpr std::size_t MaxTagValue = 64 << 10;

std::map<std::string, std::string> tagsOf(const json& body) {
    std::map<std::string, std::string> tags;
    for (const auto& each : body.value("tags", json::array()))
        tags[each.value("key", "")] = each.value("value", "");
    if (tags.size() > MaxTagsAtOnce)
        failBadInput("An experiment is created with at most 20 tags.");
    return tags;
}

/// name LIKE '%x%', name = 'x', tags.k = 'v'; the conditions joined by AND.
bool fits(const std::string& filter, const ExperimentFact& fact) {
    static const QRegularExpression condition(
        QStringLiteral(
            R"(^\s*(?:attributes?\.)?(name|tags?\.(?:`[^`]+`|"[^"]+"|[\w.]+))\s*(=|!=|LIKE|ILIKE)\s*'([^']*)'\s*$)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression conjunction(
        QStringLiteral(R"(\s+AND\s+)"), QRegularExpression::CaseInsensitiveOption);
    if (filter.empty())
        return true;
    for (const QString& each : QString::fromStdString(filter).split(conjunction)) {
        const auto match = condition.match(each);
        if (!match.hasMatch())
            failBadInput("Invalid filter: " + each.toStdString());
        QString key = match.captured(1);
        QString value = QString::fromStdString(fact.name);
        if (key != QLatin1String("name")) {
            key = key.section(QLatin1Char('.'), 1).remove(QLatin1Char('`')).remove(QLatin1Char('"'));
            const auto found = fact.tags.find(key.toStdString());
            value = found == fact.tags.end() ? QString() : QString::fromStdString(found->second);
        }
        const QString operation = match.captured(2).toUpper();
        bool holds = value == match.captured(3);
        if (operation.endsWith(QLatin1String("LIKE"))) {
            QString pattern = QRegularExpression::escape(match.captured(3));
            pattern.replace(QLatin1String("\\%"), QLatin1String(".*")).replace(QLatin1Char('%'), QLatin1String(".*"));
            QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
            if (operation == QLatin1String("ILIKE"))
                expression.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
            holds = expression.match(value).hasMatch();
        }
        if (holds == (operation == QLatin1String("!=")))
            return false;
    }
    return true;
}

} // namespace

ExperimentApi::ExperimentApi(ApiRouter& router, Experiments& experiments, ObjectAcls& acls, TraceLocations& locations)
    : m_experiments(experiments)
    , m_acls(acls)
    , m_locations(locations) {
    acls.serve(router, Type, {"CAN_READ", "CAN_EDIT", "CAN_MANAGE"},
        [this](const std::string& id) { return m_experiments.find(id).has_value(); });
    router.add("POST", std::string(Base) + "create", [this](const ApiCall& call) { return create(call); });
    router.add("POST", std::string(Base) + "search", [this](const ApiCall& call) { return search(call); });
    router.add("GET", std::string(Base) + "get", [this](const ApiCall& call) {
        return ApiReply::json(
            {{"experiment", json(demand(call, call.asked("experiment_id").value_or(""), "CAN_READ"))}});
    });
    router.add("GET", std::string(Base) + "get-by-name", [this](const ApiCall& call) {
        const std::string name = call.asked("experiment_name").value_or("");
        const auto found = m_experiments.named(name);
        if (!found)
            failNotFound("Node " + name + " does not exist.");
        return ApiReply::json({{"experiment", json(demand(call, found->id, "CAN_READ"))}});
    });
    change(router, "set-experiment-tag", "CAN_EDIT", [](ExperimentFact& fact, const nlohmann::json& body) {
        const std::string value = body.value("value", "");
        if (value.size() > MaxTagValue)
            failBadInput("The value of a tag holds at most 64 KB.");
        fact.tags[body.at("key").get<std::string>()] = value;
    });
    change(router, "delete-experiment-tag", "CAN_EDIT", [](ExperimentFact& fact, const nlohmann::json& body) {
        if (fact.tags.erase(body.at("key").get<std::string>()) == 0)
            failNotFound("The experiment has no such tag.");
    });
    change(router, "update", "CAN_EDIT", [](ExperimentFact& fact, const nlohmann::json& body) {
        if (body.contains("new_name"))
            fact.name = workspacePath(body["new_name"].get<std::string>());
    });
    change(router, "delete", "CAN_MANAGE",
        [](ExperimentFact& fact, const nlohmann::json&) { fact.lifecycle = "deleted"; });
    change(router, "restore", "CAN_MANAGE",
        [](ExperimentFact& fact, const nlohmann::json&) { fact.lifecycle = "active"; });
    addFolders(router);
}

void ExperimentApi::change(ApiRouter& router, std::string_view verb, std::string_view level,
    std::function<void(ExperimentFact&, const nlohmann::json&)> how) {
    router.add("POST", Base + std::string(verb), [this, level, how = std::move(how)](const ApiCall& call) {
        const auto body = call.json();
        ExperimentFact fact = demand(call, body.value("experiment_id", ""), level);
        how(fact, body);
        m_experiments.put(std::move(fact));
        return ApiReply::empty();
    });
}

ExperimentFact ExperimentApi::demand(const ApiCall& call, const std::string& id, std::string_view level) const {
    auto found = m_experiments.find(id);
    if (!found)
        failNotFound("Node ID " + id + " does not exist.");
    m_acls.demand(call.caller.principal, Type, id, level);
    return *std::move(found);
}

nlohmann::json ExperimentApi::json(const ExperimentFact& fact) const {
    auto tags = nlohmann::json::array();
    for (const auto& [key, value] : fact.tags)
        tags.push_back({{"key", key}, {"value", value}});
    nlohmann::json out{{"experiment_id", fact.id}, {"name", fact.name},
        {"artifact_location", "dbfs:/databricks/mlflow-tracking/" + fact.id}, {"lifecycle_stage", fact.lifecycle},
        {"creation_time", fact.created}, {"last_update_time", fact.updated}, {"tags", tags}};
    if (auto location = m_locations.readBack(fact); !location.is_null())
        out["trace_location"] = std::move(location);
    return out;
}

ApiReply ExperimentApi::create(const ApiCall& call) {
    const auto body = call.json();
    auto tags = tagsOf(body);
    tags.emplace("mlflow.ownerEmail", call.caller.principal.name);
    tags.emplace("mlflow.experimentType", "MLFLOW_EXPERIMENT");
    const ExperimentFact fact = m_experiments.create(body.value("name", ""), tags);
    m_acls.give(Type, fact.id, call.caller.principal.name, "CAN_MANAGE");
    if (body.contains("trace_location"))
        m_locations.makeOnCreation(call, fact, body["trace_location"]);
    return ApiReply::json({{"experiment_id", fact.id}});
}

ApiReply ExperimentApi::search(const ApiCall& call) const {
    const auto body = call.json();
    const std::string view = body.value("view_type", "ACTIVE_ONLY");
    const std::string filter = body.value("filter", "");
    const std::size_t count = body.value("max_results", std::size_t{1'000});
    const std::size_t first = std::stoul('0' + body.value("page_token", ""));
    std::vector<ExperimentFact> found;
    for (ExperimentFact& each : m_experiments.all()) {
        const bool shown = view == "ALL" || (each.lifecycle == "active") == (view == "ACTIVE_ONLY");
        if (shown && fits(filter, each) && m_acls.has(call.caller.principal, Type, each.id, "CAN_READ"))
            found.push_back(std::move(each));
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &ExperimentFact::updated);
    auto list = nlohmann::json::array();
    for (std::size_t i = first; i < found.size() && list.size() < count; ++i)
        list.push_back(json(found[i]));
    nlohmann::json out{{"experiments", list}};
    if (first + count < found.size())
        out["next_page_token"] = std::to_string(first + count);
    return ApiReply::json(out);
}

/// databricks-api.md 9.3, C: sdk-py service/workspace.py; folders and experiments only.
void ExperimentApi::addFolders(ApiRouter& router) {
    router.add("POST", "/api/2.0/workspace/mkdirs", [this](const ApiCall& call) {
        const std::string path = call.json().value("path", "");
        if (!path.starts_with('/'))
            failBadInput("The path must be absolute.");
        m_experiments.makeFolder(path);
        return ApiReply::empty();
    });
    router.add("GET", "/api/2.0/workspace/get-status", [this](const ApiCall& call) {
        const std::string path = workspacePath(call.asked("path").value_or(""));
        if (const auto found = m_experiments.named(path))
            return ApiReply::json({{"path", path}, {"object_type", "MLFLOW_EXPERIMENT"},
                {"object_id", std::stoll(found->id)}, {"resource_id", found->id}});
        if (!m_experiments.hasFolder(path))
            failNotFound("Path (" + path + ") doesn't exist.");
        return ApiReply::json({{"path", path}, {"object_type", "DIRECTORY"}, {"object_id", 1}, {"resource_id", "1"}});
    });
}

} // namespace spanglass::practice
