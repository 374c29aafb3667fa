#include "services/auth/ApiClient.h"

#include "services/auth/ApiFailure.h"
#include "services/auth/AuthThread.h"
#include "services/auth/TokenProvider.h"
#include "services/auth/WhenDone.h"
#include "services/net/HttpClient.h"

#include <QRandomGenerator>
#include <QSysInfo>
#include <QTimer>
#include <QUrlQuery>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

std::string bytes(const QString& text) { return text.toStdString(); }

} // namespace

/// What calls need of their client; they may outlive it.
class ApiClient::Shared {
public:
    const ConnectionSettings connection;
    const std::shared_ptr<TokenProvider> tokens;
    const AuthPorts ports;
    const ApiOptions options;

    QUrl url(const ApiRequest& request) const {
        QUrl out(connection.host);
        out.setPath(out.path() + request.path, QUrl::DecodedMode);
        QUrlQuery query;
        for (const auto& [name, value] : request.query)
            query.addQueryItem(QString::fromLatin1(QUrl::toPercentEncoding(name)),
                QString::fromLatin1(QUrl::toPercentEncoding(value)));
        if (!query.isEmpty())
            out.setQuery(query);
        return out;
    }

    HttpRequest httpRequest(const ApiRequest& request, const Token& token) const {
        HttpRequest out;
        out.method = request.method;
        out.url = url(request);
        out.fields = request.fields;
        out.fields.push_back({"User-Agent", userAgent(connection.credential).toStdString()});
        if (request.expectsJson)
            out.fields.push_back({"Accept", "application/json"});
        if (!request.body.isEmpty())
            out.fields.push_back({"Content-Type", request.contentType.toStdString()});
        const bool databricks
            = connection.kind == ConnectionKind::Databricks || connection.kind == ConnectionKind::Practice;
        if (databricks && !connection.workspaceId.isEmpty()) {
            // Both names are in use (databricks-api.md 1.2).
            out.fields.push_back({"X-Databricks-Org-Id", bytes(connection.workspaceId)});
            out.fields.push_back({"X-Databricks-Workspace-Id", bytes(connection.workspaceId)});
        }
        out.authorization = Secret(token.authorization());
        out.body = request.body;
        out.deadline = request.deadline;
        out.retry.maxTime = request.patience;
        out.maxBody = request.maxBody;
        return out;
    }
};

/// One call on the sign-in thread. Kept alive by what it waits for.
class ApiClient::Call : public std::enable_shared_from_this<Call> {
public:
    Call(std::shared_ptr<Shared> shared, ApiRequest request, Promised<ApiResult> promise)
        : m_shared(std::move(shared))
        , m_request(std::move(request))
        , m_promise(std::move(promise)) { }

    void start() {
        if (m_promise.isAbandoned())
            return m_promise.withdraw();
        awaitToken(m_shared->tokens->token());
    }

private:
    QObject* context() const { return m_shared->ports.thread.context(); }

    void awaitToken(const QFuture<TokenResult>& future) {
        whenCancelled(
            context(), m_promise.future(), [future = QFuture<TokenResult>(future)]() mutable { future.cancel(); });
        whenDone(context(), future, [self = shared_from_this()](const std::optional<TokenResult>& token) {
            if (!token)
                return self->m_promise.withdraw();
            if (!*token)
                return self->m_promise.give(std::unexpected(apiFailure(token->error())));
            self->send(**token);
        });
    }

    void send(const Token& token) {
        const bool sameAgain = m_renewed && m_token.value.matches(token.value.reveal());
        m_token = token;
        if (sameAgain)
            return m_promise.give(std::unexpected(*m_refusal));
        transmit();
    }

    void transmit() {
        HttpRequest request = m_shared->httpRequest(m_request, m_token);
        request.abandoned = [promise = m_promise] { return promise.isAbandoned(); };
        ++m_tries;
        whenDone(context(), m_shared->ports.http.send(std::move(request)),
            [self = shared_from_this()](const std::optional<HttpResult>& result) {
                if (result && !self->m_promise.isAbandoned())
                    self->answered(*result);
                else
                    self->m_promise.withdraw();
            });
    }

    void answered(const HttpResult& result) {
        if (!result)
            return m_promise.give(std::unexpected(apiFailure(result.error())));
        if (refusesToken(*result) && !m_renewed && !m_token.value.isEmpty()) {
            m_renewed = true;
            m_refusal = apiFailure(*result, place());
            return awaitRenewal();
        }
        if (m_request.method == "GET" && m_tries < m_shared->options.maxTries && mayPass(*result))
            return retryLater();
        if (result->status < 200 || result->status >= 300)
            return m_promise.give(std::unexpected(apiFailure(*result, place())));
        if (m_request.expectsJson)
            if (auto page = pageInstead(*result, place()))
                return m_promise.give(std::unexpected(std::move(*page)));
        give(*result);
    }

    /// A token that nobody can renew keeps the server's own words.
    void awaitRenewal() {
        const auto future = m_shared->tokens->renewed(m_token);
        whenCancelled(
            context(), m_promise.future(), [future = QFuture<TokenResult>(future)]() mutable { future.cancel(); });
        whenDone(context(), future, [self = shared_from_this()](const std::optional<TokenResult>& token) {
            if (!token)
                return self->m_promise.withdraw();
            if (*token)
                return self->send(**token);
            const bool plain = token->error().fault == SignInFault::Unauthorized;
            self->m_promise.give(std::unexpected(plain ? *self->m_refusal : apiFailure(token->error())));
        });
    }

    void retryLater() {
        const auto step = m_shared->options.retryStep;
        const auto jitter
            = std::chrono::milliseconds(QRandomGenerator::global()->bounded(static_cast<int>(step.count()) + 1));
        QTimer::singleShot(step * m_tries + jitter, context(), [self = shared_from_this()] {
            if (self->m_promise.isAbandoned())
                self->m_promise.withdraw();
            else
                self->transmit();
        });
    }

    void give(const HttpAnswer& answer) {
        ApiAnswer out;
        out.status = answer.status;
        out.body = answer.body;
        out.fields = answer.fields;
        out.requestId = QString::fromUtf8(answer.requestId);
        const std::string_view workspace = answer.field("x-databricks-org-id");
        out.workspaceId = QString::fromUtf8(workspace.data(), static_cast<qsizetype>(workspace.size()));
        out.duration = answer.duration;
        m_promise.give(std::move(out));
    }

    ApiPlace place() const { return {m_shared->connection, m_request.path, {m_token.value}, m_shared->ports.now()}; }

    const std::shared_ptr<Shared> m_shared;
    const ApiRequest m_request;
    const Promised<ApiResult> m_promise;
    Token m_token;
    std::optional<ApiError> m_refusal; ///< of the first token
    int m_tries = 0;
    bool m_renewed = false;
};

/// A list read page by page, on the sign-in thread.
class ApiClient::Pages : public std::enable_shared_from_this<Pages> {
public:
    Pages(std::shared_ptr<Shared> shared, ApiRequest first, PageReader reader, QString tokenName,
        Promised<ApiOutcome<>> promise)
        : m_shared(std::move(shared))
        , m_first(std::move(first))
        , m_reader(std::move(reader))
        , m_tokenName(std::move(tokenName))
        , m_promise(std::move(promise)) { }

    void ask(const QString& token) {
        ApiRequest request = m_first;
        if (!token.isEmpty())
            request.query.append({m_tokenName, token});
        const Promised<ApiResult> page;
        std::make_shared<Call>(m_shared, std::move(request), page)->start();
        QObject* context = m_shared->ports.thread.context();
        whenCancelled(context, m_promise.future(), [page = page.future()]() mutable { page.cancel(); });
        whenGood(context, page.future(), m_promise,
            [self = shared_from_this(), token](const ApiAnswer& got) { self->read(got, token); });
    }

private:
    static constexpr int MaxPages = 10'000;

    void read(const ApiAnswer& page, const QString& token) {
        const Result<QString> next = m_reader(page);
        if (!next)
            return m_promise.give(std::unexpected(ApiError{next.error(), {.httpStatus = page.status}}));
        if (next->isEmpty())
            return m_promise.give({});
        if (++m_pages >= MaxPages || *next == token)
            return m_promise.give(std::unexpected(ApiError{
                {ErrorCode::LimitHit, u"The list %1 does not end"_s.arg(m_first.path), u"Ask for a part of it."_s},
                {.httpStatus = page.status}}));
        ask(*next);
    }

    const std::shared_ptr<Shared> m_shared;
    const ApiRequest m_first;
    const PageReader m_reader;
    const QString m_tokenName;
    const Promised<ApiOutcome<>> m_promise;
    int m_pages = 0;
};

ApiClient::ApiClient(
    ConnectionSettings connection, std::shared_ptr<TokenProvider> tokens, AuthPorts ports, ApiOptions options)
    : m_shared(std::make_shared<Shared>(std::move(connection), std::move(tokens), std::move(ports), options)) { }

ApiClient::~ApiClient() = default;

const ConnectionSettings& ApiClient::connection() const { return m_shared->connection; }

TokenProvider& ApiClient::tokens() const { return *m_shared->tokens; }

QFuture<ApiResult> ApiClient::call(ApiRequest request) {
    const Promised<ApiResult> promise;
    const auto call = std::make_shared<Call>(m_shared, std::move(request), promise);
    m_shared->ports.thread.run([call] { call->start(); });
    return promise.future();
}

QFuture<ApiResult> ApiClient::fetchLink(LinkRequest link) {
    const Promised<ApiResult> promise;
    HttpRequest request;
    request.url = link.url;
    request.fields = std::move(link.fields);
    request.deadline = link.deadline;
    request.maxBody = link.maxBody;
    request.pipe = std::move(link.pipe);
    request.abandoned = [promise] { return promise.isAbandoned(); };
    // Only the host: the rest of a link is what opens it.
    ConnectionSettings storage;
    storage.host = link.url.scheme() + u"://"_s + link.url.host();
    ApiPlace place{std::move(storage), u"the linked result"_s, {Secret(link.url.query().toUtf8())}, {}};
    m_shared->ports.http.send(std::move(request))
        .then([promise, place = std::move(place), now = m_shared->ports.now](const QFuture<HttpResult>& done) {
            if (done.resultCount() == 0)
                return promise.withdraw();
            const HttpResult result = done.result();
            if (!result)
                return promise.give(std::unexpected(apiFailure(result.error())));
            if (result->status < 200 || result->status >= 300)
                return promise.give(std::unexpected(linkFailure(*result, place)));
            promise.give(ApiAnswer{.status = result->status,
                .body = result->body,
                .fields = result->fields,
                .requestId = QString::fromUtf8(result->requestId),
                .workspaceId = {},
                .duration = result->duration});
        });
    return promise.future();
}

QFuture<ApiOutcome<>> ApiClient::readPages(ApiRequest first, PageReader reader, QString tokenName) {
    const Promised<ApiOutcome<>> promise;
    const auto pages
        = std::make_shared<Pages>(m_shared, std::move(first), std::move(reader), std::move(tokenName), promise);
    m_shared->ports.thread.run([pages] { pages->ask({}); });
    return promise.future();
}

QByteArray userAgent(CredentialKind credential) {
    return QByteArray("spanglass/" SPANGLASS_VERSION " qt/") + qVersion() + " os/" + QSysInfo::kernelType().toLatin1()
        + " auth/" + credentialKindName(credential).data();
}

} // namespace spanglass
