#include "services/replay/exporters/HttpAnswers.h"

#include "services/auth/ApiErrorBody.h"
#include "services/auth/ApiFailure.h"
#include "services/auth/Redaction.h"
#include "services/net/RetryPolicy.h"
#include "services/otlp/Responses.h"
#include "services/warehouse/databricks/IngestFault.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostWords = 2'000;

std::string_view viewOf(const QByteArray& bytes) { return {bytes.constData(), static_cast<std::size_t>(bytes.size())}; }

PayloadFormat formOf(const HttpAnswer& answer) {
    return answer.field("content-type").starts_with("application/json") ? PayloadFormat::Json : PayloadFormat::Protobuf;
}

/// OTLP servers refuse with a google.rpc.Status in protobuf, which those who read REST errors do not know.
HttpAnswer withReadableBody(const HttpAnswer& answer, std::optional<Nanos>& delay) {
    HttpAnswer out = answer;
    const bool wire = answer.field("content-type").starts_with("application/x-protobuf");
    const auto status = readStatusBody(viewOf(answer.body), wire ? PayloadFormat::Protobuf : PayloadFormat::Json);
    if (status)
        delay = status->retryDelay;
    if (wire)
        out.body = status ? QByteArray::fromStdString(status->message) : QByteArray();
    return out;
}

Error otlpFault(const ApiError& error, const QUrl& url) {
    const QString said = error.fault.serverMessage.isEmpty() ? QString() : u": "_s + error.fault.serverMessage;
    const QString where = url.host() + (url.port() > 0 ? u":%1"_s.arg(url.port()) : QString());
    switch (error.fault.httpStatus) {
    case 401:
    case 403:
        return {error.code,
            u"%1 refused the credentials, with %2%3"_s.arg(where, QString::number(error.fault.httpStatus), said),
            u"Choose a connection that signs in there, or give the header that it wants."_s};
    case 404:
    case 405:
        return {ErrorCode::NotFound,
            u"%1 takes no OTLP at %2 (%3)%4"_s.arg(where, url.path()).arg(error.fault.httpStatus).arg(said),
            u"Check address and port. OTLP/HTTP is at /v1/traces below it, as a rule on port 4318; for port 4317 "
            u"choose gRPC."_s};
    case 415:
        return {ErrorCode::BadInput, u"%1 does not take this form of OTLP (415)%2"_s.arg(where, said),
            u"Choose OTLP/HTTP with protobuf, which every receiver takes."_s};
    default:
        return error;
    }
}

/// Apps send whoever is not signed in to a page for people, with 302 or 401 (databricks-api.md 9.1, assumed).
bool isLoginOfApp(int status, const TargetRoute& route) {
    return route.target().kind == TargetKind::CollectorApp && (status < 400 || status == 401);
}

Error loginOfApp(const QUrl& url) {
    return {ErrorCode::NeedsSignIn, u"The app at %1 answered with its login instead of taking spans."_s.arg(url.host()),
        u"Choose the connection of its workspace, signed in with OAuth by somebody with CAN_USE on the app; apps do "
        u"not "
        u"take personal access tokens."_s};
}

Error explained(const ApiError& error, const AnswerPlace& place) {
    switch (place.route.target().kind) {
    case TargetKind::Databricks:
        return ingestFault(error,
            {.spansTable = QString::fromStdString(place.route.fields(place.signal).front().value),
                .sender = place.token.owner,
                .token = place.token.form});
    case TargetKind::MlflowServer:
        return serverIngestFault(error);
    case TargetKind::CollectorApp:
        if (isLoginOfApp(error.fault.httpStatus, place.route))
            return loginOfApp(place.route.url(place.signal));
        break;
    case TargetKind::Otlp:
    case TargetKind::File:
        break;
    }
    if (error.fault.signIn && *error.fault.signIn != SignInFault::Unauthorized)
        return error;
    return otlpFault(error, place.route.url(place.signal));
}

bool saysTooLarge(const QString& words) {
    // Collectors answer 400 where the specification has 413 (confirmed: collector config/confighttp).
    return words.contains("too large"_L1, Qt::CaseInsensitive) || words.contains("body size"_L1, Qt::CaseInsensitive);
}

ExportOutcome outcomeOf(const ApiError& error, const TargetRoute& route) {
    switch (const int status = error.fault.httpStatus) {
    case 429:
    case 502:
    case 503:
    case 504:
        return ExportOutcome::Later;
    case 413:
        return ExportOutcome::TooLarge;
    case 400:
        if (saysTooLarge(error.fault.serverMessage))
            return ExportOutcome::TooLarge;
        return missingFields(error.fault.serverMessage).isEmpty() ? ExportOutcome::Refused : ExportOutcome::Blocked;
    case 401:
    case 403:
    case 404:
    case 405:
    case 407:
    case 501:
        return ExportOutcome::Blocked;
    case 415: // of a capture in JSON the next one may be in protobuf
        return route.target().wire == OtlpWire::HttpJson ? ExportOutcome::Blocked : ExportOutcome::Refused;
    default:
        return status < 400 ? ExportOutcome::Blocked : ExportOutcome::Refused;
    }
}

ExportAnswer taken(const HttpAnswer& answer, const AnswerPlace& place, ExportAnswer out) {
    out.outcome = ExportOutcome::Taken;
    if (const auto said = readSuccessBody(viewOf(answer.body), formOf(answer))) {
        out.rejected = said->rejected;
        out.words = redacted(QString::fromStdString(said->message), place.secrets, MostWords);
    }
    return out;
}

std::optional<Nanos> nanosOf(std::optional<std::chrono::milliseconds> wait) {
    return wait ? std::optional(Nanos{std::chrono::nanoseconds(*wait).count()}) : std::nullopt;
}

/// Whether a fault that met a request before all of it had left will meet the next one too.
bool lasts(TransportFault fault) {
    switch (fault) {
    case TransportFault::BadRequest:
    case TransportFault::PlainTextRefused:
    case TransportFault::NotHttp:
    case TransportFault::RedirectRefused:
    case TransportFault::TlsUntrusted:
    case TransportFault::TlsIntercepted:
    case TransportFault::TlsExpired:
    case TransportFault::TlsNotYetValid:
    case TransportFault::TlsWrongHost:
    case TransportFault::TlsFailed:
    case TransportFault::CaFileUnreadable:
    case TransportFault::ProxyRefused:
    case TransportFault::ProxyNeedsSignIn:
        return true;
    default:
        return false;
    }
}

} // namespace

ExportAnswer readAnswer(const HttpAnswer& answer, const AnswerPlace& place) {
    ExportAnswer out{.status = answer.status};
    out.requestId = redacted(QString::fromUtf8(answer.requestId), place.secrets, 100);
    out.took = {answer.duration.count()};
    const QUrl url = place.route.url(place.signal);
    const bool isPage = isHtmlPage(answer);
    if (answer.status >= 200 && answer.status < 300 && !isPage)
        return taken(answer, place, std::move(out));
    std::optional<Nanos> delay;
    ConnectionSettings server;
    server.host = url.scheme() + u"://"_s + url.authority();
    const ApiPlace apiPlace{std::move(server), url.path(), place.secrets, place.now};
    const ApiError error = apiFailure(withReadableBody(answer, delay), apiPlace);
    out.words = error.fault.serverMessage;
    if (answer.status < 300) {
        out.outcome = ExportOutcome::Blocked;
        out.problem = isLoginOfApp(answer.status, place.route)
            ? loginOfApp(url)
            : Error{ErrorCode::NotFound,
                u"A web page answered at %1 instead of an OTLP endpoint."_s.arg(url.toString()),
                u"Check the address, whether it wants a sign-in, and whether a proxy stands in between."_s};
        return out;
    }
    out.outcome = outcomeOf(error, place.route);
    out.problem = explained(error, place);
    if (out.words.isEmpty())
        out.words = error.message;
    if (out.outcome == ExportOutcome::Later) {
        out.wantsLess = answer.status == 429 || answer.status == 503;
        out.wait = nanosOf(retryAfter(answer.field("retry-after"), place.now));
        if (!out.wait)
            out.wait = delay;
    }
    return out;
}

ExportAnswer readFailure(const HttpFailure& failure) {
    if (failure.fault == TransportFault::Cancelled && failure.incomplete)
        return notSentAnswer();
    const bool lasting = lasts(failure.fault);
    if (!lasting && !failure.incomplete)
        return uncertainAnswer(failure);
    return {.outcome = lasting ? ExportOutcome::Blocked : ExportOutcome::Later,
        .words = failure.message,
        .problem = failure};
}

ExportAnswer readFailure(const SignInError& error) {
    switch (error.fault) {
    case SignInFault::Cancelled:
        return notSentAnswer();
    case SignInFault::NameNotFound:
    case SignInFault::Unreachable:
    case SignInFault::TimedOut:
    case SignInFault::CliTimedOut:
        return {.outcome = ExportOutcome::Later, .words = error.message, .problem = error};
    default:
        return {.outcome = ExportOutcome::Blocked, .words = error.message, .problem = error};
    }
}

ExportAnswer notSentAnswer() {
    const Error problem{ErrorCode::Cancelled, u"It was not sent: sending was ended."_s, {}};
    return {.outcome = ExportOutcome::NotSent, .words = problem.message, .problem = problem};
}

ExportAnswer uncertainAnswer(const Error& cause) {
    const Error problem{cause.code, cause.message + u" The request had left, so it may have been taken."_s,
        u"Check its arrival, or send it again at the risk that the target has it twice."_s};
    return {.outcome = ExportOutcome::Uncertain, .words = cause.message, .problem = problem};
}

} // namespace spanglass
