#include "services/practice/PracticeWorkspace.h"

#include "services/practice/FaultSwitch.h"
#include "services/practice/http/ApiServer.h"
#include "services/practice/identity/IdentityApi.h"
#include "services/practice/identity/OAuthApi.h"

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
    std::unique_ptr<practice::ApiServer> server;

    Result<QString> takeFolder(const QString& asked);
    Result<> build(const PracticeOptions& options, const QString& folder);
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

Result<> PracticeWorkspace::Parts::build(const PracticeOptions& options, const QString& folder) {
    using namespace practice;
    for (const QString& fault : options.faults) {
        if (auto set = faults.set(fault, true); !set)
            return set;
    }
    auto opened = People::open(folder);
    if (!opened)
        return std::unexpected(opened.error());
    people = *std::move(opened);
    tokens = std::make_unique<Tokens>(*people, options.pace.accessToken);
    gate = std::make_unique<Gate>(*people, *tokens);
    addFaultRoutes(router, faults);
    oauth = std::make_unique<OAuthApi>(router, *people, *tokens, options.signInAs.toStdString());
    identity = std::make_unique<IdentityApi>(router, *people);
    server = std::make_unique<ApiServer>(router, *gate);
    return {};
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

void PracticeWorkspace::close() { m_parts.reset(); }

Result<> PracticeWorkspace::setFault(const QString& name, bool on) {
    if (!m_parts)
        return failure(ErrorCode::NotFound, u"The practice workspace is not running."_s);
    return m_parts->faults.set(name, on);
}

QStringList PracticeWorkspace::faults() const { return m_parts ? m_parts->faults.names() : QStringList(); }

} // namespace spanglass
