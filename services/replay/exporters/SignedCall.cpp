#include "services/replay/exporters/SignedCall.h"

#include "services/auth/AuthThread.h"
#include "services/auth/WhenDone.h"
#include "services/replay/exporters/BodyForm.h"
#include "services/replay/exporters/HttpAnswers.h"

#include <QThreadPool>

#include <utility>

namespace spanglass {

void CallGroup::add(SignedCall* call) {
    const std::scoped_lock lock(m_mutex);
    m_calls.insert(call);
}

void CallGroup::remove(SignedCall* call) {
    const std::scoped_lock lock(m_mutex);
    m_calls.erase(call);
    if (m_calls.empty())
        m_emptied.notify_all();
}

void CallGroup::waitForAll() {
    std::unique_lock lock(m_mutex);
    m_emptied.wait(lock, [this] { return m_calls.empty(); });
}

void CallGroup::abandon() {
    m_abandoned = true;
    std::vector<std::shared_ptr<SignedCall>> calls;
    {
        const std::scoped_lock lock(m_mutex);
        for (SignedCall* call : m_calls)
            if (auto held = call->weak_from_this().lock())
                calls.push_back(std::move(held));
    }
    for (const auto& call : calls)
        call->giveUp();
}

QList<Secret> CallGroup::secretsWith(const Token& token) const {
    QList<Secret> out{token.value};
    for (const TargetHeader& header : access.headers)
        out.append(header.value);
    return out;
}

SignedCall::SignedCall(
    std::shared_ptr<CallGroup> group, Parcel parcel, PayloadFormat form, bool compresses, Exporter::Done done)
    : m_group(std::move(group))
    , m_parcel(std::move(parcel))
    , m_form(form)
    , m_compresses(compresses)
    , m_done(std::move(done)) {
    m_group->add(this);
}

SignedCall::~SignedCall() {
    if (m_done)
        land(notSentAnswer());
    m_group->remove(this);
}

void SignedCall::land(ExportAnswer answer) { std::exchange(m_done, nullptr)(std::move(answer)); }

void SignedCall::start() {
    if (m_form == m_parcel.format && !m_compresses)
        sign();
    else
        QThreadPool::globalInstance()->start([self = shared_from_this()] { self->prepare(); });
}

void SignedCall::prepare() {
    auto body = bodyIn(m_form, m_parcel);
    if (!body)
        return land({.outcome = ExportOutcome::Refused, .words = body.error().message, .problem = body.error()});
    m_parcel.body = m_compresses ? gzipped(*body) : *std::move(body);
    sign();
}

void SignedCall::sign() {
    if (m_group->isAbandoned())
        return land(notSentAnswer());
    if (!m_group->access.tokens)
        return transmit();
    m_group->ports.thread.run([self = shared_from_this()] { self->awaitToken(self->m_group->access.tokens->token()); });
}

void SignedCall::giveUp() {
    {
        const std::scoped_lock lock(m_mutex);
        m_tokenFuture.cancel();
    }
    cancelTransmission();
}

/// On the sign-in thread, as haveToken().
void SignedCall::awaitToken(const QFuture<TokenResult>& future) {
    {
        const std::scoped_lock lock(m_mutex);
        m_tokenFuture = future;
        if (m_group->isAbandoned())
            m_tokenFuture.cancel();
    }
    whenDone(m_group->ports.thread.context(), future,
        [self = shared_from_this()](const std::optional<TokenResult>& token) { self->haveToken(token); });
}

void SignedCall::haveToken(const std::optional<TokenResult>& token) {
    if (!token)
        return land(notSentAnswer());
    if (!*token) { // one that nobody can renew keeps the server's own words
        const bool plain = m_refusal && token->error().fault == SignInFault::Unauthorized;
        return land(plain ? *m_refusal : readFailure(token->error()));
    }
    if (m_refusal && m_token.value.matches((*token)->value.reveal()))
        return land(*m_refusal);
    m_token = **token;
    transmit();
}

void SignedCall::tokenRefused(ExportAnswer refusal) {
    if (m_refusal || m_token.value.isEmpty())
        return land(std::move(refusal));
    m_refusal = std::move(refusal);
    m_group->ports.thread.run(
        [self = shared_from_this()] { self->awaitToken(self->m_group->access.tokens->renewed(self->m_token)); });
}

} // namespace spanglass
