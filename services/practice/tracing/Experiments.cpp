#include "services/practice/tracing/Experiments.h"

#include "services/practice/http/ApiFailure.h"

#include <nlohmann/json.hpp>

#include <QDateTime>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ExperimentFact, id, name, lifecycle, created, updated, tags)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(LocationFact, id, catalog, schema, prefix)

namespace {

constexpr std::int64_t FirstId = 2'610'606'164'200'001;

std::string parentOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

} // namespace

std::string workspacePath(const std::string& path) {
    constexpr std::string_view Prefix = "/Workspace/";
    return path.starts_with(Prefix) ? path.substr(Prefix.size() - 1) : path;
}

Experiments::Experiments(const QString& folder)
    : m_file(folder, u"experiments.json"_s) { }

Result<std::unique_ptr<Experiments>> Experiments::open(const QString& folder, const std::vector<std::string>& homes) {
    auto out = std::unique_ptr<Experiments>(new Experiments(folder));
    const auto state = out->m_file.load();
    if (!state)
        return std::unexpected(state.error());
    out->m_nextId = FirstId;
    out->m_folders = {"", "/Users", "/Shared"};
    for (const std::string& home : homes)
        out->m_folders.insert("/Users/" + home);
    if (state->is_null())
        return out;
    try {
        state->at("experiments").get_to(out->m_experiments);
        state->at("folders").get_to(out->m_folders);
        state->at("locations").get_to(out->m_locations);
        state->at("next_id").get_to(out->m_nextId);
    } catch (const nlohmann::json::exception&) {
        return failure(ErrorCode::Damaged, u"%1 does not hold experiments."_s.arg(out->m_file.path()),
            u"Delete it to begin anew, or name another data folder."_s);
    }
    return out;
}

void Experiments::save() const {
    m_file.save(
        {{"experiments", m_experiments}, {"folders", m_folders}, {"locations", m_locations}, {"next_id", m_nextId}});
}

std::vector<ExperimentFact> Experiments::all() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<ExperimentFact> all;
    for (const auto& [id, fact] : m_experiments)
        all.push_back(fact);
    return all;
}

std::optional<ExperimentFact> Experiments::find(const std::string& id) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_experiments.find(id);
    return found == m_experiments.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ExperimentFact> Experiments::named(const std::string& name) const {
    const std::scoped_lock lock(m_mutex);
    const std::string path = workspacePath(name);
    std::optional<ExperimentFact> found;
    for (const auto& [id, fact] : m_experiments) {
        if (fact.name == path && (!found || fact.lifecycle == "active"))
            found = fact;
    }
    return found;
}

ExperimentFact Experiments::create(const std::string& name, const std::map<std::string, std::string>& tags) {
    const std::string path = workspacePath(name);
    if (!path.starts_with('/') || path.ends_with('/'))
        failBadInput("Got an invalid experiment name '" + name + "'. An experiment must have an absolute path.");
    if (named(path))
        throw ApiFailure{400, "RESOURCE_ALREADY_EXISTS", "Node named '" + path + "' already exists.", {}};
    const std::scoped_lock lock(m_mutex);
    if (!m_folders.contains(parentOf(path)))
        failNotFound("Parent directory " + parentOf(path) + " does not exist.");
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    ExperimentFact fact{std::to_string(m_nextId++), path, "active", now, now, tags};
    m_experiments[fact.id] = fact;
    save();
    return fact;
}

void Experiments::put(ExperimentFact fact) {
    const std::scoped_lock lock(m_mutex);
    fact.updated = QDateTime::currentMSecsSinceEpoch();
    m_experiments[fact.id] = std::move(fact);
    save();
}

void Experiments::makeFolder(const std::string& given) {
    const std::scoped_lock lock(m_mutex);
    for (std::string path = workspacePath(given); !path.empty(); path = parentOf(path))
        m_folders.insert(path);
    save();
}

bool Experiments::hasFolder(const std::string& path) const {
    const std::scoped_lock lock(m_mutex);
    return m_folders.contains(workspacePath(path));
}

LocationFact Experiments::location(const std::string& catalog, const std::string& schema, const std::string& prefix) {
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find_if(m_locations, [&](const LocationFact& each) {
        return each.catalog == catalog && each.schema == schema && each.prefix == prefix;
    });
    if (found != m_locations.end())
        return *found;
    m_locations.push_back({QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(), catalog, schema, prefix});
    save();
    return m_locations.back();
}

std::optional<LocationFact> Experiments::location(const std::string& id) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find(m_locations, id, &LocationFact::id);
    return found == m_locations.end() ? std::nullopt : std::optional(*found);
}

} // namespace spanglass::practice
