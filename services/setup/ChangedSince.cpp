#include "services/setup/ChangedSince.h"

#include "services/auth/ApiReading.h"
#include "services/setup/CallText.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// The clocks of this machine and of the workspace may differ.
constexpr qint64 ClockDifference = 300; // s

/// A call of the record, read again.
struct Sent {
    QString path;
    Json body = Json::object();
};

Sent sentBy(const SetupCall& call) {
    const auto request = requestOf(call, "unused");
    if (!request)
        return {};
    return {request->path, readObject(request->body).value_or(Json::object())};
}

std::unexpected<Error> changed(const QString& what) {
    return failure(ErrorCode::Conflict, what + u" Nothing was taken back."_s,
        u"If it shall go all the same, take it back in the workspace."_s);
}

std::unexpected<Error> unseen(const ApiError& error) {
    return failure(error.code,
        u"It could not be looked at whether somebody changed it since, so nothing was taken back: %1"_s.arg(
            error.message),
        error.remedy);
}

Result<> checkTag(const Sent& made, const Sent& undo, SetupSession& session) {
    const QString id = textUnder(made.body, "experiment_id");
    const QString key = textUnder(made.body, "key");
    const auto experiment = session.wait(session.experiments().byId(id));
    if (!experiment)
        return experiment.error().code == ErrorCode::NotFound ? Result<>() : unseen(experiment.error());
    const QString now = experiment->tags.value(key);
    if (now == textUnder(made.body, "value") || now == textUnder(undo.body, "value"))
        return {};
    return changed(now.isEmpty()
            ? u"Somebody removed the tag %1 of the experiment %2 since."_s.arg(key, experiment->name)
            : u"Somebody set the tag %1 of the experiment %2 to \"%3\" since."_s.arg(key, experiment->name, now));
}

/// When a setup last put this secret there; invalid when none did.
QDateTime putByUs(const QString& scope, const QString& key, const QString& host, const SetupRecord& record) {
    const QList<SetupRecordEntry> entries = record.entries();
    for (const SetupRecordEntry& each : entries) {
        const Sent sent = sentBy(each.call);
        if (each.succeeded && !each.undone && each.host == host && sent.path == "/api/2.0/secrets/put"_L1
            && textUnder(sent.body, "scope") == scope && textUnder(sent.body, "key") == key)
            return each.at;
    }
    return {};
}

/// `only`: this secret; empty: all of the scope.
Result<> checkSecrets(
    const QString& scope, const QString& only, const QString& host, const SetupRecord& record, SetupSession& session) {
    const auto answer = session.send(ApiRequest{.path = u"/api/2.0/secrets/list"_s, .query = {{u"scope"_s, scope}}});
    if (!answer)
        return answer.error().code == ErrorCode::NotFound ? Result<>() : unseen(answer.error());
    const auto list = readObject(answer->body);
    for (const Json& each : objectsUnder(list.value_or(Json::object()), "secrets")) {
        const QString key = textUnder(each, "key");
        if (!only.isEmpty() && key != only)
            continue;
        const QDateTime ours = putByUs(scope, key, host, record);
        if (!ours.isValid())
            return changed(u"The secret scope %1 holds %2, which no setup put there."_s.arg(scope, key));
        const QDateTime updated = timeUnder(each, "last_updated_timestamp");
        if (updated.isValid() && updated > ours.addSecs(ClockDifference))
            return changed(u"Somebody wrote the secret %1 in %2 anew since."_s.arg(key, scope));
    }
    return {};
}

} // namespace

Result<> checkUnchangedSince(const SetupRecordEntry& entry, const SetupRecord& record, SetupSession& session) {
    const Sent undo = sentBy(entry.undo);
    const Sent made = sentBy(entry.call);
    if (made.path.endsWith("/experiments/set-experiment-tag"_L1))
        return checkTag(made, undo, session);
    if (undo.path == "/api/2.0/secrets/scopes/delete"_L1)
        return checkSecrets(textUnder(undo.body, "scope"), {}, entry.host, record, session);
    if (undo.path == "/api/2.0/secrets/delete"_L1)
        return checkSecrets(textUnder(undo.body, "scope"), textUnder(undo.body, "key"), entry.host, record, session);
    return {};
}

} // namespace spanglass
