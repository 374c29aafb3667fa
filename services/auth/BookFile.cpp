#include "services/auth/BookFile.h"

#include "services/auth/AuthJson.h"
#include "services/auth/SmallFile.h"

#include <QDir>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

struct TextField {
    const char* key;
    QString ConnectionSettings::*member;
};

constexpr std::array TextFields{
    TextField{"id", &ConnectionSettings::id},
    TextField{"name", &ConnectionSettings::name},
    TextField{"host", &ConnectionSettings::host},
    TextField{"profile", &ConnectionSettings::profile},
    TextField{"clientId", &ConnectionSettings::clientId},
    TextField{"userName", &ConnectionSettings::userName},
    TextField{"accountId", &ConnectionSettings::accountId},
    TextField{"workspaceId", &ConnectionSettings::workspaceId},
    TextField{"warehouseId", &ConnectionSettings::warehouseId},
    TextField{"cliPath", &ConnectionSettings::cliPath},
};

Json toJson(const ConnectionSettings& settings) {
    Json out = Json::object();
    for (const TextField& field : TextFields)
        if (const QString& value = settings.*field.member; !value.isEmpty())
            out[field.key] = value.toStdString();
    out["kind"] = connectionKindName(settings.kind).data();
    out["credential"] = credentialKindName(settings.credential).data();
    if (!settings.scopes.isEmpty())
        out["scopes"] = settings.scopes.join(u' ').toStdString();
    return out;
}

std::optional<ConnectionSettings> fromJson(const Json& json) {
    if (!json.is_object())
        return std::nullopt;
    ConnectionSettings out;
    for (const TextField& field : TextFields)
        out.*field.member = textUnder(json, field.key);
    out.scopes = textUnder(json, "scopes").split(u' ', Qt::SkipEmptyParts);
    if (out.id.isEmpty() || !readConnectionKind(textUnder(json, "kind"), out.kind)
        || !readCredentialKind(textUnder(json, "credential"), out.credential))
        return std::nullopt;
    return out;
}

std::unexpected<Error> damaged(const QString& path) {
    return failure(ErrorCode::Damaged, u"The connections in %1 cannot be read"_s.arg(QDir::toNativeSeparators(path)),
        u"Mend the file in an editor, or move it away to begin anew."_s);
}

} // namespace

Result<BookFile> BookFile::read(const QString& path) {
    const auto bytes = readSmallFile(path);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return BookFile();
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto json = readObject(*bytes);
    if (!json)
        return damaged(path);
    const auto version = json->find("version");
    if (version == json->end() || !version->is_number_integer())
        return damaged(path);
    if (*version > Version)
        return failure(ErrorCode::TooNew,
            u"The connections in %1 were written by a newer Spanglass"_s.arg(QDir::toNativeSeparators(path)),
            u"Use that version, or move the file away to begin anew."_s);
    BookFile out;
    for (const Json& one : json->value("connections", Json::array())) {
        const auto settings = fromJson(one);
        if (!settings)
            return damaged(path);
        out.own += *settings;
    }
    const Json choices = json->value("choices", Json::object()); // items() refers to it
    for (const auto& [id, name] : choices.items())
        if (CredentialKind kind; name.is_string() && readCredentialKind(QString::fromStdString(name), kind))
            out.choices.insert(QString::fromStdString(id), kind);
    for (const Json& one : json->value("envFiles", Json::array()))
        if (one.is_string())
            out.envFiles += QString::fromStdString(one);
    return out;
}

Result<> BookFile::write(const QString& path) const {
    Json json = {
        {"version", Version}, {"connections", Json::array()}, {"choices", Json::object()}, {"envFiles", Json::array()}};
    for (const ConnectionSettings& settings : own)
        json["connections"].push_back(toJson(settings));
    for (auto choice = choices.begin(); choice != choices.end(); ++choice)
        json["choices"][choice.key().toStdString()] = credentialKindName(choice.value()).data();
    for (const QString& file : envFiles)
        json["envFiles"].push_back(file.toStdString());
    return writePrivateFile(path, QByteArray::fromStdString(json.dump(2)) + '\n');
}

} // namespace spanglass
