#include "services/replay/TargetCheck.h"

#include "services/auth/ApiClient.h"
#include "services/auth/FixedToken.h"
#include "services/core/Waited.h"
#include "services/mlflow/ExperimentClient.h"
#include "services/replay/TableCheck.h"
#include "services/replay/exporters/TargetRoute.h"

#include <QFileInfo>

#include <future>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using State = ReplayFinding::State;

ReplayFinding failed(const QString& subject, const Error& error) {
    return {subject, State::Failed, error.message, error.remedy};
}

QList<ReplayFinding> checkFile(const QString& name) {
    if (name.isEmpty())
        return {{u"File"_s, State::Failed, u"No file is chosen."_s, u"Choose one."_s}};
    const QFileInfo file(name);
    const QFileInfo folder(file.absolutePath());
    QList<ReplayFinding> out;
    if (!folder.isDir())
        return {{u"Folder"_s, State::Failed, u"The folder %1 is not there."_s.arg(folder.filePath()), u"Make it."_s}};
    if (!folder.isWritable() || file.isDir() || (file.exists() && !file.isWritable()))
        return {{u"File"_s, State::Failed, u"You may not write to %1."_s.arg(file.absoluteFilePath()),
            u"Choose another place."_s}};
    out.append({u"Folder"_s, State::Fine, u"%1 can be written to."_s.arg(folder.filePath())});
    if (file.exists())
        out.append({u"File"_s, State::Doubtful, u"%1 is there; it will be replaced."_s.arg(file.fileName())});
    return out;
}

/// A call to an MLflow server needs a client also where nobody signs in.
std::shared_ptr<ApiClient> clientOf(const ReplayTarget& target, const ExporterPorts& ports) {
    if (ports.api)
        return ports.api;
    ConnectionSettings server;
    server.kind = ConnectionKind::MlflowServer;
    server.credential = CredentialKind::None;
    server.host = target.url;
    while (server.host.endsWith(u'/'))
        server.host.chop(1);
    return std::make_shared<ApiClient>(
        server, std::make_shared<FixedToken>(FixedToken::none(), server.host), ports.auth);
}

ReplayFinding checkExperiment(
    const ReplayTarget& target, const ExporterPorts& ports, const std::function<bool()>& isCancelled) {
    const QString subject = u"Experiment %1"_s.arg(target.experimentId);
    const auto api = clientOf(target, ports);
    const auto experiment = waited(ExperimentClient(*api, ports.auth.thread).byId(target.experimentId), isCancelled);
    if (!experiment)
        return failed(subject, experiment.error());
    if (experiment->deleted)
        return {subject, State::Failed, u"It was deleted."_s, u"Restore it, or choose another one."_s};
    return {subject, State::Fine, u"It is \"%1\"."_s.arg(experiment->name)};
}

ReplayFinding checkEndpoint(
    const ReplayTarget& target, const ExporterPorts& ports, const std::function<bool()>& isCancelled) {
    const QString subject = u"Endpoint"_s;
    const auto exporter = makeExporter(target, ports);
    if (!exporter)
        return failed(subject, exporter.error());
    std::promise<ExportAnswer> promise;
    auto future = promise.get_future();
    (*exporter)->send({}, [&promise](ExportAnswer answer) { promise.set_value(std::move(answer)); });
    while (future.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready)
        if (isCancelled())
            (*exporter)->abandon();
    const ExportAnswer answer = future.get();
    const QString said = answer.status < 0 ? answer.words : u"%1 (%2)"_s.arg(answer.words).arg(answer.status);
    switch (answer.outcome) {
    case ExportOutcome::Taken:
        return {subject, State::Fine, u"It took a request with nothing in it."_s};
    case ExportOutcome::Refused: // some refuse a request that is empty, and say so only once all else was right
    case ExportOutcome::TooLarge:
        return {subject, State::Fine, u"It answers; an empty request it refuses: %1"_s.arg(said)};
    case ExportOutcome::Later:
    case ExportOutcome::Uncertain:
        return {subject, State::Doubtful, said, answer.problem ? answer.problem->remedy : QString()};
    case ExportOutcome::NotSent:
        return {subject, State::NotLooked, said};
    case ExportOutcome::Blocked:
        break;
    }
    return failed(subject, *answer.problem);
}

ReplayFinding checkSignIn(const ExporterPorts& ports, const std::function<bool()>& isCancelled) {
    const auto token = waited(ports.api->tokens().token(), isCancelled);
    if (!token)
        return failed(u"Sign-in"_s, token.error());
    const QString owner = token->facts.owner;
    return {u"Sign-in"_s, State::Fine, owner.isEmpty() ? u"A token is there."_s : u"Signed in as %1."_s.arg(owner)};
}

} // namespace

QList<ReplayFinding> checkTarget(
    const ReplayTarget& target, const ExporterPorts& ports, const std::function<bool()>& isCancelled) {
    if (target.kind == TargetKind::File)
        return checkFile(target.file);
    const auto checked = checkHeaders(ports.headers);
    if (!checked)
        return {failed(u"Headers"_s, checked.error())};
    const auto route = TargetRoute::of(target, ports.api ? ports.api->connection().host : QString());
    if (!route)
        return {failed(u"Address"_s, route.error())};
    QList<ReplayFinding> out;
    if (target.kind == TargetKind::Databricks)
        out = checkTables(target, *ports.api, ports.auth.thread, isCancelled);
    else if (ports.api)
        out.append(checkSignIn(ports, isCancelled));
    if (target.kind == TargetKind::MlflowServer)
        out.append(checkExperiment(target, ports, isCancelled));
    const bool mayAsk = out.isEmpty() || out.front().state != State::Failed;
    if (mayAsk && !isCancelled())
        out.append(checkEndpoint(target, ports, isCancelled));
    return out;
}

} // namespace spanglass
