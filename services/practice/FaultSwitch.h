#pragma once

#include "services/practice/PracticeWorkspace.h"
#include "services/practice/http/ApiRouter.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace spanglass::practice {

/// Which faults are on. Any thread.
class FaultSwitch {
public:
    bool isOn(std::string_view name) const;
    /// Whether a fault on the wire is on for requests of this path. The routes of the faults themselves are spared.
    bool hits(std::string_view name, std::string_view path) const;
    /// "NAME", or "NAME@PART" for a fault on the wire.
    Result<> set(const QString& fault, bool on);
    QStringList names() const; ///< those that are on, as they were set
    /// Holds a late answer back; false when the workspace is closed before the time is over.
    bool waitFor(std::chrono::milliseconds time) const;
    void close(); ///< ends all waits

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_closed;
    bool m_closing = false;
    std::map<std::string, std::string, std::less<>> m_on; ///< with the part of the path that is hit; empty: any
};

/// GET /practice/faults, PUT and DELETE /practice/faults/{fault}: so that faults can be switched from outside. Open to
/// everybody on this computer: a practice workspace holds nothing of worth.
void addFaultRoutes(ApiRouter& router, FaultSwitch& faults);

} // namespace spanglass::practice
