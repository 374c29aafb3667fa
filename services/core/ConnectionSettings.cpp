#include "services/core/ConnectionSettings.h"

#include <array>
#include <utility>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<ConnectionKind, QLatin1StringView>, 4> KindNames{{
    {ConnectionKind::Databricks, "databricks"_L1},
    {ConnectionKind::Practice, "practice"_L1},
    {ConnectionKind::MlflowServer, "mlflow-server"_L1},
    {ConnectionKind::Otlp, "otlp"_L1},
}};

constexpr std::array<std::pair<CredentialKind, QLatin1StringView>, 6> CredentialNames{{
    {CredentialKind::None, "none"_L1},
    {CredentialKind::AccessToken, "access-token"_L1},
    {CredentialKind::Browser, "browser"_L1},
    {CredentialKind::ClientSecret, "client-secret"_L1},
    {CredentialKind::DatabricksCli, "databricks-cli"_L1},
    {CredentialKind::Password, "password"_L1},
}};

template <class Table, class Kind> QLatin1StringView nameIn(const Table& table, Kind kind) {
    for (const auto& [value, name] : table)
        if (value == kind)
            return name;
    return {};
}

template <class Table, class Kind> bool readIn(const Table& table, QStringView name, Kind& out) {
    for (const auto& [value, known] : table) {
        if (known == name) {
            out = value;
            return true;
        }
    }
    return false;
}

} // namespace

QLatin1StringView connectionKindName(ConnectionKind kind) { return nameIn(KindNames, kind); }
QLatin1StringView credentialKindName(CredentialKind kind) { return nameIn(CredentialNames, kind); }
bool readConnectionKind(QStringView name, ConnectionKind& out) { return readIn(KindNames, name, out); }
bool readCredentialKind(QStringView name, CredentialKind& out) { return readIn(CredentialNames, name, out); }

} // namespace spanglass
