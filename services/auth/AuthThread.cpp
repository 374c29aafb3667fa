#include "services/auth/AuthThread.h"

namespace spanglass {

using namespace Qt::StringLiterals;

AuthThread::AuthThread()
    : m_context(new QObject) {
    m_thread.setObjectName(u"sign-in"_s);
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

AuthThread::~AuthThread() { stop(); }

void AuthThread::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_thread.quit();
    m_thread.wait();
}

void AuthThread::run(std::function<void()> work) {
    const std::lock_guard lock(m_mutex);
    if (!m_stopped)
        QMetaObject::invokeMethod(m_context, std::move(work), Qt::QueuedConnection);
}

} // namespace spanglass
