#include "services/practice/PracticeWorkspace.h"

#include "services/practice/FaultSwitch.h"
#include "services/practice/apps/Apps.h"
#include "services/practice/apps/SecretScopes.h"
#include "services/practice/apps/ServingEndpoints.h"
#include "services/practice/catalog/CatalogApi.h"
#include "services/practice/catalog/GrantsApi.h"
#include "services/practice/http/ApiServer.h"
#include "services/practice/identity/IdentityApi.h"
#include "services/practice/identity/OAuthApi.h"
#include "services/practice/monitoring/ScheduledScorers.h"
#include "services/practice/sql/QueryHistory.h"
#include "services/practice/sql/StatementApi.h"
#include "services/practice/sql/StatementRunner.h"
#include "services/practice/tracing/ClassicTraceApi.h"
#include "services/practice/tracing/ExperimentApi.h"
#include "services/practice/tracing/OtlpApi.h"
#include "services/practice/tracing/TableTraceApi.h"
#include "services/practice/tracing/TraceSearchApi.h"

#include <QDir>
#include <QLockFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

Result<> prepareFolder(const QString& folder) {
    if (!QDir().mkpath(folder)
        || !QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
        return failure(ErrorCode::NotAllowed, u"The folder %1 cannot be made or is not yours."_s.arg(folder),
            u"Name another one with --data."_s);
    return {};
}

} // namespace

struct PracticeWorkspace::Parts {
    std::unique_ptr<QTemporaryDir> temporary;
    std::unique_ptr<QLockFile> lock;
    practice::FaultSwitch faults;
    practice::ApiRouter router;
    std::unique_ptr<practice::People> people;
    std::unique_ptr<practice::Tokens> tokens;
    std::unique_ptr<practice::Gate> gate;
    std::unique_ptr<practice::OAuthApi> oauth;
    std::unique_ptr<practice::IdentityApi> identity;
    std::unique_ptr<practice::ObjectAcls> acls;
    std::unique_ptr<practice::Metastore> metastore;
    std::unique_ptr<practice::Grants> grants;
    std::unique_ptr<practice::Rights> rights;
    std::unique_ptr<practice::Engine> engine;
    std::unique_ptr<practice::Warehouses> warehouses;
    std::unique_ptr<practice::StatementRunner> runner;
    std::unique_ptr<practice::StatementDesk> desk;
    std::unique_ptr<practice::CatalogApi> catalogApi;
    std::unique_ptr<practice::GrantsApi> grantsApi;
    std::unique_ptr<practice::StatementApi> statementApi;
    std::unique_ptr<practice::Experiments> experiments;
    std::unique_ptr<practice::TraceLocations> locations;
    std::unique_ptr<practice::ExperimentApi> experimentApi;
    std::unique_ptr<practice::OtlpApi> otlpApi;
    std::unique_ptr<practice::ClassicTraces> classicTraces;
    std::unique_ptr<practice::ClassicTraceApi> classicTraceApi;
    std::unique_ptr<practice::TableTraces> tableTraces;
    std::unique_ptr<practice::TableTraceApi> tableTraceApi;
    std::unique_ptr<practice::TraceSearchApi> traceSearchApi;
    std::unique_ptr<practice::ScheduledScorers> scorers;
    std::unique_ptr<practice::SecretScopes> scopes;
    std::unique_ptr<practice::Apps> apps;
    std::unique_ptr<practice::ApiServer> server; ///< last: it ends before what its handlers use

    Result<QString> takeFolder(const QString& asked);
    Result<> build(const PracticeOptions& options, const QString& folder);
    Result<> open(const QString& folder, const PracticePace& pace);
    void buildTracing(const PracticePace& pace);
};

Result<QString> PracticeWorkspace::Parts::takeFolder(const QString& asked) {
    QString folder = asked;
    if (folder.isEmpty()) {
        temporary = std::make_unique<QTemporaryDir>(QDir::temp().filePath(u"spanglass-practice-XXXXXX"_s));
        folder = temporary->path();
    }
    if (auto ready = prepareFolder(folder); !ready)
        return std::unexpected(ready.error());
    lock = std::make_unique<QLockFile>(QDir(folder).filePath(u"lock"_s));
    lock->setStaleLockTime(0);
    if (!lock->tryLock(0))
        return failure(ErrorCode::Busy, u"Another practice workspace uses the folder %1."_s.arg(folder),
            u"Close it, or name another one with --data."_s);
    return folder;
}

/// Reads what the folder holds, or makes it.
Result<> PracticeWorkspace::Parts::open(const QString& folder, const PracticePace& pace) {
    using namespace practice;
    Result<> result;
    const auto take = [&result](auto& place, auto opened) {
        if (opened)
            place = *std::move(opened);
        else
            result = std::unexpected(opened.error());
        return result.has_value();
    };
    std::vector<std::string> homes;
    const auto nameHomes = [&] {
        for (const Principal& each : people->all())
            homes.push_back(each.name);
        return true;
    };
    const auto appParts = [&] { return Apps::Parts{*people, *acls, *experiments, pace.coldStart}; };
    (void)(take(people, People::open(folder)) && nameHomes() && take(acls, ObjectAcls::open(folder, *people))
        && take(metastore, Metastore::open(folder, people->all().front().name)) && take(grants, Grants::open(folder))
        && take(engine, Engine::open(folder, *metastore)) && take(experiments, Experiments::open(folder, homes))
        && take(classicTraces, ClassicTraces::open(*engine)) && take(scopes, SecretScopes::open(folder, *people))
        && take(scorers, ScheduledScorers::open(folder, *experiments, *acls))
        && take(apps, Apps::open(folder, appParts())));
    return result;
}

Result<> PracticeWorkspace::Parts::build(const PracticeOptions& options, const QString& folder) {
    using namespace practice;
    for (const QString& fault : options.faults) {
        if (auto set = faults.set(fault, true); !set)
            return set;
    }
    if (auto opened = open(folder, options.pace); !opened)
        return opened;
    tokens = std::make_unique<Tokens>(*people, options.pace.accessToken);
    gate = std::make_unique<Gate>(*people, *tokens);
    addFaultRoutes(router, faults);
    oauth = std::make_unique<OAuthApi>(router, *people, *tokens, options.signInAs.toStdString());
    identity = std::make_unique<IdentityApi>(router, *people);
    rights = std::make_unique<Rights>(*metastore, *grants);
    warehouses = std::make_unique<Warehouses>(*acls, options.pace.coldStart);
    addWarehouseRoutes(router, *warehouses, *acls);
    addEndpointRoutes(router, *people);
    runner = std::make_unique<StatementRunner>(*engine, *metastore, *grants, *rights, *people, faults);
    desk = std::make_unique<StatementDesk>(*runner, *warehouses, faults);
    addHistoryRoutes(router, *desk, faults);
    catalogApi = std::make_unique<CatalogApi>(router, *metastore, *rights, *runner);
    grantsApi = std::make_unique<GrantsApi>(router, *metastore, *grants, *rights, *people);
    statementApi = std::make_unique<StatementApi>(
        router, StatementApi::Parts{*desk, *warehouses, *people, *tokens, faults, options.pace.externalLink});
    buildTracing(options.pace);
    scopes->addRoutes(router);
    scorers->addRoutes(router);
    apps->addRoutes(router);
    server = std::make_unique<ApiServer>(router, *gate, faults);
    return {};
}

void PracticeWorkspace::Parts::buildTracing(const PracticePace& pace) {
    using namespace practice;
    locations = std::make_unique<TraceLocations>(router,
        TraceLocations::Parts{
            *experiments, *acls, *metastore, *engine, *warehouses, *runner, *classicTraces, faults, pace.lateAnswer});
    experimentApi = std::make_unique<ExperimentApi>(router, *experiments, *acls, *locations);
    otlpApi = std::make_unique<OtlpApi>(router, *metastore, *rights, *engine, faults);
    tableTraces = std::make_unique<TableTraces>(*metastore, *rights, *engine, faults);
    tableTraceApi = std::make_unique<TableTraceApi>(router, *tableTraces, *warehouses);
    classicTraceApi = std::make_unique<ClassicTraceApi>(
        router, ClassicTraceApi::Parts{*classicTraces, *experiments, *acls, *people});
    traceSearchApi = std::make_unique<TraceSearchApi>(
        router, TraceSearchApi::Parts{*experiments, *acls, *warehouses, *tableTraces, *engine});
}

PracticeWorkspace::PracticeWorkspace() = default;
PracticeWorkspace::~PracticeWorkspace() { close(); }

Result<PracticeAddress> PracticeWorkspace::start(const PracticeOptions& options) {
    close();
    auto parts = std::make_unique<Parts>();
    const auto folder = parts->takeFolder(options.dataFolder);
    if (!folder)
        return std::unexpected(folder.error());
    if (auto built = parts->build(options, *folder); !built)
        return std::unexpected(built.error());
    const auto port = parts->server->listen(options.port);
    if (!port)
        return std::unexpected(port.error());
    const QUrl url(u"http://127.0.0.1:%1"_s.arg(*port));
    try {
        parts->people->publish(url.toString().toStdString());
    } catch (const practice::ApiFailure& fault) {
        return failure(ErrorCode::NoSpace, QString::fromStdString(fault.message));
    }
    m_parts = std::move(parts);
    return PracticeAddress{url, *folder, m_parts->people->secretsFile()};
}

void PracticeWorkspace::close() {
    if (m_parts)
        m_parts->faults.close();
    m_parts.reset();
}

Result<> PracticeWorkspace::setFault(const QString& name, bool on) {
    if (!m_parts)
        return failure(ErrorCode::NotFound, u"The practice workspace is not running."_s);
    return m_parts->faults.set(name, on);
}

QStringList PracticeWorkspace::faults() const { return m_parts ? m_parts->faults.names() : QStringList(); }

} // namespace spanglass
