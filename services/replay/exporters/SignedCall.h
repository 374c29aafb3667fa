#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/TokenProvider.h"
#include "services/replay/exporters/TargetAccess.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>

namespace spanglass {

class SignedCall;

/// What the calls of one exporter share. Any thread.
class CallGroup {
public:
    CallGroup(AuthPorts authPorts, TargetRoute targetRoute, TargetAccess targetAccess)
        : ports(std::move(authPorts))
        , route(std::move(targetRoute))
        , access(std::move(targetAccess)) { }

    const AuthPorts ports;
    const TargetRoute route;
    const TargetAccess access;

    bool isAbandoned() const { return m_abandoned; }
    void abandon();
    /// Until every call has given its answer and is gone, with all that it held: gRPC's threads must not be those that
    /// end its channel.
    void waitForAll();
    /// The server's words may repeat what it was sent.
    QList<Secret> secretsWith(const Token& token) const;

private:
    friend class SignedCall;
    void add(SignedCall* call);
    void remove(SignedCall* call);

    std::atomic<bool> m_abandoned = false;
    std::mutex m_mutex;
    std::condition_variable m_emptied;
    std::set<SignedCall*> m_calls;
};

/// One parcel on its way: into the form that the target takes, signed, sent, and once more with another token when the
/// first one was refused. Kept alive by what it waits for; gives exactly one answer, NotSent when it is dropped before.
class SignedCall : public std::enable_shared_from_this<SignedCall> {
public:
    SignedCall(
        std::shared_ptr<CallGroup> group, Parcel parcel, PayloadFormat form, bool compresses, Exporter::Done done);
    virtual ~SignedCall();
    SignedCall(const SignedCall&) = delete;
    SignedCall& operator=(const SignedCall&) = delete;

    void start();
    /// The group is abandoned. Any thread.
    void giveUp();

protected:
    const CallGroup& group() const { return *m_group; }
    const Parcel& parcel() const { return m_parcel; } ///< in the form to be sent once transmit() is called
    PayloadFormat form() const { return m_form; }
    const Token& token() const { return m_token; }

    /// Sends the parcel, signed with token(); answered() or land() must follow.
    virtual void transmit() = 0;
    virtual void cancelTransmission() { }

    /// Asks for another token, once, and sends again; otherwise `refusal` is the answer.
    void tokenRefused(ExportAnswer refusal);
    void land(ExportAnswer answer);

private:
    void prepare();
    void sign();
    void awaitToken(const QFuture<TokenResult>& future);
    void haveToken(const std::optional<TokenResult>& token);

    const std::shared_ptr<CallGroup> m_group;
    Parcel m_parcel;
    const PayloadFormat m_form;
    const bool m_compresses; ///< here, rather than by what sends
    Exporter::Done m_done; ///< empty once it was called
    Token m_token;
    std::optional<ExportAnswer> m_refusal; ///< of the first token
    std::mutex m_mutex; ///< guards the future
    QFuture<TokenResult> m_tokenFuture;
};

} // namespace spanglass
