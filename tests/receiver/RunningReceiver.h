#pragma once

#include "services/receiver/Receiver.h"
#include "tests/receiver/RawHttp.h"
#include "tests/receiver/RecordingSink.h"

namespace spanglass::test {

/// A real receiver on free ports of 127.0.0.1 and ::1. Needs a QCoreApplication.
class RunningReceiver {
public:
    explicit RunningReceiver(const ReceiverSettings& settings = anyPorts(), const HttpLimits& limits = {});
    RunningReceiver(IngestSink& sink, const ReceiverSettings& settings, const HttpLimits& limits = {});
    ~RunningReceiver();

    static ReceiverSettings anyPorts();

    Receiver& receiver() { return *m_receiver; }
    RecordingSink& sink() { return *m_sink; }
    const ReceiverSnapshot& snapshot() const { return m_receiver->snapshot(); }
    bool isListening() const { return snapshot().state == ReceiverState::Listening; }
    quint16 httpPort() const;
    quint16 grpcPort() const;
    /// How often this has been counted, as the panel would show it.
    std::uint64_t count(Refusal refusal) const;
    QString example(Refusal refusal) const;

    /// One POST to /v1/traces on a connection of its own.
    RawReply post(const QByteArray& type, const QByteArray& body, const QByteArray& fields = {},
        const QByteArray& path = "/v1/traces");

private:
    std::unique_ptr<RecordingSink> m_sink;
    std::unique_ptr<Receiver> m_receiver;
};

inline constexpr const char* Protobuf = "application/x-protobuf";
inline constexpr const char* Json = "application/json";

} // namespace spanglass::test
