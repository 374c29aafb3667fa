#pragma once

#include "app/CommandLine.h"
#include "services/core/ForwardControl.h"

#include <QObject>

namespace spanglass {

class VerbIo;
struct ReplayRoom;

/// Passing on in `spanglass receive`: begins what the command line asks for, or goes on with what was set up before,
/// says on standard error how it stands, and ends it. GUI thread.
class ReceiveForward final : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    ReceiveForward(const ReceiveCommand& command, ReplayRoom& room, VerbIo& io);

    /// ready() follows, or finished(1).
    void start();
    /// No more comes in: drains if the command says so, writes one JSON line if anything was to be passed on.
    void finish();

Q_SIGNALS:
    void ready(); ///< whatever comes in from now on is passed on
    void finished(int status);

private:
    void begin(const ReplayTarget& target);
    void fail(const Error& error);
    void tell();
    void end();

    const ReceiveCommand m_command;
    ReplayRoom& m_room;
    VerbIo& m_io;
    QString m_said; ///< the last problem
    ForwardState m_state = ForwardState::Off;
    bool m_draining = false;
};

} // namespace spanglass
