#pragma once

#include "services/replay/ledger/Ledger.h"
#include "services/store/Store.h"

#include <QThreadPool>
#include <QtConcurrent>

namespace spanglass {

/// The ledger of one open store for the GUI thread: work is done one after the other, on a thread of its own. What the
/// last run of the program left under way is seen to before anything else.
class LedgerThread {
public:
    /// `store` must outlive this.
    explicit LedgerThread(Store& store)
        : m_ledger(store.newReader()) {
        m_pool.setMaxThreadCount(1);
        m_pool.start([this] { m_restored = m_ledger.restore(); });
    }
    ~LedgerThread() {
        m_pool.clear();
        m_ledger.interrupt();
        m_pool.waitForDone();
    }
    LedgerThread(const LedgerThread&) = delete;
    LedgerThread& operator=(const LedgerThread&) = delete;

    /// Gives what `work` makes of the ledger, a Result<T>.
    template <class T, class Work> QFuture<Result<T>> run(Work work) {
        return QtConcurrent::run(&m_pool, [this, work = std::move(work)]() -> Result<T> {
            if (!m_restored)
                return std::unexpected(m_restored.error());
            return work(m_ledger);
        });
    }

private:
    Ledger m_ledger;
    Result<> m_restored;
    QThreadPool m_pool;
};

} // namespace spanglass
