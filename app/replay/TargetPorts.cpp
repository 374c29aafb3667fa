#include "app/replay/TargetPorts.h"

#include "app/Network.h"
#include "services/auth/WhenDone.h"

#include <QUuid>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

Secret packed(const TargetHeaders& headers) {
    nlohmann::json json = nlohmann::json::object();
    for (const TargetHeader& header : headers)
        json[header.name.toStdString()] = header.value.reveal().toBase64().toStdString();
    return Secret(QByteArray::fromStdString(json.dump()));
}

TargetHeaders unpacked(const Secret& secret) {
    const QByteArray& text = secret.reveal();
    const auto json = nlohmann::json::parse(text.constData(), text.constData() + text.size(), nullptr, false);
    TargetHeaders headers;
    if (!json.is_object())
        return headers;
    for (const auto& [name, value] : json.items()) {
        if (value.is_string())
            headers.push_back({QString::fromStdString(name),
                Secret(QByteArray::fromBase64(QByteArray::fromStdString(value.get<std::string>())))});
    }
    return headers;
}

bool hasAll(const TargetHeaders& headers, const QStringList& names) {
    return std::ranges::all_of(names, [&headers](const QString& name) {
        return std::ranges::any_of(headers,
            [&name](const TargetHeader& header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    });
}

void findClient(QObject* context, const TargetPorts& ports, const QString& connection, TargetHeaders headers,
    const Promised<Result<TargetKeys>>& promise) {
    if (connection.isEmpty())
        return promise.give(TargetKeys{nullptr, std::move(headers)});
    whenGood(context, ports.clientOf(connection), promise,
        [promise, headers = std::move(headers)](const std::shared_ptr<ApiClient>& api) {
            promise.give(TargetKeys{api, headers});
        });
}

/// A practice workspace is another one after each start, and holds nothing of what the one before took.
QString workspaceOf(const ConnectionSettings& connection) {
    static const QString thisStart = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return connection.kind == ConnectionKind::Practice ? u"practice "_s + thisStart : connection.host;
}

} // namespace

ExporterPorts exporterPorts(const TargetPorts& ports, const TargetKeys& keys) {
    return {
        .auth = ports.sessions.ports(), .api = keys.api, .headers = keys.headers, .network = ports.network.settings()};
}

QFuture<Result<ReplayTarget>> placeTarget(QObject* context, const TargetPorts& ports, const ReplayTarget& target) {
    if (target.connectionId.isEmpty())
        return readyFuture(Result<ReplayTarget>(target));
    const Promised<Result<ReplayTarget>> promise;
    whenGood(context, ports.clientOf(target.connectionId), promise,
        [promise, target](const std::shared_ptr<ApiClient>& api) {
            ReplayTarget placed = target;
            placed.connectionId = api->connection().id;
            if (target.kind == TargetKind::Databricks)
                placed.workspace = workspaceOf(api->connection());
            promise.give(std::move(placed));
        });
    return promise.future();
}

QFuture<Result<TargetKeys>> keysFor(
    QObject* context, const TargetPorts& ports, const ReplayTarget& target, TargetHeaders headers, const QString& key) {
    const Promised<Result<TargetKeys>> promise;
    if (hasAll(headers, target.headerNames)) {
        if (!headers.empty())
            ports.sessions.secrets().write(key, packed(headers));
        findClient(context, ports, target.connectionId, std::move(headers), promise);
        return promise.future();
    }
    whenGood(
        context, ports.sessions.secrets().read(key), promise, [context, ports, target, promise](const Secret& kept) {
            TargetHeaders found = unpacked(kept);
            if (!hasAll(found, target.headerNames))
                return promise.give(failure(ErrorCode::NeedsSignIn,
                    u"The values of the headers %1 are not known any more."_s.arg(target.headerNames.join(u", "_s)),
                    u"Give them again."_s));
            findClient(context, ports, target.connectionId, std::move(found), promise);
        });
    return promise.future();
}

} // namespace spanglass
