#include "services/net/HttpJob.h"

#include "services/net/RetryPolicy.h"

#include <QUrlQuery>

namespace spanglass {

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

constexpr int MostRedirects = 5;

int portOf(const QUrl& url) { return url.port(url.scheme() == "https"_L1 ? 443 : 80); }

bool sameOrigin(const QUrl& a, const QUrl& b) {
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

/// The path with the names of the query; its values may be signatures or other people's data.
QString shownPath(const QUrl& url) {
    constexpr qsizetype MostShown = 300;
    QStringList names;
    const auto items = QUrlQuery(url).queryItems();
    for (const auto& [name, value] : items)
        names.append(name);
    const QString path = url.path(QUrl::FullyEncoded);
    return (names.isEmpty() ? path : path + u'?' + names.join(u',')).left(MostShown);
}

} // namespace

HttpJob::HttpJob(HttpRequest request, std::shared_ptr<ClientSetup> setup, Time now)
    : m_request(std::move(request))
    , m_setup(std::move(setup))
    , m_url(m_request.url)
    , m_sent(now) {
    m_promise.start();
}

std::string HttpJob::origin() const {
    const QString text = m_url.scheme() + u'/' + m_url.host() + u':' + QString::number(portOf(m_url));
    return text.toStdString();
}

void HttpJob::start(CURLSH* share, Time now) {
    if (m_attempts++ == 0)
        m_firstTry = now;
    ++m_tries;
    m_tryBegan = now;
    m_tryTime = UnixNanos::now();
    m_transfer = std::make_unique<HttpTransfer>(m_request, m_url, m_trusted, *m_setup, share);
}

HttpResult HttpJob::tryResult(CURLcode code) {
    if (auto problem = m_transfer->problem()) {
        problem->incomplete = true;
        return std::unexpected(*std::move(problem));
    }
    if (auto failure = m_transfer->outcome(code)) {
        failure->incomplete = !m_transfer->wholeSent();
        return std::unexpected(*std::move(failure));
    }
    HttpAnswer answer = m_transfer->takeAnswer();
    answer.url = m_url;
    answer.tries = m_attempts;
    return answer;
}

HttpJob::Next HttpJob::settle(CURLcode code, Time now, double random, RequestTrail& trail) {
    HttpResult result = tryResult(code);
    if (result)
        result->duration = now - m_tryBegan;
    record(result, now, trail);
    TryOutcome outcome{.method = m_request.method, .tries = m_tries};
    if (result) {
        std::optional<HttpFailure> refused;
        if (followRedirect(*result, refused))
            return Next::Again;
        if (refused)
            result = std::unexpected(*std::move(refused));
    }
    if (result) {
        outcome.status = result->status;
        outcome.retryAfter = result->field("retry-after");
    } else {
        outcome.fault = result.error().fault;
        outcome.nothingSent = m_transfer->handle() && m_transfer->nothingSent();
    }
    outcome.sinceFirst = duration_cast<milliseconds>(now - m_firstTry);
    outcome.untilDeadline = duration_cast<milliseconds>(m_sent + m_request.deadline - now);
    if (const auto wait = waitBeforeRetry(m_request.retry, outcome, random, QDateTime::currentDateTimeUtc())) {
        m_dueAt = now + *wait;
        m_transfer.reset();
        return Next::Later;
    }
    finish(std::move(result));
    return Next::Finished;
}

bool HttpJob::followRedirect(const HttpAnswer& answer, std::optional<HttpFailure>& refused) {
    const bool moved = answer.status == 301 || answer.status == 302 || answer.status == 303 || answer.status == 307
        || answer.status == 308;
    const std::string_view location = answer.field("location");
    if (!moved || location.empty() || (m_request.method != "GET" && m_request.method != "HEAD"))
        return false;
    const QByteArray text(location.data(), static_cast<qsizetype>(location.size()));
    const QUrl target = m_url.resolved(QUrl::fromEncoded(text));
    const auto refuse = [&](const QString& why) {
        refused = transportFailure(TransportFault::RedirectRefused, {.host = m_url.host(), .detail = why});
        return false;
    };
    if (!target.isValid() || (target.scheme() != "https"_L1 && target.scheme() != "http"_L1))
        return refuse(u"not to an http or https address"_s);
    if (m_url.scheme() == "https"_L1 && target.scheme() == "http"_L1)
        return refuse(u"from https to http"_s);
    if (++m_redirects > MostRedirects)
        return refuse(u"more than %1 times"_s.arg(MostRedirects));
    m_trusted = m_trusted && sameOrigin(m_url, target);
    m_url = target;
    m_tries = 0;
    m_transfer.reset();
    return true;
}

std::optional<HttpFailure> HttpJob::reasonToEnd(Time now) const {
    const auto because = [&](TransportFault fault, milliseconds time = {}) {
        return m_transfer ? m_transfer->ended(fault, time)
                          : transportFailure(fault, {.host = m_url.host(), .time = time});
    };
    if (m_promise.isCanceled() || (m_request.pipe && m_request.pipe->isAbandoned())
        || (m_request.abandoned && m_request.abandoned()))
        return because(TransportFault::Cancelled);
    if (now - m_sent >= m_request.deadline) {
        const bool connecting = m_transfer && !m_transfer->connected() && m_attempts == 1;
        return because(connecting ? TransportFault::ConnectTimeout : TransportFault::AnswerTimeout, m_request.deadline);
    }
    const auto stallTime = m_setup->settings().stallTime;
    if (m_transfer && m_transfer->reader().begun() && !m_transfer->reader().waitsForRoom()
        && HttpTransfer::Clock::now() - m_transfer->lastBytes() >= stallTime)
        return because(TransportFault::Stalled, stallTime);
    return std::nullopt;
}

void HttpJob::end(HttpFailure failure, Time now, RequestTrail& trail) {
    failure.incomplete = m_attempts == 0 || (m_transfer && !m_transfer->wholeSent());
    HttpResult result = std::unexpected(std::move(failure));
    if (m_transfer)
        record(result, now, trail);
    finish(std::move(result));
}

void HttpJob::record(const HttpResult& result, Time now, RequestTrail& trail) const {
    RequestRecord entry{.time = m_tryTime, .method = m_request.method, .host = m_url.host(), .path = shownPath(m_url)};
    if (m_url.port() > 0)
        entry.host += u':' + QString::number(m_url.port());
    if (m_transfer->handle()) {
        entry.bytesOut = m_transfer->bytesOut();
        entry.bytesIn = m_transfer->bytesIn();
    }
    const HttpAnswer& answer = result ? *result : m_transfer->reader().answer();
    entry.status = answer.status;
    entry.requestId = answer.requestId;
    entry.duration = {duration_cast<nanoseconds>(now - m_tryBegan).count()};
    entry.attempt = m_attempts;
    if (!result)
        entry.fault = transportFaultName(result.error().fault);
    trail.add(std::move(entry));
}

void HttpJob::finish(HttpResult result) {
    if (m_request.pipe)
        m_request.pipe->finish();
    m_transfer.reset();
    if (m_request.answered)
        m_request.answered(result);
    m_promise.addResult(std::move(result));
    m_promise.finish();
}

} // namespace spanglass
