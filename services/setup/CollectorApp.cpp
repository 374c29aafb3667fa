#include "services/setup/CollectorApp.h"

#include "services/auth/ApiReading.h"
#include "services/mlflow/ExperimentClient.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

Json resourcesOf(const QByteArray& text) {
    const Json list = Json::parse(text.toStdString(), nullptr, false);
    return list.is_array() ? list : Json::array();
}

CollectorApp readApp(const Json& object) {
    CollectorApp out;
    out.name = textUnder(object, "name");
    out.url = textUnder(object, "url");
    out.servicePrincipal = textUnder(object, "service_principal_client_id");
    out.computeState = textUnder(objectUnder(object, "compute_status"), "state");
    out.appState = textUnder(objectUnder(object, "app_status"), "state");
    out.appMessage = textUnder(objectUnder(object, "app_status"), "message");
    if (const auto found = object.find("resources"); found != object.end() && found->is_array())
        out.resources = QByteArray::fromStdString(found->dump());
    out.deploying = !objectUnder(object, "pending_deployment").empty();
    const Json& active = objectUnder(object, "active_deployment");
    out.deploymentId = textUnder(active, "deployment_id");
    out.environment = environmentIn(active);
    out.deployedFrom = textUnder(active, "source_code_path");
    out.deployedState = textUnder(objectUnder(active, "status"), "state");
    out.deployedMessage = textUnder(objectUnder(active, "status"), "message");
    return out;
}

} // namespace

std::optional<QMap<QString, QString>> environmentIn(const Json& deployment) {
    const auto list = deployment.find("env_vars");
    if (list == deployment.end() || !list->is_array())
        return std::nullopt;
    QMap<QString, QString> out;
    for (const Json& each : *list) {
        if (!each.is_object())
            continue;
        const QString from = textUnder(each, "value_from");
        out[textUnder(each, "name")] = from.isEmpty() ? textUnder(each, "value") : QString(u"<- "_s + from);
    }
    return out;
}

QString CollectorApp::secretResource(const QString& scope, const QString& key) const {
    const Json list = resourcesOf(resources);
    const auto found = std::ranges::find_if(list, [&](const Json& each) {
        const Json& secret = objectUnder(each, "secret");
        return textUnder(secret, "scope") == scope && textUnder(secret, "key") == key;
    });
    return found == list.end() ? QString() : textUnder(*found, "name");
}

QByteArray CollectorApp::resourcesWith(const QString& scope, const QString& key) const {
    Json list = resourcesOf(resources);
    list.push_back({{"name", key.toStdString()},
        {"secret", {{"scope", scope.toStdString()}, {"key", key.toStdString()}, {"permission", "READ"}}}});
    return QByteArray::fromStdString(list.dump());
}

ApiOutcome<std::optional<CollectorApp>> collectorApp(const QString& name, SetupSession& session) {
    const ApiRequest request{.path = u"/api/2.0/apps/"_s + name};
    const auto answer = session.send(request);
    if (!answer) {
        const bool absent
            = answer.error().code == ErrorCode::NotFound && answer.error().fault.errorCode != "ENDPOINT_NOT_FOUND"_L1;
        if (absent)
            return std::nullopt;
        return std::unexpected(answer.error());
    }
    const auto object = readObject(answer->body);
    if (!object || textUnder(*object, "name").isEmpty())
        return std::unexpected(unexpectedAnswer(request, u"name"_s, *answer));
    return readApp(*object);
}

ApiOutcome<std::optional<QStringList>> secretKeys(const QString& scope, SetupSession& session) {
    const auto answer = session.send(ApiRequest{.path = u"/api/2.0/secrets/list"_s, .query = {{u"scope"_s, scope}}});
    if (!answer) {
        if (answer.error().code == ErrorCode::NotFound)
            return std::nullopt;
        return std::unexpected(answer.error());
    }
    QStringList keys;
    const auto object = readObject(answer->body);
    for (const Json& each : objectsUnder(object.value_or(Json::object()), "secrets"))
        keys << textUnder(each, "key");
    return keys;
}

bool sameFolder(const QString& a, const QString& b) { return sameExperimentName(a, b); }

} // namespace spanglass
