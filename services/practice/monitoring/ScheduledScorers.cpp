#include "services/practice/monitoring/ScheduledScorers.h"

#include <QByteArray>
#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr std::size_t MaxScorers = 20;

/// What a scorer is called in a path.
std::string keyOf(const std::string& name) {
    return QByteArray::fromStdString(name)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

/// databricks-api.md section 8: a name, the scorer as JSON text, and how often it looks.
void check(const json& scorers) {
    if (!scorers.is_array() || scorers.size() > MaxScorers)
        failBadInput("An experiment has at most 20 scorers.");
    std::set<std::string> names;
    for (const json& each : scorers) {
        if (!each.is_object() || each.value("name", "").empty() || !names.insert(each.value("name", "")).second)
            failBadInput("Every scorer needs a name of its own.");
        if (!json::parse(each.value("serialized_scorer", ""), nullptr, false).is_object())
            failBadInput("serialized_scorer must be a JSON object as text.");
        const double rate = each.value("sample_rate", 0.0);
        if (rate < 0 || rate > 1)
            failBadInput("sample_rate must be from 0 to 1.");
    }
}

[[noreturn]] void failNoScorer(const std::string& what) { failNotFound(what + " not found.", "NOT_FOUND"); }

} // namespace

ScheduledScorers::ScheduledScorers(const QString& folder, const Experiments& experiments, const ObjectAcls& acls)
    : m_file(folder, u"scorers.json"_s)
    , m_experiments(experiments)
    , m_acls(acls) { }

Result<std::unique_ptr<ScheduledScorers>> ScheduledScorers::open(
    const QString& folder, const Experiments& experiments, const ObjectAcls& acls) {
    auto out = std::unique_ptr<ScheduledScorers>(new ScheduledScorers(folder, experiments, acls));
    auto state = out->m_file.load();
    if (!state)
        return std::unexpected(state.error());
    if (state->is_object())
        out->m_kept = *std::move(state);
    return out;
}

const std::string& ScheduledScorers::demand(const ApiCall& call, std::string_view level) const {
    const std::string& id = call.at("experiment");
    if (!m_experiments.find(id))
        failNotFound("Node ID " + id + " does not exist.");
    m_acls.demand(call.caller.principal, "experiments", id, level);
    return id;
}

json ScheduledScorers::answer(const std::string& experiment, const json& kept) {
    return {{"experiment_id", experiment}, {"scheduled_scorers", {{"scorers", kept.value("scorers", json::array())}}}};
}

void ScheduledScorers::addRoutes(ApiRouter& router) {
    const std::string path = "/api/2.0/managed-evals/scheduled-scorers/{experiment}";
    router.add("GET", path, [this](const ApiCall& call) {
        const std::string& id = demand(call, "CAN_READ");
        const std::scoped_lock lock(m_mutex);
        return ApiReply::json(answer(id, m_kept.value(id, json::object())));
    });
    router.add("POST", path, [this](const ApiCall& call) { return put(call, true); });
    router.add("PATCH", path, [this](const ApiCall& call) { return put(call, false); });
    router.add("DELETE", path, [this](const ApiCall& call) {
        const std::string& id = demand(call, "CAN_EDIT");
        const std::scoped_lock lock(m_mutex);
        if (m_kept.erase(id) == 0)
            failNoScorer("Scheduled scorers of experiment " + id);
        m_file.save(m_kept);
        return ApiReply::empty();
    });
    addVersionRoutes(router);
}

/// Replaces the whole list.
ApiReply ScheduledScorers::put(const ApiCall& call, bool creates) {
    const std::string& id = demand(call, "CAN_EDIT");
    const json body = call.json();
    if (!creates && body.value("update_mask", "") != "scheduled_scorers.scorers")
        failBadInput("The update_mask must be scheduled_scorers.scorers.");
    json scorers = body.value("scheduled_scorers", json::object()).value("scorers", json::array());
    check(scorers);
    const std::scoped_lock lock(m_mutex);
    if (creates && m_kept.contains(id))
        failConflict("Scheduled scorers of experiment " + id + " already exist.", "ALREADY_EXISTS");
    if (!creates && !m_kept.contains(id))
        failNoScorer("Scheduled scorers of experiment " + id);
    json& kept = m_kept[id];
    if (kept.is_null())
        kept = {{"versions", json::object()}};
    for (json& each : scorers)
        takeVersion(kept, each);
    kept["scorers"] = std::move(scorers);
    m_file.save(m_kept);
    return ApiReply::json(answer(id, kept));
}

void ScheduledScorers::takeVersion(json& kept, json& scorer) const {
    json& versions = kept["versions"][scorer["name"].get<std::string>()];
    const bool known = !versions.is_null() && !versions.empty();
    if (!known || versions.back()["serialized_scorer"] != scorer["serialized_scorer"]) {
        const std::int64_t next = known ? versions.back()["scorer_version"].get<std::int64_t>() + 1 : 1;
        json version{{"scorer_version", next}, {"serialized_scorer", scorer["serialized_scorer"]},
            {"create_time", QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString()}};
        for (const char* kind : {"builtin", "custom"}) {
            if (scorer.contains(kind))
                version[kind] = scorer[kind];
        }
        versions.push_back(std::move(version));
    }
    scorer["scorer_version"] = versions.back()["scorer_version"];
}

/// GET .../versions, and GET or DELETE .../versions/{version}.
ApiReply ScheduledScorers::versions(const ApiCall& call) {
    const bool deletes = call.head.method == "DELETE";
    const std::string& id = demand(call, deletes ? "CAN_EDIT" : "CAN_READ");
    const std::scoped_lock lock(m_mutex);
    json all = json::object();
    if (m_kept.contains(id))
        all = m_kept[id]["versions"];
    for (auto& [name, versions] : all.items()) {
        if (keyOf(name) != call.at("scorer"))
            continue;
        auto list = json::array();
        for (json each : versions) {
            const std::string number = std::to_string(each["scorer_version"].get<std::int64_t>());
            each["name"] = "experiments/" + id + "/scorers/" + call.at("scorer") + "/versions/" + number;
            each["display_name"] = name;
            const auto asked = call.path.find("version");
            if (asked == call.path.end()) {
                list.push_back(std::move(each));
            } else if (asked->second == number) {
                if (!deletes)
                    return ApiReply::json(each);
                std::erase_if(m_kept[id]["versions"][name].get_ref<json::array_t&>(),
                    [&](const json& one) { return one["scorer_version"] == each["scorer_version"]; });
                m_file.save(m_kept);
                return ApiReply::empty();
            }
        }
        if (call.path.contains("version"))
            failNoScorer("Scorer version " + call.at("version") + " of " + name);
        return ApiReply::json({{"scorer_versions", list}});
    }
    failNoScorer("Scorer");
}

void ScheduledScorers::addVersionRoutes(ApiRouter& router) {
    const std::string base = "/api/2.0/managed-evals/experiments/{experiment}/scorers/{scorer}/versions";
    const auto answer = [this](const ApiCall& call) { return versions(call); };
    router.add("GET", base, answer);
    router.add("GET", base + "/{version}", answer);
    router.add("DELETE", base + "/{version}", answer);
}

} // namespace spanglass::practice
