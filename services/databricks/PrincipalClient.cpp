#include "services/databricks/PrincipalClient.h"

#include "services/auth/ApiReading.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Kind = PrincipalClient::Kind;

constexpr int MostFound = 50;

struct Source {
    QString path;
    const char* list; ///< key of the answer
    QString filter; ///< %1 stands for the text; empty: the server does not search
    SetupPrincipal (*read)(const Json&);
};

SetupPrincipal user(const Json& object) {
    return {PrincipalKind::User, textUnder(object, "userName"), textUnder(object, "displayName")};
}

SetupPrincipal group(const Json& object) {
    return {PrincipalKind::Group, textUnder(object, "displayName"), textUnder(object, "displayName")};
}

SetupPrincipal servicePrincipal(const Json& object) {
    return {PrincipalKind::ServicePrincipal, textUnder(object, "applicationId"), textUnder(object, "displayName")};
}

SetupPrincipal app(const Json& object) {
    return {PrincipalKind::ServicePrincipal, textUnder(object, "service_principal_client_id"),
        u"app "_s + textUnder(object, "name")};
}

SetupPrincipal endpoint(const Json& object) {
    const QString creator = textUnder(object, "creator");
    return {creator.contains(u'@') ? PrincipalKind::User : PrincipalKind::ServicePrincipal, creator,
        u"endpoint %1, as its creator"_s.arg(textUnder(object, "name"))};
}

Source sourceOf(Kind kind) {
    const QString scim = u"/api/2.0/preview/scim/v2/"_s;
    switch (kind) {
    case Kind::User:
        return {scim + u"Users"_s, "Resources", u"displayName co \"%1\" or userName co \"%1\""_s, user};
    case Kind::Group:
        return {scim + u"Groups"_s, "Resources", u"displayName co \"%1\""_s, group};
    case Kind::ServicePrincipal:
        return {scim + u"ServicePrincipals"_s, "Resources", u"displayName co \"%1\""_s, servicePrincipal};
    case Kind::App:
        return {u"/api/2.0/apps"_s, "apps", {}, app};
    case Kind::ServingEndpoint:
        return {u"/api/2.0/serving-endpoints"_s, "endpoints", {}, endpoint};
    }
    return {};
}

/// In a filter's quotes.
QString quoted(const QString& text) { return QString(text).replace(u"\\"_s, u"\\\\"_s).replace(u"\""_s, u"\\\""_s); }

} // namespace

QFuture<ApiOutcome<QList<SetupPrincipal>>> PrincipalClient::search(Kind kind, const QString& text) {
    const Source source = sourceOf(kind);
    ApiRequest request{.path = source.path};
    if (!source.filter.isEmpty()) {
        request.query = {{u"startIndex"_s, u"1"_s}, {u"count"_s, QString::number(MostFound)}};
        if (!text.isEmpty())
            request.query.append({u"filter"_s, QString(source.filter).replace(u"%1"_s, quoted(text))});
    }
    return mapped<ApiOutcome<QList<SetupPrincipal>>>(m_thread,
        readList<SetupPrincipal>(m_api, m_thread, request, source.list, source.read),
        [text](const ApiOutcome<QList<SetupPrincipal>>& all) -> ApiOutcome<QList<SetupPrincipal>> {
            if (!all)
                return all;
            QList<SetupPrincipal> out;
            for (const SetupPrincipal& one : *all) {
                const bool fits
                    = one.label.contains(text, Qt::CaseInsensitive) || one.id.contains(text, Qt::CaseInsensitive);
                if (!one.id.isEmpty() && fits && out.size() < MostFound)
                    out.append(one);
            }
            return out;
        });
}

QFuture<ApiOutcome<QStringList>> PrincipalClient::groupsOf(const SetupPrincipal& principal) {
    constexpr std::array Kinds{Kind::User, Kind::Group, Kind::ServicePrincipal};
    constexpr std::array Keys{"userName", "displayName", "applicationId"};
    const auto index = static_cast<std::size_t>(principal.kind);
    ApiRequest request{.path = sourceOf(Kinds[index]).path,
        .query = {{u"filter"_s, u"%1 eq \"%2\""_s.arg(QLatin1StringView(Keys[index]), quoted(principal.id))}}};
    return mapped<ApiOutcome<QStringList>>(m_thread,
        readObject<QStringList>(m_api, m_thread, request, u"Resources"_s,
            [key = Keys[index], id = principal.id](const Json& object, const ApiAnswer&) -> std::optional<QStringList> {
                for (const Json& each : objectsUnder(object, "Resources")) {
                    if (textUnder(each, key).compare(id, Qt::CaseInsensitive) != 0)
                        continue;
                    QStringList groups;
                    for (const Json& one : objectsUnder(each, "groups"))
                        groups << textUnder(one, "display");
                    return groups;
                }
                return QStringList{QString()}; // nobody: told apart below
            }),
        [principal](ApiOutcome<QStringList> found) -> ApiOutcome<QStringList> {
            if (!found || *found != QStringList{QString()})
                return found;
            return std::unexpected(
                ApiError{{ErrorCode::NotFound, u"The workspace knows nobody called %1."_s.arg(principal.id),
                             u"Check the name; grants take e-mail addresses, group names and application ids."_s},
                    {}});
        });
}

} // namespace spanglass
