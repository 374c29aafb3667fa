#include "services/practice/identity/People.h"

#include "services/core/Secret.h"

#include <nlohmann/json.hpp>

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

constexpr std::int64_t FirstId = 4'823'917'000'000'001;

std::string randomHex(int words) {
    QByteArray bytes;
    for (int i = 0; i < words; ++i) {
        const std::uint64_t word = QRandomGenerator::system()->generate64();
        bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
    }
    return bytes.toHex().toStdString();
}

bool same(const std::string& secret, std::string_view given) {
    return Secret(QByteArray::fromStdString(secret))
        .matches(QByteArrayView(given.data(), static_cast<qsizetype>(given.size())));
}

} // namespace

People::People(const QString& folder)
    : m_file(folder, u"secrets.json"_s) { }

Result<std::unique_ptr<People>> People::open(const QString& folder) {
    auto people = std::unique_ptr<People>(new People(folder));
    auto state = people->m_file.load();
    if (!state)
        return std::unexpected(state.error());
    people->invent();
    if (!state->is_null())
        people->read(*state);
    return people;
}

/// One person for each part that somebody plays: who sets up, who writes traces, who may only read, and one whose
/// rights look sufficient and are not.
void People::invent() {
    const auto add = [this](Principal::Kind kind, std::string name, std::string displayName,
                         std::vector<std::string> groups, bool admin) {
        const bool user = kind == Principal::Kind::User;
        m_entries.push_back({{kind, std::to_string(FirstId + static_cast<std::int64_t>(m_entries.size())),
                                 std::move(name), std::move(displayName), std::move(groups), admin},
            (user ? "dapi" : "dose") + randomHex(2)});
    };
    using Kind = Principal::Kind;
    add(Kind::User, "ada@practice.example", "Ada (sets up)", {"admins", "users"}, true);
    add(Kind::User, "ben@practice.example", "Ben (writes traces)", {"users", "trace-writers"}, false);
    add(Kind::User, "cleo@practice.example", "Cleo (reads)", {"users", "analysts"}, false);
    add(Kind::User, "dan@practice.example", "Dan (has ALL PRIVILEGES)", {"users"}, false);
    add(Kind::ServicePrincipal, QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(), "practice-collector",
        {"trace-writers"}, false);
    m_signingKey = randomHex(4);
}

void People::read(const nlohmann::json& state) {
    m_signingKey = state.value("signing_key", m_signingKey);
    const auto listed = state.value("principals", nlohmann::json::array());
    if (listed.empty())
        return;
    m_entries.clear();
    for (const auto& each : listed) {
        const bool user = each.value("kind", "") == "user";
        m_entries.push_back({{user ? Principal::Kind::User : Principal::Kind::ServicePrincipal, each.value("id", ""),
                                 each.value("name", ""), each.value("display_name", ""),
                                 each.value("groups", std::vector<std::string>()), each.value("admin", false)},
            each.value(user ? "personal_access_token" : "client_secret", "")});
    }
}

void People::save() const {
    auto listed = nlohmann::json::array();
    for (const auto& [principal, secret] : m_entries) {
        nlohmann::json entry{{"kind", principal.isUser() ? "user" : "service_principal"}, {"id", principal.id},
            {"name", principal.name}, {"display_name", principal.displayName}, {"groups", principal.groups},
            {"admin", principal.admin}};
        if (!principal.isUser())
            entry["client_id"] = principal.name;
        entry[principal.isUser() ? "personal_access_token" : "client_secret"] = secret;
        listed.push_back(std::move(entry));
    }
    m_file.save({{"host", m_host}, {"signing_key", m_signingKey}, {"principals", listed}});
}

void People::publish(const std::string& host) {
    const std::scoped_lock lock(m_mutex);
    m_host = host;
    save();
}

std::vector<Principal> People::all() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<Principal> all;
    for (const Entry& entry : m_entries)
        all.push_back(entry.principal);
    return all;
}

std::vector<std::string> People::groups() const {
    return {"account users", "admins", "users", "trace-writers", "analysts"};
}

std::optional<Principal> People::find(std::string_view name) const {
    const std::scoped_lock lock(m_mutex);
    for (const Entry& entry : m_entries) {
        if (entry.principal.name == name || entry.principal.id == name)
            return entry.principal;
    }
    return std::nullopt;
}

std::optional<Principal> People::withPersonalToken(std::string_view token) const {
    const std::scoped_lock lock(m_mutex);
    for (const Entry& entry : m_entries) {
        if (entry.principal.isUser() && same(entry.secret, token))
            return entry.principal;
    }
    return std::nullopt;
}

std::optional<Principal> People::withClientSecret(std::string_view clientId, std::string_view secret) const {
    const std::scoped_lock lock(m_mutex);
    for (const Entry& entry : m_entries) {
        if (!entry.principal.isUser() && entry.principal.name == clientId && same(entry.secret, secret))
            return entry.principal;
    }
    return std::nullopt;
}

Principal People::addServicePrincipal(const std::string& displayName) {
    const std::scoped_lock lock(m_mutex);
    m_entries.push_back(
        {{Principal::Kind::ServicePrincipal, std::to_string(FirstId + static_cast<std::int64_t>(m_entries.size())),
             QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(), displayName, {}, false},
            "dose" + randomHex(2)});
    save();
    return m_entries.back().principal;
}

QByteArray People::sign(std::string_view text) const {
    return QMessageAuthenticationCode::hash(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
        QByteArray::fromStdString(m_signingKey), QCryptographicHash::Sha256);
}

} // namespace spanglass::practice
