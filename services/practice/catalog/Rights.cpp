#include "services/practice/catalog/Rights.h"

#include "services/practice/http/ApiFailure.h"

#include <algorithm>

namespace spanglass::practice {

namespace {

std::vector<Securable> withParents(const Securable& what) {
    std::vector<Securable> all{what};
    for (Securable& parent : what.parents())
        all.push_back(std::move(parent));
    return all;
}

/// Whether a privilege on a parent is one that its content inherits.
bool isInherited(std::string_view privilege) { return privilege != "USE_CATALOG" && privilege != "BROWSE"; }

std::string spaced(std::string_view privilege) {
    std::string out(privilege);
    std::ranges::replace(out, '_', ' ');
    return out;
}

std::string titled(std::string_view kind) {
    std::string out(kind);
    for (std::size_t i = 1; i < out.size(); ++i)
        out[i] = static_cast<char>(out[i] + 32);
    return out;
}

} // namespace

bool Rights::isOneOf(const Principal& who, const std::string& name) {
    return name == who.name || name == "account users" || std::ranges::count(who.groups, name) > 0;
}

bool Rights::owns(const Principal& who, const Securable& what) const {
    return std::ranges::any_of(
        withParents(what), [&](const Securable& each) { return isOneOf(who, m_metastore.ownerOf(each)); });
}

bool Rights::has(const Principal& who, std::string_view privilege, const Securable& what) const {
    if (owns(who, what))
        return true;
    for (const Securable& each : withParents(what)) {
        for (const auto& [principal, held] : m_grants.on(each)) {
            const bool holds = held.contains(std::string(privilege)) || held.contains("ALL_PRIVILEGES");
            if (holds && isOneOf(who, principal))
                return true;
        }
    }
    return false;
}

bool Rights::hasByName(const Principal& who, std::string_view privilege, const Securable& what) const {
    if (isOneOf(who, m_metastore.ownerOf(what)))
        return true;
    const auto assignments = m_grants.on(what);
    return std::ranges::any_of(assignments,
        [&](const auto& each) { return isOneOf(who, each.first) && each.second.contains(std::string(privilege)); });
}

bool Rights::sees(const Principal& who, const Securable& what) const {
    if (owns(who, what))
        return true;
    for (const Securable& each : withParents(what)) {
        for (const auto& [principal, held] : m_grants.on(each)) {
            // A right on the thing itself, or to look around in what it lies in.
            if (isOneOf(who, principal) && (each == what || held.contains("BROWSE") || held.contains("ALL_PRIVILEGES")))
                return true;
        }
    }
    return false;
}

bool Rights::mayGrant(const Principal& who, const Securable& what) const {
    return owns(who, what) || hasByName(who, "MANAGE", what) || (!what.parents().empty() && has(who, "MANAGE", what));
}

std::string Rights::missing(const Principal& who, std::string_view privilege, const Securable& what) const {
    const auto lacks = [&](std::string_view wanted, const Securable& on) {
        return "User does not have " + spaced(wanted) + " on " + titled(on.kindName()) + " '" + on.name + "'.";
    };
    auto chain = withParents(what);
    std::ranges::reverse(chain);
    for (const Securable& each : chain) {
        if (each == what)
            break;
        if (each.kind == Securable::Kind::Catalog && !has(who, "USE_CATALOG", each))
            return lacks("USE_CATALOG", each);
        if (each.kind == Securable::Kind::Schema && !has(who, "USE_SCHEMA", each))
            return lacks("USE_SCHEMA", each);
    }
    return has(who, privilege, what) ? std::string() : lacks(privilege, what);
}

void Rights::demand(const Principal& who, std::string_view privilege, const Securable& what) const {
    if (std::string sentence = missing(who, privilege, what); !sentence.empty())
        failDenied(std::move(sentence));
}

std::map<std::string, std::vector<Rights::Effective>> Rights::effective(const Securable& what) const {
    std::map<std::string, std::vector<Effective>> all;
    for (const Securable& each : withParents(what)) {
        for (const auto& [principal, held] : m_grants.on(each)) {
            for (const std::string& privilege : held) {
                if (each == what || isInherited(privilege))
                    all[principal].push_back({privilege, each});
            }
        }
    }
    return all;
}

} // namespace spanglass::practice
