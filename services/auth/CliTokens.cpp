#include "services/auth/CliTokens.h"

#include "services/auth/AuthThread.h"
#include "services/auth/CliAnswer.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 SoonSeconds = 300;

} // namespace

CliTokens::CliTokens(ConnectionSettings settings, AuthPorts ports, std::chrono::milliseconds timeLimit)
    : m_settings(std::move(settings))
    , m_ports(std::move(ports))
    , m_timeLimit(timeLimit) { }

QFuture<TokenResult> CliTokens::fetch(bool renew) {
    const Promised<TokenResult> promise;
    run(promise, renew, std::nullopt);
    return promise.future();
}

QStringList CliTokens::arguments(bool renew) const {
    QStringList out{u"auth"_s, u"token"_s, u"--output"_s, u"json"_s};
    if (!m_settings.profile.isEmpty() && m_knowsProfile)
        out += {u"--profile"_s, m_settings.profile};
    else
        out += {u"--host"_s, m_settings.host};
    if (renew && m_knowsRefresh)
        out += u"--force-refresh"_s;
    return out;
}

void CliTokens::run(const Promised<TokenResult>& promise, bool renew, std::optional<Token> instead) {
    const QString program = findDatabricksCli(m_settings.cliPath);
    if (program.isEmpty())
        return promise.give(std::unexpected(signInError(SignInFault::CliMissing, {.detail = m_settings.cliPath})));
    const auto outcome = runCli(m_ports.thread, program, arguments(renew), m_timeLimit);
    whenCancelled(m_ports.thread.context(), promise.future(),
        [outcome = QFuture<CliOutcome>(outcome)]() mutable { outcome.cancel(); });
    whenDone(m_ports.thread.context(), outcome,
        [self = shared_from_this(), promise, renew, instead = std::move(instead)](
            const std::optional<CliOutcome>& ended) {
            if (ended)
                self->ran(promise, renew, instead, *ended);
            else
                promise.withdraw();
        });
}

void CliTokens::ran(
    const Promised<TokenResult>& promise, bool renew, const std::optional<Token>& instead, const CliOutcome& outcome) {
    if (m_knowsRefresh && renew && lacksOption(outcome, "--force-refresh")) {
        m_knowsRefresh = false;
        return run(promise, renew, instead);
    }
    if (m_knowsProfile && !m_settings.profile.isEmpty() && !m_settings.host.isEmpty()
        && lacksOption(outcome, "--profile")) {
        m_knowsProfile = false;
        return run(promise, renew, instead);
    }
    const bool exited = outcome.end == CliOutcome::End::Exited && outcome.exitStatus == 0;
    const auto token = exited ? readCliToken(outcome.output, m_ports.now()) : std::nullopt;
    if (!token) {
        if (instead)
            return promise.give(*instead);
        return promise.give(
            std::unexpected(cliFailure(outcome, {.host = m_settings.host, .profile = m_settings.profile})));
    }
    // The CLI hands out what it has cached until that has ended.
    const bool endsSoon = token->facts.expires && m_ports.now().secsTo(*token->facts.expires) < SoonSeconds;
    if (endsSoon && !renew && m_knowsRefresh)
        return run(promise, true, *token);
    promise.give(*token);
}

} // namespace spanglass
