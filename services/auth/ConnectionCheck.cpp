#include "services/auth/ConnectionCheck.h"

#include "services/auth/AuthJson.h"
#include "services/auth/AuthThread.h"
#include "services/auth/Redaction.h"
#include "services/auth/TokenProvider.h"
#include "services/auth/WhenDone.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype MaxShown = 200;

ApiRequest proof(const ConnectionSettings& settings) {
    ApiRequest out;
    out.deadline = 30s;
    out.maxBody = 1 << 20;
    switch (settings.kind) {
    case ConnectionKind::Databricks:
    case ConnectionKind::Practice:
        out.path = u"/api/2.0/preview/scim/v2/Me"_s;
        break;
    case ConnectionKind::MlflowServer:
        out.path = u"/api/2.0/mlflow/experiments/search"_s;
        out.query = {{u"max_results"_s, u"1"_s}};
        break;
    case ConnectionKind::Otlp:
        // An empty ExportTraceServiceRequest: asks for nothing to be stored.
        out.method = "POST";
        out.path = settings.host.endsWith("/v1/traces"_L1) ? QString() : u"/v1/traces"_s;
        out.fields = {{"Content-Type", "application/x-protobuf"}};
        out.expectsJson = false;
        break;
    }
    return out;
}

/// What may surprise about a token.
QStringList tokenNotes(const ConnectionSettings& settings, const TokenFacts& token) {
    QStringList out;
    const bool workspace = settings.kind == ConnectionKind::Databricks;
    // Unsettled (databricks-api.md 1.1): a 401 has been seen, and a 200 as well.
    if (workspace && token.form == TokenForm::Personal)
        out += u"A personal access token serves for REST and SQL. The OTLP endpoint has been seen to refuse one with "
               u"401: "
               u"sign in by OAuth to send traces there."_s;
    if (token.credential == CredentialKind::AccessToken && token.expires)
        out += u"This token cannot be renewed; enter another one when it has ended."_s;
    return out;
}

class Check : public std::enable_shared_from_this<Check> {
public:
    Check(std::shared_ptr<ApiClient> client, AuthPorts ports, Promised<ConnectionReport> promise)
        : m_client(std::move(client))
        , m_ports(std::move(ports))
        , m_promise(std::move(promise)) { }

    void start() {
        await(m_client->tokens().token(), [](Check& self, const TokenResult& token) {
            if (!token)
                return self.fail({token.error(), {.signIn = token.error().fault}});
            self.m_report.token = token->facts;
            if (self.m_client->connection().kind == ConnectionKind::MlflowServer)
                self.askVersion();
            else
                self.prove();
        });
    }

private:
    /// Goes on with `then` when the future has a result; cancels it with the check.
    template <class T, class Then> void await(QFuture<T> future, Then then) {
        QObject* context = m_ports.thread.context();
        whenCancelled(context, m_promise.future(), [future]() mutable { future.cancel(); });
        whenDone(context, future, [self = shared_from_this(), then](const std::optional<T>& result) {
            if (result && !self->m_promise.isAbandoned())
                then(*self, *result);
            else
                self->m_promise.withdraw();
        });
    }

    /// Only to be shown: a server without it is fine.
    void askVersion() {
        ApiRequest request{.path = u"/version"_s};
        request.expectsJson = false;
        request.deadline = 10s;
        request.maxBody = 4096;
        await(m_client->call(std::move(request)), [](Check& self, const ApiResult& answer) {
            static const QRegularExpression version(u"^\\d+\\.\\d+[\\w.]{0,30}$"_s);
            const QString text = answer ? QString::fromUtf8(answer->body).trimmed() : QString();
            if (version.match(text).hasMatch())
                self.m_report.server = u"MLflow "_s + text;
            self.prove();
        });
    }

    void prove() {
        await(m_client->call(proof(m_client->connection())), [](Check& self, const ApiResult& answer) {
            if (!answer)
                return self.fail(answer.error());
            self.m_report.duration = Nanos{answer->duration.count()};
            self.m_report.workspaceId = answer->workspaceId;
            self.read(answer->body);
        });
    }

    void read(const QByteArray& body) {
        const ConnectionSettings& settings = m_client->connection();
        const auto json = readObject(body);
        if (settings.kind != ConnectionKind::Otlp && !json)
            return fail({signInError(SignInFault::BadAnswer, {.host = settings.host}), {}});
        if (settings.kind == ConnectionKind::Databricks || settings.kind == ConnectionKind::Practice) {
            m_report.who = redacted(textUnder(*json, "userName"), {}, MaxShown);
            m_report.displayName = redacted(textUnder(*json, "displayName"), {}, MaxShown);
            if (m_report.who.isEmpty())
                return fail({signInError(SignInFault::BadAnswer, {.host = settings.host}), {}});
        }
        m_report.notes = tokenNotes(settings, m_report.token);
        m_promise.give(m_report);
    }

    void fail(const ApiError& error) {
        m_report.problem = error;
        m_report.details = error.fault.details();
        m_promise.give(m_report);
    }

    const std::shared_ptr<ApiClient> m_client;
    const AuthPorts m_ports;
    const Promised<ConnectionReport> m_promise;
    ConnectionReport m_report;
};

} // namespace

QFuture<ConnectionReport> checkConnection(std::shared_ptr<ApiClient> client, AuthPorts ports) {
    const Promised<ConnectionReport> promise;
    const auto check = std::make_shared<Check>(std::move(client), ports, promise);
    ports.thread.run([check] { check->start(); });
    return promise.future();
}

} // namespace spanglass
