#include "tests/receiver/RunningReceiver.h"

#include <QTest>

namespace spanglass::test {

namespace {

quint16 portOf(const QStringList& addresses) {
    return addresses.isEmpty() ? quint16(0) : addresses.first().section(u':', -1).toUShort();
}

} // namespace

RunningReceiver::RunningReceiver(const ReceiverSettings& settings, const HttpLimits& limits)
    : m_sink(std::make_unique<RecordingSink>())
    , m_receiver(std::make_unique<Receiver>(*m_sink, limits)) {
    m_receiver->start(settings);
    [this] { QTRY_VERIFY(snapshot().state != ReceiverState::Starting); }();
}

RunningReceiver::RunningReceiver(IngestSink& sink, const ReceiverSettings& settings, const HttpLimits& limits)
    : m_receiver(std::make_unique<Receiver>(sink, limits)) {
    m_receiver->start(settings);
    [this] { QTRY_VERIFY(snapshot().state != ReceiverState::Starting); }();
}

RunningReceiver::~RunningReceiver() {
    if (m_sink)
        m_sink->setHeld(false);
    m_receiver.reset();
}

ReceiverSettings RunningReceiver::anyPorts() {
    ReceiverSettings settings;
    settings.httpPort = 0;
    settings.grpcPort = 0;
    return settings;
}

quint16 RunningReceiver::httpPort() const { return portOf(snapshot().httpAddresses); }
quint16 RunningReceiver::grpcPort() const { return portOf(snapshot().grpcAddresses); }

std::uint64_t RunningReceiver::count(Refusal refusal) const {
    return snapshot().refusals[static_cast<std::size_t>(refusal)].count;
}

QString RunningReceiver::example(Refusal refusal) const {
    return snapshot().refusals[static_cast<std::size_t>(refusal)].example;
}

RawReply RunningReceiver::post(
    const QByteArray& type, const QByteArray& body, const QByteArray& fields, const QByteArray& path) {
    return RawHttp(httpPort()).post(path, type, body, fields);
}

} // namespace spanglass::test
