#pragma once

#include "services/auth/Sessions.h"
#include "services/practice/PracticeWorkspace.h"

#include <QFuture>
#include <QThreadPool>

namespace spanglass {

/// The practice workspace inside this program, on loopback, in a temporary folder that goes with it. Made with example
/// traces when it is first wanted. GUI thread.
class PracticeHost {
public:
    using Client = std::shared_ptr<ApiClient>;

    /// `sessions` must outlive this.
    explicit PracticeHost(Sessions& sessions, PracticePace pace = {});
    ~PracticeHost(); ///< waits for the end of a start under way
    PracticeHost(const PracticeHost&) = delete;
    PracticeHost& operator=(const PracticeHost&) = delete;

    static QString connectionId();
    /// As lists show it; without a host until it runs.
    Connection connection() const;
    /// Null until it runs.
    Client client() const;
    /// Starts it unless it starts or runs already. Errors: those of PracticeWorkspace::start().
    QFuture<Result<Client>> start();

private:
    Result<Client> run();

    Sessions& m_sessions;
    const PracticePace m_pace;
    PracticeWorkspace m_workspace; ///< of the worker thread while it starts
    QFuture<Result<Client>> m_starting;
    QThreadPool m_pool;
};

} // namespace spanglass
