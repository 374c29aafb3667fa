#pragma once

#include "app/CommandLine.h"
#include "services/core/Error.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace spanglass {

class InstanceCall;
class InstanceServer;
class RemoteIo;
class ReplayDesk;
class VerbIo;
struct OpenStore;

/// Runs the verbs that other processes hand over, on this process's open store and worker threads of its own. GUI
/// thread.
class InstanceAnswers final : public QObject {
    Q_OBJECT
public:
    /// `raise` brings the window forward for a second one, and says why not when there is none.
    using Raise = std::function<Result<>(const WindowCommand&)>;
    /// Called in the GUI thread; what it gives runs on a worker thread.
    using Doctor = std::function<std::function<int(VerbIo&)>(const DoctorCommand&)>;

    InstanceAnswers(InstanceServer& server, Raise raise, QObject* parent = nullptr);
    ~InstanceAnswers() override;

    /// From now on verbs are answered, those that came before included.
    void open(OpenStore& store, ReplayDesk& replays, Doctor doctor);
    /// From now on they fail with this.
    void refuse(const Error& error);
    /// Ends the verbs under way and waits for them; later ones wait for open() or refuse().
    void close();

private:
    void take(InstanceCall* call);
    void answer(InstanceCall& call);
    void start(InstanceCall& call, Command command);

    Raise m_raise;
    OpenStore* m_store = nullptr;
    ReplayDesk* m_replays = nullptr;
    Doctor m_doctor;
    std::optional<Error> m_refusal;
    QList<QPointer<InstanceCall>> m_waiting;
    std::vector<std::weak_ptr<RemoteIo>> m_running;
    QThreadPool m_pool;
};

} // namespace spanglass
