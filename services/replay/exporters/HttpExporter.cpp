#include "services/replay/exporters/HttpExporter.h"

#include "services/auth/ApiFailure.h"
#include "services/auth/AuthThread.h"
#include "services/auth/TokenProvider.h"
#include "services/auth/WhenDone.h"
#include "services/net/HttpClient.h"
#include "services/replay/exporters/BodyForm.h"
#include "services/replay/exporters/Flights.h"
#include "services/replay/exporters/HttpAnswers.h"

#include <QThreadPool>

#include <set>

namespace spanglass {

namespace {

constexpr qint64 MostAnswerBytes = 4 << 20;

} // namespace

class HttpExporter::Shared {
public:
    Shared(AuthPorts authPorts, TargetRoute targetRoute, TargetAccess targetAccess)
        : ports(std::move(authPorts))
        , route(std::move(targetRoute))
        , access(std::move(targetAccess)) { }

    const AuthPorts ports;
    const TargetRoute route;
    const TargetAccess access;
    const std::shared_ptr<Flights> flights = std::make_shared<Flights>();
    std::set<Call*> waiting; ///< for a token; on the sign-in thread

    HttpRequest request(Signal signal, PayloadFormat form, const QByteArray& body, const Token& token) const {
        HttpRequest out;
        out.method = "POST";
        out.url = route.url(signal);
        out.fields = route.fields(signal);
        out.fields.push_back({"content-type", std::string(contentType(form))});
        if (route.target().gzip)
            out.fields.push_back({"content-encoding", "gzip"});
        out.authorization = Secret(token.authorization());
        for (const TargetHeader& header : access.headers) {
            if (header.name.compare(QLatin1String("authorization"), Qt::CaseInsensitive) != 0)
                out.fields.push_back({header.name.toLower().toStdString(), header.value.reveal().toStdString()});
            else if (!access.tokens)
                out.authorization = header.value;
        }
        out.body = body;
        out.deadline = access.deadline;
        out.retry = RetryRule::never();
        out.maxBody = MostAnswerBytes;
        out.abandoned = [flights = flights] { return flights->isAbandoned(); };
        return out;
    }

    QList<Secret> secrets(const Token& token) const {
        QList<Secret> out{token.value};
        for (const TargetHeader& header : access.headers)
            out.append(header.value);
        return out;
    }
};

/// One parcel on its way. Kept alive by what it waits for.
class HttpExporter::Call : public std::enable_shared_from_this<Call> {
public:
    Call(std::shared_ptr<Shared> shared, Parcel parcel, Done done)
        : m_shared(std::move(shared))
        , m_parcel(std::move(parcel))
        , m_form(m_shared->route.formOf(m_parcel.format))
        , m_flight(m_shared->flights, std::move(done)) { }

    bool isReady() const { return m_form == m_parcel.format && !m_shared->route.target().gzip; }

    void prepareAndStart() {
        auto body = bodyIn(m_form, m_parcel);
        if (!body)
            return m_flight.land(
                {.outcome = ExportOutcome::Refused, .words = body.error().message, .problem = body.error()});
        m_parcel.body = m_shared->route.target().gzip ? gzipped(*body) : *std::move(body);
        start();
    }

    void start() {
        if (m_shared->flights->isAbandoned())
            return m_flight.land(notSentAnswer());
        if (!m_shared->access.tokens)
            return transmit();
        m_shared->ports.thread.run(
            [self = shared_from_this()] { self->awaitToken(self->m_shared->access.tokens->token()); });
    }

    void giveUpToken() { m_tokenFuture.cancel(); }

private:
    /// On the sign-in thread, as what follows up to transmit().
    void awaitToken(const QFuture<TokenResult>& future) {
        m_tokenFuture = future;
        m_shared->waiting.insert(this);
        if (m_shared->flights->isAbandoned())
            giveUpToken();
        whenDone(m_shared->ports.thread.context(), future,
            [self = shared_from_this()](const std::optional<TokenResult>& token) {
                self->m_shared->waiting.erase(self.get());
                self->m_tokenFuture = {};
                self->haveToken(token);
            });
    }

    void haveToken(const std::optional<TokenResult>& token) {
        if (!token)
            return m_flight.land(notSentAnswer());
        if (!*token) { // one that nobody can renew keeps the server's own words
            const bool plain = m_refusal && token->error().fault == SignInFault::Unauthorized;
            return m_flight.land(plain ? *m_refusal : readFailure(token->error()));
        }
        if (m_refusal && m_token.value.matches((*token)->value.reveal()))
            return m_flight.land(*m_refusal);
        m_token = **token;
        transmit();
    }

    void transmit() {
        HttpRequest request = m_shared->request(m_parcel.signal, m_form, m_parcel.body, m_token);
        request.answered = [self = shared_from_this()](const HttpResult& result) { self->answered(result); };
        m_shared->ports.http.send(std::move(request));
    }

    void answered(const HttpResult& result) {
        if (!result)
            return m_flight.land(readFailure(result.error()));
        ExportAnswer answer = readAnswer(*result,
            {m_shared->route, m_parcel.signal, m_token.facts, m_shared->secrets(m_token), m_shared->ports.now()});
        if (!refusesToken(*result) || m_refusal || m_token.value.isEmpty())
            return m_flight.land(std::move(answer));
        m_refusal = std::move(answer);
        m_shared->ports.thread.run(
            [self = shared_from_this()] { self->awaitToken(self->m_shared->access.tokens->renewed(self->m_token)); });
    }

    const std::shared_ptr<Shared> m_shared;
    Parcel m_parcel;
    const PayloadFormat m_form;
    Flight m_flight;
    QFuture<TokenResult> m_tokenFuture;
    Token m_token;
    std::optional<ExportAnswer> m_refusal; ///< of the first token
};

HttpExporter::HttpExporter(AuthPorts ports, TargetRoute route, TargetAccess access)
    : m_shared(std::make_shared<Shared>(std::move(ports), std::move(route), std::move(access))) { }

HttpExporter::~HttpExporter() {
    abandon();
    m_shared->flights->waitForAll();
}

bool HttpExporter::takes(Signal signal) const { return m_shared->route.takes(signal); }

void HttpExporter::send(Parcel parcel, Done done) {
    const auto call = std::make_shared<Call>(m_shared, std::move(parcel), std::move(done));
    if (call->isReady())
        call->start();
    else
        QThreadPool::globalInstance()->start([call] { call->prepareAndStart(); });
}

void HttpExporter::abandon() {
    m_shared->flights->abandon();
    m_shared->ports.thread.run([shared = m_shared] {
        for (Call* call : std::set(shared->waiting))
            call->giveUpToken();
    });
}

} // namespace spanglass
