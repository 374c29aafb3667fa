#pragma once

#include "services/core/ReceiverControl.h"
#include "services/net/HttpLimits.h"
#include "services/receiver/ReceiverStats.h"

#include <QThread>
#include <QTimer>

namespace spanglass {

class ReceiverEngine;

/// The live receiver: OTLP over HTTP and gRPC into a sink. Lives in the GUI thread, which never waits for it: starting
/// and stopping run on a thread of its own. The destructor does wait, until requests under way have ended (five seconds
/// at most for each transport).
class Receiver final : public ReceiverControl {
    Q_OBJECT
public:
    /// `sink` must outlive this.
    explicit Receiver(IngestSink& sink, const HttpLimits& limits = {}, QObject* parent = nullptr);
    ~Receiver() override;

    void start(const ReceiverSettings& settings) override;
    void stop() override;
    void setPaused(bool paused) override;
    const ReceiverSnapshot& snapshot() const override { return m_snapshot; }
    const ReceiverSettings& settings() const override { return m_settings; }

private:
    struct Outcome;

    void enter(ReceiverState state);
    void apply(quint64 command, const Outcome& outcome);
    void refresh();

    IngestSink& m_sink;
    ReceiverStats m_stats;
    std::unique_ptr<ReceiverEngine> m_engine;
    QThread m_thread;
    QObject m_commander; ///< lives on m_thread; commands queue up on it
    quint64 m_command = 0; ///< the latest; what an earlier one brings about is not shown
    ReceiverSettings m_settings;
    ReceiverSnapshot m_snapshot;
    QTimer m_refresh;
    std::uint64_t m_shownRevision = 0;
};

} // namespace spanglass
