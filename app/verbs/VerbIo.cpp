#include "app/verbs/VerbIo.h"

namespace spanglass {

void VerbIo::cancel() {
    std::function<void()> stop;
    {
        const std::scoped_lock lock(m_mutex);
        m_cancelled = true;
        stop = m_stop;
    }
    if (stop)
        stop();
}

bool VerbIo::isCancelled() const {
    const std::scoped_lock lock(m_mutex);
    return m_cancelled;
}

void VerbIo::onCancel(std::function<void()> stop) {
    bool late = false;
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = std::move(stop);
        late = m_cancelled && m_stop;
    }
    if (late)
        m_stop();
}

int fail(VerbIo& io, const Error& error) {
    io.complain(QStringLiteral("spanglass: ") + error.oneLine());
    return 1;
}

} // namespace spanglass
