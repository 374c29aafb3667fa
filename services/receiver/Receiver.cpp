#include "services/receiver/Receiver.h"

#include "services/receiver/ReceiverEngine.h"

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a command came to, carried back to the GUI thread.
struct Receiver::Outcome {
    ReceiverState state = ReceiverState::Stopped;
    QString problem;
    quint16 busyPort = 0;
    quint16 suggestedPort = 0;
    QStringList http;
    QStringList grpc;
};

Receiver::Receiver(IngestSink& sink, const HttpLimits& limits, QObject* parent)
    : ReceiverControl(parent)
    , m_sink(sink)
    , m_engine(std::make_unique<ReceiverEngine>(sink, m_stats, limits)) {
    m_thread.setObjectName(u"receiver"_s);
    m_commander.moveToThread(&m_thread);
    m_thread.start();
    connect(&m_refresh, &QTimer::timeout, this, &Receiver::refresh);
    m_refresh.start(100ms);
}

Receiver::~Receiver() {
    QMetaObject::invokeMethod(&m_commander, [this] { m_engine->stop(); });
    m_thread.quit(); // after what is queued
    m_thread.wait();
}

void Receiver::start(const ReceiverSettings& settings) {
    m_settings = settings;
    m_snapshot.problem.clear();
    m_snapshot.busyPort = m_snapshot.suggestedPort = 0;
    enter(ReceiverState::Starting);
    QMetaObject::invokeMethod(&m_commander, [this, settings, command = ++m_command] {
        const auto started = m_engine->start(settings);
        const ListenProblem problem = started ? ListenProblem{} : started.error();
        const auto places = started.value_or(ReceiverEngine::Listening{});
        const Outcome outcome{started ? ReceiverState::Listening : ReceiverState::Failed,
            started ? QString() : problem.error.oneLine(), problem.busyPort, problem.suggestedPort, places.http,
            places.grpc};
        QMetaObject::invokeMethod(this, [this, command, outcome] { apply(command, outcome); });
    });
}

void Receiver::stop() {
    QMetaObject::invokeMethod(&m_commander, [this, command = ++m_command] {
        m_engine->stop();
        QMetaObject::invokeMethod(this, [this, command] { apply(command, {}); });
    });
}

void Receiver::setPaused(bool paused) {
    const ReceiverState state = m_snapshot.state;
    if (state != ReceiverState::Listening && state != ReceiverState::Paused)
        return;
    m_engine->setPaused(paused);
    enter(paused ? ReceiverState::Paused : ReceiverState::Listening);
}

void Receiver::apply(quint64 command, const Outcome& outcome) {
    if (command != m_command)
        return;
    m_snapshot.problem = outcome.problem;
    m_snapshot.busyPort = outcome.busyPort;
    m_snapshot.suggestedPort = outcome.suggestedPort;
    m_snapshot.httpAddresses = outcome.http;
    m_snapshot.grpcAddresses = outcome.grpc;
    enter(outcome.state);
}

void Receiver::enter(ReceiverState state) {
    m_snapshot.state = state;
    Q_EMIT changed();
}

/// Ten times a second, and quiet when nothing moved and the rates have run out.
void Receiver::refresh() {
    const auto revision = m_stats.revision();
    const auto queued = m_sink.queuedBytes();
    const auto connections = m_engine->connections();
    const bool moving = m_snapshot.spansPerSecond > 0 || m_snapshot.bytesPerSecond > 0;
    if (revision == m_shownRevision && queued == m_snapshot.queuedBytes && connections == m_snapshot.connections
        && !moving)
        return;
    m_shownRevision = revision;
    m_snapshot.queuedBytes = queued;
    m_snapshot.connections = connections;
    m_stats.fill(m_snapshot, std::chrono::steady_clock::now());
    Q_EMIT changed();
}

} // namespace spanglass
