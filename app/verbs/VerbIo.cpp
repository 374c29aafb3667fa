#include "app/verbs/VerbIo.h"

#include "services/core/KnownFailures.h"

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
    QString line = explained(error).oneLine();
    if (const auto known = knownFailure(error))
        line += u' ' + known->meaning;
    io.complain(QStringLiteral("spanglass: ") + line);
    return 1;
}

} // namespace spanglass
