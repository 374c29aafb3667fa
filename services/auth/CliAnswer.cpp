#include "services/auth/CliAnswer.h"

#include "services/auth/AuthJson.h"
#include "services/auth/Redaction.h"
#include "services/auth/TokenClaims.h"

#include <QRegularExpression>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

struct Saying {
    const char* text; ///< in standard error, any case
    SignInFault fault;
};

/// In this order: the first that occurs decides.
constexpr std::array Sayings{
    Saying{"refresh token is invalid", SignInFault::RefreshExpired},
    Saying{"databricks oauth is not configured for this host", SignInFault::CliNotLoggedIn},
    Saying{"no cached credentials", SignInFault::CliNotLoggedIn},
    // The token store has moved since the last login.
    Saying{"databricks_auth_storage", SignInFault::CliNotLoggedIn},
    Saying{"oauth is not supported for this host", SignInFault::WrongHost},
    Saying{"no profile specified", SignInFault::NoProfileChosen},
    Saying{"no profiles configured", SignInFault::NoProfileChosen},
    Saying{"only supports u2m", SignInFault::UnsupportedCredentials},
    Saying{"profile configured", SignInFault::NoSuchProfile}, // "has no X profile configured"
    // Assumed: what the Python CLI and versions before `auth token` answer.
    Saying{"no such command", SignInFault::CliOld},
    Saying{"unknown command", SignInFault::CliOld},
    Saying{"unknown flag: --host", SignInFault::CliOld},
};

/// Assumed wording: the reference knows only that it says so.
bool namesSeveralProfiles(const QByteArray& errors) {
    static const QRegularExpression several(
        u"(multiple|several|more than one) profiles?|profiles? .*match"_s, QRegularExpression::CaseInsensitiveOption);
    return several.match(QString::fromUtf8(errors)).hasMatch();
}

/// The last line that begins with "Error:", without that word; else the last line.
QString errorLine(const QByteArray& errors) {
    QString out;
    for (const QByteArray& line : errors.split('\n')) {
        const QByteArray text = line.trimmed();
        if (text.startsWith("Error: "))
            out = QString::fromUtf8(text.mid(7));
        else if (!text.isEmpty() && out.isEmpty())
            out = QString::fromUtf8(text);
    }
    return out;
}

} // namespace

std::optional<QDateTime> readCliTime(const QString& text) {
    // Qt reads milliseconds; newer versions print nanoseconds.
    static const QRegularExpression fraction(u"(\\.\\d{3})\\d+"_s);
    QString trimmed = text.trimmed();
    trimmed.replace(fraction, u"\\1"_s);
    const QDateTime time = QDateTime::fromString(trimmed, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toUTC()) : std::nullopt;
}

std::optional<Token> readCliToken(const QByteArray& output, const QDateTime& now) {
    const auto json = readObject(output);
    const QByteArray value = json ? bytesUnder(*json, "access_token") : QByteArray();
    if (value.isEmpty())
        return std::nullopt;
    Token out{Secret(value), factsInToken(value, CredentialKind::DatabricksCli)};
    if (const auto expiry = readCliTime(textUnder(*json, "expiry")))
        out.facts.expires = *expiry;
    else if (const auto lasts = json->find("expires_in"); lasts != json->end() && lasts->is_number())
        out.facts.expires = now.addSecs(std::clamp<qint64>(static_cast<qint64>(lasts->get<double>()), 0, 1 << 30));
    return out;
}

bool lacksOption(const CliOutcome& outcome, const QByteArray& option) {
    return outcome.errors.toLower().contains(QByteArray("unknown flag: " + option));
}

SignInError cliFailure(const CliOutcome& outcome, const SignInContext& context) {
    SignInContext told = context;
    switch (outcome.end) {
    case CliOutcome::End::NotStarted:
        told.detail = QString::fromUtf8(outcome.errors);
        return signInError(SignInFault::CliMissing, told);
    case CliOutcome::End::TimedOut:
        return signInError(SignInFault::CliTimedOut, told);
    case CliOutcome::End::Exited:
    case CliOutcome::End::Crashed:
        break;
    }
    const QByteArray lower = outcome.errors.toLower();
    told.detail = redacted(errorLine(outcome.errors));
    for (const Saying& saying : Sayings) {
        if (lower.contains(saying.text)) {
            if (saying.fault == SignInFault::CliOld)
                told.detail.clear();
            return signInError(saying.fault, told);
        }
    }
    if (namesSeveralProfiles(outcome.errors))
        return signInError(SignInFault::AmbiguousCredentials, told);
    if (told.detail.isEmpty() && outcome.exitStatus == 0)
        told.detail = u"its answer is not the JSON that was expected"_s;
    return signInError(SignInFault::CliFailed, told);
}

} // namespace spanglass
