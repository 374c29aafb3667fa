#include "services/mlflow/ExperimentClient.h"

#include "services/mlflow/ExperimentJson.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString path(QLatin1StringView call) { return u"/api/2.0/mlflow/experiments/"_s + call; }

ApiRequest post(QLatin1StringView call, const Json& body) {
    return {.method = "POST", .path = path(call), .body = QByteArray::fromStdString(body.dump())};
}

std::string utf8(const QString& text) { return text.toStdString(); }

std::optional<Experiment> readAnswer(const Json& object, const ApiAnswer&) {
    Experiment out = readExperiment(objectUnder(object, "experiment"));
    return out.id.isEmpty() ? std::nullopt : std::optional(std::move(out));
}

ApiOutcome<> discardAnswer(const ApiResult& answer) {
    if (!answer)
        return std::unexpected(answer.error());
    return {};
}

} // namespace

QFuture<ApiOutcome<Experiment>> ExperimentClient::byName(const QString& name) {
    const ApiRequest request{.path = path("get-by-name"_L1), .query = {{u"experiment_name"_s, name}}};
    return readObject<Experiment>(m_api, m_thread, request, u"experiment"_s, readAnswer);
}

QFuture<ApiOutcome<Experiment>> ExperimentClient::byId(const QString& id) {
    const ApiRequest request{.path = path("get"_L1), .query = {{u"experiment_id"_s, id}}};
    return readObject<Experiment>(m_api, m_thread, request, u"experiment"_s, readAnswer);
}

QFuture<ApiOutcome<QString>> ExperimentClient::create(const QString& name, const QMap<QString, QString>& tags) {
    Json body{{"name", utf8(name)}};
    for (const auto& [key, value] : tags.asKeyValueRange())
        body["tags"].push_back({{"key", utf8(key)}, {"value", utf8(value)}});
    return readObject<QString>(m_api, m_thread, post("create"_L1, body), u"experiment_id"_s,
        [](const Json& object, const ApiAnswer&) -> std::optional<QString> {
            const QString id = textUnder(object, "experiment_id");
            return id.isEmpty() ? std::nullopt : std::optional(id);
        });
}

QFuture<ApiOutcome<ExperimentList>> ExperimentClient::search(const ExperimentQuery& query) {
    Json body{{"max_results", query.maxResults}, {"view_type", query.deletedToo ? "ALL" : "ACTIVE_ONLY"}};
    if (!query.filter.isEmpty())
        body["filter"] = utf8(query.filter);
    if (!query.pageToken.isEmpty())
        body["page_token"] = utf8(query.pageToken);
    return readObject<ExperimentList>(m_api, m_thread, post("search"_L1, body), u"experiments"_s,
        [](const Json& object, const ApiAnswer&) -> std::optional<ExperimentList> {
            ExperimentList out;
            for (const Json& experiment : objectsUnder(object, "experiments"))
                out.experiments.append(readExperiment(experiment));
            out.nextPageToken = textUnder(object, "next_page_token");
            return out;
        });
}

QFuture<ApiOutcome<>> ExperimentClient::setTag(const QString& id, const QString& key, const QString& value) {
    const Json body{{"experiment_id", utf8(id)}, {"key", utf8(key)}, {"value", utf8(value)}};
    return mapped<ApiOutcome<>>(m_thread, m_api.call(post("set-experiment-tag"_L1, body)), discardAnswer);
}

QFuture<ApiOutcome<>> ExperimentClient::deleteTag(const QString& id, const QString& key) {
    const Json body{{"experiment_id", utf8(id)}, {"key", utf8(key)}};
    return mapped<ApiOutcome<>>(
        m_thread, m_api.call(post("delete-experiment-tag"_L1, body)), [](const ApiResult& answer) -> ApiOutcome<> {
            if (answer || answer.error().fault.errorCode != "ENDPOINT_NOT_FOUND"_L1)
                return discardAnswer(answer);
            ApiError error = answer.error();
            error.message = u"This server has no call that removes a tag (experiments/delete-experiment-tag)."_s;
            error.remedy = u"Set the tag to an empty value instead, or remove it in the web interface."_s;
            return std::unexpected(error);
        });
}

bool sameExperimentName(QStringView a, QStringView b) {
    const auto bare = [](QStringView name) { return name.startsWith(u"/Workspace/") ? name.mid(10) : name; };
    return bare(a) == bare(b);
}

} // namespace spanglass
