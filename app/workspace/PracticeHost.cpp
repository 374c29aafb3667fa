#include "app/workspace/PracticeHost.h"

#include "app/workspace/PracticeSamples.h"

#include <QCoreApplication>
#include <QFile>
#include <QtConcurrent>

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// The token of the person who sets up, out of the file that the practice workspace wrote.
Result<Secret> adminToken(const QString& secretsFile) {
    QFile file(secretsFile);
    const auto text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const auto json = nlohmann::json::parse(text.constData(), text.constData() + text.size(), nullptr, false);
    for (const auto& each : json.value("principals", nlohmann::json::array())) {
        if (each.value("admin", false))
            return Secret(QByteArray::fromStdString(each.value("personal_access_token", "")));
    }
    return failure(ErrorCode::Damaged, u"The practice workspace wrote no token to %1."_s.arg(secretsFile),
        u"Check that the folder for temporary files can be written."_s);
}

Connection connectionTo(const QString& host) {
    Connection out;
    out.settings.id = PracticeHost::connectionId();
    out.settings.name = QCoreApplication::translate("PracticeHost", "Practice workspace");
    out.settings.kind = ConnectionKind::Practice;
    out.settings.credential = CredentialKind::AccessToken;
    out.settings.host = host;
    return out;
}

} // namespace

PracticeHost::PracticeHost(Sessions& sessions, PracticePace pace)
    : m_sessions(sessions)
    , m_pace(pace) {
    m_pool.setMaxThreadCount(1);
}

PracticeHost::~PracticeHost() { m_pool.waitForDone(); }

QString PracticeHost::connectionId() { return u"practice"_s; }

Connection PracticeHost::connection() const {
    const Client running = client();
    return connectionTo(running ? running->connection().host : QString());
}

PracticeHost::Client PracticeHost::client() const {
    if (m_starting.isFinished() && m_starting.resultCount() > 0 && m_starting.result())
        return *m_starting.result();
    return nullptr;
}

QFuture<Result<PracticeHost::Client>> PracticeHost::start() {
    if (!m_starting.isRunning() && !client())
        m_starting = QtConcurrent::run(&m_pool, [this] { return run(); });
    return m_starting;
}

Result<PracticeHost::Client> PracticeHost::run() {
    PracticeOptions options;
    options.pace = m_pace;
    const auto address = m_workspace.start(options);
    if (!address)
        return std::unexpected(address.error());
    const auto token = adminToken(address->secretsFile);
    if (!token)
        return std::unexpected(token.error());
    Connection reached = connectionTo(address->url.toString());
    reached.origin = ConnectionOrigin::Environment; // the token is handed over and never kept
    const Client api = m_sessions.client(reached, *token);
    if (const auto filled = fillPractice(*api); !filled) {
        m_workspace.close();
        return std::unexpected(filled.error());
    }
    return api;
}

} // namespace spanglass
