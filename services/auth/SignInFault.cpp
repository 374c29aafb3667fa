#include "services/auth/SignInFault.h"

#include <QStringList>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxDetail = 300;

/// "host H" / "profile P", for the middle of a sentence.
QString where(const SignInContext& c) { return c.host.isEmpty() ? u"the server"_s : c.host; }

QString profileText(const SignInContext& c) {
    return c.profile.isEmpty() ? u"the profile"_s : u"profile “"_s + c.profile + u"”"_s;
}

QString loginCommand(const SignInContext& c) {
    QStringList words{u"databricks auth login"_s};
    if (!c.host.isEmpty())
        words += u"--host "_s + c.host;
    if (!c.profile.isEmpty())
        words += u"--profile "_s + c.profile;
    return words.join(u' ');
}

/// What the other side said, as the end of a sentence.
QString said(const SignInContext& c) {
    const QString text = c.detail.simplified();
    if (text.isEmpty())
        return {};
    return u": "_s + (text.size() > MaxDetail ? text.left(MaxDetail) + u'…' : text);
}

struct Words {
    ErrorCode code;
    QString message;
    QString remedy;
};

Words cliWords(SignInFault fault, const SignInContext& c) {
    switch (fault) {
    case SignInFault::CliMissing:
        return {ErrorCode::NotFound, u"The Databricks CLI was not found%1"_s.arg(said(c)),
            u"Install it, or set its path in the connection, or sign in by browser instead."_s};
    case SignInFault::CliOld:
        return {ErrorCode::BadInput,
            u"The Databricks CLI that was found is too old to hand out tokens%1"_s.arg(said(c)),
            u"Install version 0.207.1 or newer, or sign in by browser instead."_s};
    case SignInFault::CliNotLoggedIn:
        return {ErrorCode::NeedsSignIn, u"The Databricks CLI is not signed in to %1"_s.arg(where(c)),
            u"Run: %1"_s.arg(loginCommand(c))};
    case SignInFault::CliTimedOut:
        return {ErrorCode::TimedOut, u"The Databricks CLI gave no token in time"_s,
            u"Run `databricks auth token` in a terminal and see what it waits for."_s};
    default:
        return {ErrorCode::NeedsSignIn, u"The Databricks CLI gave no token%1"_s.arg(said(c)),
            u"Run `databricks auth token --profile %1` in a terminal for the whole story."_s.arg(
                c.profile.isEmpty() ? u"NAME"_s : c.profile)};
    }
}

Words browserWords(SignInFault fault, const SignInContext& c) {
    switch (fault) {
    case SignInFault::BrowserNotOpened:
        return {ErrorCode::NotFound, u"No browser could be opened"_s,
            u"Copy the address into a browser on this machine, or sign in by another way."_s};
    case SignInFault::BrowserTimedOut:
        return {ErrorCode::TimedOut, u"The browser did not come back in time"_s,
            u"Sign in again and finish in the browser, or look there for what it is waiting for."_s};
    case SignInFault::StateMismatch:
        return {ErrorCode::NotAllowed, u"The browser came back with an answer to another sign-in"_s,
            u"Close old sign-in pages and sign in again."_s};
    case SignInFault::PortsBusy:
        return {ErrorCode::Busy,
            u"Every port from 8020 to 8040 is taken, so the browser cannot hand over the sign-in"_s,
            u"End the program that listens there, or sign in by another way."_s};
    case SignInFault::UserDenied:
        return {ErrorCode::NotAllowed, u"The sign-in was declined in the browser"_s,
            u"Sign in again and allow access, or choose another credential."_s};
    default:
        return {ErrorCode::NeedsSignIn, u"%1 refused the sign-in%2"_s.arg(where(c), said(c)),
            u"Check the client id, the secret and the scopes of the connection."_s};
    }
}

Words networkWords(SignInFault fault, const SignInContext& c) {
    switch (fault) {
    case SignInFault::WrongHost:
        return {ErrorCode::NotFound, u"%1 answers, but not as a Databricks workspace%2"_s.arg(where(c), said(c)),
            u"Check the host: it is the part of the workspace's address before the first slash."_s};
    case SignInFault::NameNotFound:
        return {ErrorCode::Offline, u"The name of %1 cannot be resolved"_s.arg(where(c)),
            u"Check the spelling of the host, the network, and whether a VPN is needed."_s};
    case SignInFault::Unreachable:
        return {ErrorCode::Offline, u"%1 cannot be reached%2"_s.arg(where(c), said(c)),
            u"Check the network, the VPN and the firewall."_s};
    case SignInFault::Proxy:
        return {ErrorCode::Offline, u"The proxy did not let the call to %1 through%2"_s.arg(where(c), said(c)),
            u"Check the proxy in the settings, and whether it wants a name and password."_s};
    case SignInFault::Tls:
        return {ErrorCode::Offline, u"The certificate of %1 is not trusted%2"_s.arg(where(c), said(c)),
            u"If your company inspects traffic, name its CA file in the settings; check the clock of this machine."_s};
    case SignInFault::ClockSkew:
        return {ErrorCode::NeedsSignIn, u"The clock of this machine differs from that of %1%2"_s.arg(where(c), said(c)),
            u"Set the clock; tokens are refused when it is wrong."_s};
    case SignInFault::TimedOut:
        return {ErrorCode::TimedOut, u"%1 gave no answer in time"_s.arg(where(c)), u"Try again; check the network."_s};
    default:
        return {ErrorCode::BadInput, u"%1 sent an answer that no sign-in has%2"_s.arg(where(c), said(c)),
            u"Check the host, and whether a proxy or a login page stands in between."_s};
    }
}

Words credentialWords(SignInFault fault, const SignInContext& c) {
    switch (fault) {
    case SignInFault::RefreshExpired:
        return {ErrorCode::NeedsSignIn, u"The sign-in to %1 has ended"_s.arg(where(c)),
            c.profile.isEmpty() ? u"Sign in again."_s : u"Run: %1"_s.arg(loginCommand(c))};
    case SignInFault::SignedOut:
        return {ErrorCode::NeedsSignIn, u"Not signed in to %1"_s.arg(where(c)),
            u"Sign in, or enter the token or secret of the connection."_s};
    case SignInFault::NoSuchProfile:
        return {ErrorCode::NotFound, u"There is no %1 in the Databricks configuration%2"_s.arg(profileText(c), said(c)),
            u"Choose one of the profiles that are there, or add it to ~/.databrickscfg."_s};
    case SignInFault::NoProfileChosen:
        return {ErrorCode::BadInput, u"No profile is chosen"_s, u"Choose a profile for the connection."_s};
    case SignInFault::AmbiguousCredentials:
        return {ErrorCode::Conflict, u"More than one credential fits %1%2"_s.arg(profileText(c), said(c)),
            u"Choose which one is meant, or set auth_type in the profile."_s};
    case SignInFault::UnsupportedCredentials:
        return {ErrorCode::BadInput,
            u"Spanglass cannot sign in the way that %1 asks for%2"_s.arg(profileText(c), said(c)),
            u"Sign in by browser, with a service principal, with a token, or by the Databricks CLI."_s};
    case SignInFault::InsecureHost:
        return {ErrorCode::NotAllowed, u"%1 is not https, so no secret is sent there"_s.arg(where(c)),
            u"Use the https address; http is for this machine only."_s};
    case SignInFault::Unauthorized:
        return {ErrorCode::NeedsSignIn, u"%1 does not accept the credentials (401)%2"_s.arg(where(c), said(c)),
            u"Sign in again; a token may have ended, been revoked, or belong to another workspace."_s};
    case SignInFault::Forbidden:
        return {ErrorCode::NotAllowed, u"%1 knows who you are, but does not allow it (403)%2"_s.arg(where(c), said(c)),
            u"Ask an administrator of the workspace for access, and whether an IP access list applies."_s};
    default:
        return {ErrorCode::Cancelled, u"Cancelled"_s, {}};
    }
}

} // namespace

QLatin1StringView signInFaultName(SignInFault fault) {
    switch (fault) {
    case SignInFault::CliMissing:
        return "cli-missing"_L1;
    case SignInFault::CliOld:
        return "cli-old"_L1;
    case SignInFault::CliNotLoggedIn:
        return "cli-not-logged-in"_L1;
    case SignInFault::CliTimedOut:
        return "cli-timed-out"_L1;
    case SignInFault::CliFailed:
        return "cli-failed"_L1;
    case SignInFault::RefreshExpired:
        return "refresh-expired"_L1;
    case SignInFault::SignedOut:
        return "signed-out"_L1;
    case SignInFault::WrongHost:
        return "wrong-host"_L1;
    case SignInFault::NameNotFound:
        return "name-not-found"_L1;
    case SignInFault::Unreachable:
        return "unreachable"_L1;
    case SignInFault::NoSuchProfile:
        return "no-such-profile"_L1;
    case SignInFault::NoProfileChosen:
        return "no-profile-chosen"_L1;
    case SignInFault::AmbiguousCredentials:
        return "ambiguous-credentials"_L1;
    case SignInFault::UnsupportedCredentials:
        return "unsupported-credentials"_L1;
    case SignInFault::InsecureHost:
        return "insecure-host"_L1;
    case SignInFault::Proxy:
        return "proxy"_L1;
    case SignInFault::Tls:
        return "tls"_L1;
    case SignInFault::ClockSkew:
        return "clock-skew"_L1;
    case SignInFault::Unauthorized:
        return "unauthorized"_L1;
    case SignInFault::Forbidden:
        return "forbidden"_L1;
    case SignInFault::BrowserNotOpened:
        return "browser-not-opened"_L1;
    case SignInFault::BrowserTimedOut:
        return "browser-timed-out"_L1;
    case SignInFault::StateMismatch:
        return "state-mismatch"_L1;
    case SignInFault::PortsBusy:
        return "ports-busy"_L1;
    case SignInFault::UserDenied:
        return "user-denied"_L1;
    case SignInFault::OAuthRefused:
        return "oauth-refused"_L1;
    case SignInFault::BadAnswer:
        return "bad-answer"_L1;
    case SignInFault::TimedOut:
        return "timed-out"_L1;
    case SignInFault::Cancelled:
        return "cancelled"_L1;
    }
    return "bad-answer"_L1;
}

SignInError signInError(SignInFault fault, const SignInContext& context) {
    const auto words = [&]() -> Words {
        switch (fault) {
        case SignInFault::CliMissing:
        case SignInFault::CliOld:
        case SignInFault::CliNotLoggedIn:
        case SignInFault::CliTimedOut:
        case SignInFault::CliFailed:
            return cliWords(fault, context);
        case SignInFault::BrowserNotOpened:
        case SignInFault::BrowserTimedOut:
        case SignInFault::StateMismatch:
        case SignInFault::PortsBusy:
        case SignInFault::UserDenied:
        case SignInFault::OAuthRefused:
            return browserWords(fault, context);
        case SignInFault::WrongHost:
        case SignInFault::NameNotFound:
        case SignInFault::Unreachable:
        case SignInFault::Proxy:
        case SignInFault::Tls:
        case SignInFault::ClockSkew:
        case SignInFault::TimedOut:
        case SignInFault::BadAnswer:
            return networkWords(fault, context);
        default:
            return credentialWords(fault, context);
        }
    }();
    return {{words.code, words.message, words.remedy}, fault};
}

} // namespace spanglass
