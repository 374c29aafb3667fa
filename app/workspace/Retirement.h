#pragma once

#include <QThreadPool>

#include <memory>

namespace spanglass {

/// Destroys what takes its time to go, such as a warehouse that tells its server of cancelled statements, on other
/// threads. Any thread.
class Retirement {
public:
    ~Retirement() { m_pool.waitForDone(); }

    template <class T> void take(std::unique_ptr<T> gone) {
        m_pool.start([last = gone.release()] { delete last; });
    }
    /// One whose last holder, whoever that is, lets it go here. This must outlive it.
    template <class T> std::shared_ptr<T> shared(std::unique_ptr<T> made) {
        return {made.release(), [this](T* gone) { take(std::unique_ptr<T>(gone)); }};
    }

private:
    QThreadPool m_pool;
};

} // namespace spanglass
