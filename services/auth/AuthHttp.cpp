#include "services/auth/AuthHttp.h"

#include <QLocale>

#include <cstdlib>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxSkewSeconds = 300;

SignInFault faultOf(TransportFault fault) {
    switch (fault) {
    case TransportFault::Cancelled:
        return SignInFault::Cancelled;
    case TransportFault::BadRequest:
    case TransportFault::NotHttp:
        return SignInFault::WrongHost;
    case TransportFault::PlainTextRefused:
        return SignInFault::InsecureHost;
    case TransportFault::NameNotFound:
        return SignInFault::NameNotFound;
    case TransportFault::ConnectTimeout:
    case TransportFault::AnswerTimeout:
    case TransportFault::Stalled:
        return SignInFault::TimedOut;
    case TransportFault::TlsUntrusted:
    case TransportFault::TlsIntercepted:
    case TransportFault::TlsExpired:
    case TransportFault::TlsWrongHost:
    case TransportFault::TlsFailed:
    case TransportFault::CaFileUnreadable:
        return SignInFault::Tls;
    case TransportFault::TlsNotYetValid:
        return SignInFault::ClockSkew;
    case TransportFault::ProxyNotFound:
    case TransportFault::ProxyUnreachable:
    case TransportFault::ProxyRefused:
    case TransportFault::ProxyNeedsSignIn:
        return SignInFault::Proxy;
    case TransportFault::Refused:
    case TransportFault::Unreachable:
    case TransportFault::CutOff:
    case TransportFault::Unknown:
        return SignInFault::Unreachable;
    case TransportFault::HeadTooLarge:
    case TransportFault::BodyTooLarge:
    case TransportFault::BodyUndecodable:
    case TransportFault::RedirectRefused:
    case TransportFault::Http2Stream:
        return SignInFault::BadAnswer;
    }
    return SignInFault::Unreachable;
}

} // namespace

SignInError signInError(const HttpFailure& failure) {
    return {static_cast<const Error&>(failure), faultOf(failure.fault)};
}

std::optional<qint64> clockLead(const HttpFields& fields, const QDateTime& now) {
    const std::string_view date = fieldValue(fields, "date"); // RFC 9110, 5.6.7: the one form that is sent today
    QDateTime there = QLocale::c().toDateTime(
        QString::fromLatin1(date.data(), static_cast<qsizetype>(date.size())), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!there.isValid())
        return std::nullopt;
    there.setTimeSpec(Qt::UTC);
    return there.secsTo(now);
}

std::optional<SignInError> clockFault(const HttpFields& fields, const QDateTime& now, const QString& host) {
    const auto lead = clockLead(fields, now);
    if (!lead || std::abs(*lead) <= MaxSkewSeconds)
        return std::nullopt;
    return signInError(SignInFault::ClockSkew,
        {.host = host,
            .detail = u"it is %1 minutes %2"_s.arg(
                QLocale::c().toString(std::abs(*lead) / 60), *lead > 0 ? u"ahead"_s : u"behind"_s)});
}

} // namespace spanglass
