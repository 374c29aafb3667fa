#include "services/practice/catalog/Grants.h"

#include "services/net/HttpMessage.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

using Kind = Securable::Kind;

/// Privileges and the kinds they can be given on; what is given above is inherited below (C: databricks-api.md 7.3).
struct Privilege {
    std::string_view name;
    std::string_view kinds; ///< letters of Metastore, Catalog, Schema, Table
};
constexpr Privilege Known[]{{"ALL_PRIVILEGES", "MCST"}, {"APPLY_TAG", "CST"}, {"BROWSE", "C"}, {"CREATE_CATALOG", "M"},
    {"CREATE_FUNCTION", "CS"}, {"CREATE_SCHEMA", "C"}, {"CREATE_TABLE", "CS"}, {"CREATE_VOLUME", "CS"},
    {"EXECUTE", "CS"}, {"EXTERNAL_USE_SCHEMA", "CS"}, {"MANAGE", "CST"}, {"MODIFY", "CST"}, {"READ_VOLUME", "CS"},
    {"SELECT", "CST"}, {"USE_CATALOG", "C"}, {"USE_SCHEMA", "CS"}, {"WRITE_VOLUME", "CS"}};

bool fits(const Privilege& privilege, Kind kind) {
    constexpr std::string_view Letters = "MCST";
    return privilege.kinds.find(Letters[static_cast<std::size_t>(kind)]) != std::string_view::npos;
}

} // namespace

std::string privilegeNamed(std::string_view name, Kind kind) {
    std::string wanted(name);
    std::ranges::replace(wanted, ' ', '_');
    for (const Privilege& each : Known) {
        if (equalsIgnoringCase(wanted, each.name) && fits(each, kind))
            return std::string(each.name);
    }
    return {};
}

Grants::Grants(const QString& folder)
    : m_file(folder, u"grants.json"_s) { }

Result<std::unique_ptr<Grants>> Grants::open(const QString& folder) {
    auto grants = std::unique_ptr<Grants>(new Grants(folder));
    const auto state = grants->m_file.load();
    if (!state)
        return std::unexpected(state.error());
    if (state->is_null()) {
        // Everybody may look around; Dan has what looks like every right, and cannot write traces with it.
        grants->m_assignments["CATALOG main"]["account users"] = {"BROWSE", "USE_CATALOG"};
        grants->m_assignments["CATALOG main"]["dan@practice.example"] = {"ALL_PRIVILEGES"};
        grants->m_assignments["CATALOG workspace"]["account users"] = {"BROWSE", "USE_CATALOG"};
        grants->m_assignments["SCHEMA main.default"]["account users"] = {"USE_SCHEMA"};
        return grants;
    }
    try {
        state->get_to(grants->m_assignments);
    } catch (const nlohmann::json::exception&) {
        return failure(ErrorCode::Damaged, u"%1 does not hold grants."_s.arg(grants->m_file.path()),
            u"Delete it to begin anew, or name another data folder."_s);
    }
    return grants;
}

void Grants::save() const { m_file.save(m_assignments); }

Grants::Assignments Grants::on(const Securable& securable) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_assignments.find(securable.key());
    return found == m_assignments.end() ? Assignments() : found->second;
}

void Grants::grant(const Securable& securable, const std::string& principal, const Privileges& privileges) {
    const std::scoped_lock lock(m_mutex);
    m_assignments[securable.key()][principal].insert(privileges.begin(), privileges.end());
    save();
}

void Grants::revoke(const Securable& securable, const std::string& principal, const Privileges& privileges) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_assignments.find(securable.key());
    if (found == m_assignments.end() || !found->second.contains(principal))
        return;
    Privileges& held = found->second[principal];
    for (const std::string& each : privileges)
        held.erase(each);
    if (held.empty())
        found->second.erase(principal);
    if (found->second.empty())
        m_assignments.erase(found);
    save();
}

void Grants::forget(const Securable& securable) {
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_assignments, [&](const auto& each) {
        const std::string name = each.first.substr(each.first.find(' ') + 1);
        return name == securable.name || name.starts_with(securable.name + '.');
    });
    save();
}

} // namespace spanglass::practice
