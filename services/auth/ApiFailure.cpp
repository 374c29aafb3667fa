#include "services/auth/ApiFailure.h"

#include "services/auth/AuthHttp.h"
#include "services/auth/Redaction.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

struct CodeMeaning {
    const char* code;
    ErrorCode meaning;
};

/// databricks-api.md section 11. Codes that are not listed follow the status.
constexpr std::array CodeMeanings{
    CodeMeaning{"BAD_REQUEST", ErrorCode::BadInput},
    CodeMeaning{"INVALID_PARAMETER_VALUE", ErrorCode::BadInput},
    CodeMeaning{"INVALID_ARGUMENT", ErrorCode::BadInput},
    CodeMeaning{"MALFORMED_REQUEST", ErrorCode::BadInput},
    CodeMeaning{"INVALID_STATE", ErrorCode::Conflict},
    CodeMeaning{"RESOURCE_ALREADY_EXISTS", ErrorCode::Conflict},
    CodeMeaning{"ALREADY_EXISTS", ErrorCode::Conflict},
    CodeMeaning{"ABORTED", ErrorCode::Conflict},
    CodeMeaning{"RESOURCE_CONFLICT", ErrorCode::Conflict},
    CodeMeaning{"FEATURE_DISABLED", ErrorCode::NotAllowed},
    CodeMeaning{"UNAUTHENTICATED", ErrorCode::NeedsSignIn},
    CodeMeaning{"PERMISSION_DENIED", ErrorCode::NotAllowed},
    CodeMeaning{"NOT_FOUND", ErrorCode::NotFound},
    CodeMeaning{"RESOURCE_DOES_NOT_EXIST", ErrorCode::NotFound},
    CodeMeaning{"ENDPOINT_NOT_FOUND", ErrorCode::NotFound},
    CodeMeaning{"RESOURCE_EXHAUSTED", ErrorCode::RateLimited},
    CodeMeaning{"REQUEST_LIMIT_EXCEEDED", ErrorCode::RateLimited},
    CodeMeaning{"CANCELLED", ErrorCode::Cancelled},
    CodeMeaning{"NOT_IMPLEMENTED", ErrorCode::NotFound},
    CodeMeaning{"TEMPORARILY_UNAVAILABLE", ErrorCode::Busy},
    CodeMeaning{"WORKSPACE_TEMPORARILY_UNAVAILABLE", ErrorCode::Busy},
    CodeMeaning{"DEADLINE_EXCEEDED", ErrorCode::TimedOut},
};

ErrorCode meaningOfStatus(int status) {
    switch (status) {
    case 401:
        return ErrorCode::NeedsSignIn;
    case 403:
    case 407:
        return ErrorCode::NotAllowed;
    case 404:
    case 405:
    case 410:
    case 501:
        return ErrorCode::NotFound;
    case 408:
    case 504:
        return ErrorCode::TimedOut;
    case 409:
        return ErrorCode::Conflict;
    case 413:
        return ErrorCode::LimitHit;
    case 429:
        return ErrorCode::RateLimited;
    case 499:
        return ErrorCode::Cancelled;
    default:
        return status >= 500 ? ErrorCode::Busy : ErrorCode::BadInput;
    }
}

ErrorCode meaning(const ApiErrorBody& body, int status) {
    for (const CodeMeaning& known : CodeMeanings)
        if (body.code == QLatin1StringView(known.code))
            return known.meaning;
    return meaningOfStatus(status);
}

/// Assumed wording; the reference knows only that IP access lists answer 403 as text.
bool isAddressBlocked(const QString& message) {
    return message.contains("IP ACL"_L1) || message.contains("IP access list"_L1, Qt::CaseInsensitive)
        || (message.contains("IP address"_L1, Qt::CaseInsensitive)
            && message.contains("block"_L1, Qt::CaseInsensitive));
}

QString waitText(const ApiFault& fault) {
    return fault.retryAfter ? u"Wait %1 s, then try again."_s.arg(fault.retryAfter->count())
                            : u"Wait a little, then try again."_s;
}

QString remedyFor(ErrorCode code, const ApiFault& fault, const ApiPlace& place) {
    switch (code) {
    case ErrorCode::NotAllowed:
        if (fault.errorCode == "FEATURE_DISABLED"_L1)
            return u"An administrator of the workspace has to turn this feature on."_s;
        if (isAddressBlocked(fault.serverMessage))
            return u"The workspace admits certain addresses only: use the company's network or VPN, or have this "
                   u"address "
                   u"added to its IP access list."_s;
        return u"Ask the owner or an administrator for the privilege."_s;
    case ErrorCode::NotFound:
        if (fault.errorCode == "ENDPOINT_NOT_FOUND"_L1 || fault.httpStatus == 501 || fault.errorCode.isEmpty())
            return u"%1 does not offer %2; check the host, or do without this function."_s.arg(
                place.connection.host, place.path);
        return u"Check the name or id, and that you may see it."_s;
    case ErrorCode::RateLimited:
    case ErrorCode::Busy:
        return waitText(fault);
    case ErrorCode::TimedOut:
        return u"Look whether it was done all the same before repeating it."_s;
    case ErrorCode::LimitHit:
        return u"Ask for less at a time."_s;
    case ErrorCode::Conflict:
        return u"Look at what is there now, then decide again."_s;
    default:
        return {};
    }
}

SignInContext contextOf(const ApiPlace& place, const QString& detail) {
    return {.host = place.connection.host, .profile = {}, .detail = detail};
}

/// An Error out of a sign-in failure, with what the answer said about itself.
ApiError asSignIn(const SignInError& error, ApiFault fault) {
    fault.signIn = error.fault;
    return {error, fault};
}

QString headline(const ApiFault& fault, const ApiPlace& place) {
    const std::string_view reason = httpReason(fault.httpStatus);
    QString out = u"%1 answered %2 %3"_s.arg(place.connection.host, QString::number(fault.httpStatus),
        QString::fromLatin1(reason.data(), static_cast<qsizetype>(reason.size())));
    if (!fault.errorCode.isEmpty())
        out += u" (%1)"_s.arg(fault.errorCode);
    return fault.serverMessage.isEmpty() ? out : out + u": "_s + fault.serverMessage;
}

ApiFault faultOf(const HttpAnswer& answer, const ApiErrorBody& body, const ApiPlace& place) {
    ApiFault out{.httpStatus = answer.status};
    out.errorCode = redacted(body.code, place.secrets, 80);
    out.serverMessage = redacted(body.message, place.secrets);
    out.requestId = redacted(
        answer.requestId.isEmpty() ? body.requestId : QString::fromUtf8(answer.requestId), place.secrets, 100);
    out.retryAfter = body.retryAfter;
    return out;
}

} // namespace

QString ApiFault::details() const {
    QStringList lines;
    if (httpStatus != 0)
        lines += u"HTTP status: %1"_s.arg(httpStatus);
    if (!errorCode.isEmpty())
        lines += u"Error code: "_s + errorCode;
    if (!serverMessage.isEmpty())
        lines += u"Server's message: "_s + serverMessage;
    if (!requestId.isEmpty())
        lines += u"Request id: "_s + requestId;
    if (signIn)
        lines += u"Sign-in fault: "_s + signInFaultName(*signIn);
    return lines.join(u'\n');
}

bool refusesToken(const HttpAnswer& answer) {
    return answer.status == 401 || (answer.status == 403 && answer.body.contains("Invalid access token"));
}

bool mayPass(const HttpAnswer& answer) {
    if (answer.status == 500 || answer.status == 502 || answer.status == 504)
        return true;
    constexpr std::array Passing{"Please try again later", "RPC token bucket limit has been exceeded",
        "does not have any associated worker environments", "ClusterNotReadyException"};
    return answer.status >= 400 && answer.body.size() < 64 * 1024
        && std::ranges::any_of(Passing, [&](const char* text) { return answer.body.contains(text); });
}

std::optional<ApiError> pageInstead(const HttpAnswer& answer, const ApiPlace& place) {
    if (!isHtmlPage(answer))
        return std::nullopt;
    ApiErrorBody body;
    body.isHtml = true;
    body.message = pageText(answer.body);
    ApiFault fault = faultOf(answer, body, place);
    const QString where = answer.url.path() + u'?' + answer.url.query();
    if (where.contains("private-link-validation-error"_L1) || answer.body.contains("private-link-validation-error"))
        return ApiError{
            {ErrorCode::NotAllowed, u"%1 can be reached over Private Link only"_s.arg(place.connection.host),
                u"Connect through the network or VPN that has the private link."_s},
            fault};
    if (where.contains("login"_L1, Qt::CaseInsensitive) || answer.body.left(4096).toLower().contains("login"))
        return asSignIn(signInError(SignInFault::Unauthorized, contextOf(place, u"it sent its login page"_s)), fault);
    if (answer.url.host() == QUrl(place.connection.host).host() && answer.status < 400)
        return asSignIn(signInError(SignInFault::WrongHost, contextOf(place, u"it sent a web page"_s)), fault);
    return asSignIn(
        signInError(SignInFault::Proxy,
            contextOf(place, fault.serverMessage.isEmpty() ? u"it sent a page of its own"_s : fault.serverMessage)),
        fault);
}

ApiError apiFailure(const HttpAnswer& answer, const ApiPlace& place) {
    const ApiErrorBody body = ApiErrorBody::read(answer);
    const ApiFault fault = faultOf(answer, body, place);
    if (refusesToken(answer)) {
        if (const auto skew = clockFault(answer.fields, place.now, place.connection.host))
            return asSignIn(*skew, fault);
        return asSignIn(signInError(SignInFault::Unauthorized, contextOf(place, fault.serverMessage)), fault);
    }
    if (answer.status == 407)
        return asSignIn(signInError(SignInFault::Proxy, contextOf(place, fault.serverMessage)), fault);
    if (const bool upstream = answer.status == 502 || answer.status == 503 || answer.status == 504; !upstream)
        if (auto page = pageInstead(answer, place))
            return *page;
    const ErrorCode code = meaning(body, answer.status);
    const QString remedy = answer.status >= 300 && answer.status < 400
        ? u"It wants to send the call elsewhere; check the host."_s
        : remedyFor(code, fault, place);
    return {{code, headline(fault, place), remedy}, fault};
}

ApiError linkFailure(const HttpAnswer& answer, const ApiPlace& place) {
    ApiFault fault{.httpStatus = answer.status};
    // Stores answer in XML: <Error><Code>ExpiredToken</Code>...
    static const QRegularExpression code(u"<Code>([A-Za-z]{1,60})</Code>"_s);
    fault.errorCode = code.match(QString::fromUtf8(answer.body.left(4096))).captured(1);
    const bool ended = answer.status == 401 || answer.status == 403;
    return {{meaningOfStatus(ended ? 403 : answer.status), headline(fault, place),
                ended ? u"The link has ended or was refused; run the statement again."_s : u"Try again."_s},
        fault};
}

ApiError apiFailure(const HttpFailure& failure) {
    const SignInError error = signInError(failure);
    return {error, {.signIn = error.fault}};
}

ApiError apiFailure(const SignInError& error) { return {error, {.signIn = error.fault}}; }

} // namespace spanglass
