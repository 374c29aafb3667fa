#include "services/warehouse/tables/AnswerThread.h"

using namespace Qt::StringLiterals;

namespace spanglass {

AnswerThread::AnswerThread()
    : m_context(new QObject) {
    m_thread.setObjectName(u"answers"_s);
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

AnswerThread::~AnswerThread() {
    // Promises whose watchers go finish as cancelled.
    m_thread.quit();
    m_thread.wait();
}

Error AnswerThread::stopped() { return {ErrorCode::Cancelled, u"The statement was cancelled."_s, {}}; }

void AnswerThread::post(std::function<void()> work) {
    QMetaObject::invokeMethod(m_context, std::move(work), Qt::QueuedConnection);
}

} // namespace spanglass
