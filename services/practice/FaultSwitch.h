#pragma once

#include "services/practice/PracticeWorkspace.h"
#include "services/practice/http/ApiRouter.h"

#include <condition_variable>
#include <mutex>
#include <set>

namespace spanglass::practice {

/// Which faults are on. Any thread.
class FaultSwitch {
public:
    bool isOn(std::string_view name) const;
    Result<> set(const QString& name, bool on);
    QStringList names() const; ///< those that are on
    /// Holds a late answer back; false when the workspace is closed before the time is over.
    bool waitFor(std::chrono::milliseconds time) const;
    void close(); ///< ends all waits

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_closed;
    bool m_closing = false;
    std::set<std::string, std::less<>> m_on;
};

/// GET /practice/faults, PUT and DELETE /practice/faults/{name}: so that faults can be switched from outside. Open to
/// everybody on this computer: a practice workspace holds nothing of worth.
void addFaultRoutes(ApiRouter& router, FaultSwitch& faults);

} // namespace spanglass::practice
