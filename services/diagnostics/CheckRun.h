#pragma once

#include "services/diagnostics/Check.h"
#include "services/diagnostics/CheckPorts.h"

#include <QElapsedTimer>
#include <QThreadPool>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace spanglass {

class CheckContext;

/// Runs checks side by side, each as soon as what it needs has been looked at. Worker thread; use once.
class CheckRun {
public:
    /// `checks` must outlive it. `ids`: these and what they need; all when empty.
    CheckRun(const CheckList& checks, DiagnosisSubject subject, const QStringList& ids);

    /// Blocks until all are done, or soon after `isCancelled()`. `tell` hears of every change on this thread, the last
    /// time at the end; `say` what is being done, on any thread.
    DiagnosisReport run(CheckPorts ports, const std::function<bool()>& isCancelled,
        const std::function<void(const DiagnosisReport&)>& tell, const std::function<void(const QString&)>& say);

private:
    enum class Ask : std::uint8_t { Later, Now, Never };

    void want(const QString& id);
    /// Begins what can be begun; false when nothing is left that will be.
    bool begin(CheckContext& context);
    Ask isReady(const CheckResult& result, QString& obstacle) const;
    void start(qsizetype index, CheckContext& context);
    void settle(qsizetype index, CheckResult result, CheckContext& context);
    void collect(CheckContext& context);
    qsizetype indexOf(const QString& id) const;

    const CheckList& m_checks;
    DiagnosisReport m_report;
    std::vector<bool> m_wanted;
    int m_running = 0;
    QElapsedTimer m_since;

    std::mutex m_mutex; ///< guards m_done
    std::condition_variable m_news;
    std::deque<std::pair<qsizetype, CheckResult>> m_done;
    QThreadPool m_pool; ///< last: what it runs uses the rest
};

} // namespace spanglass
