#include "services/store/StoreDesk.h"

#include "services/store/write/Writer.h"

#include <QPromise>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 PauseMilliseconds = 30;

/// Starts `order` with a callback that settles the future; `order` gives false when the writer is closing.
template <class T, class Order> QFuture<T> ask(Order order) {
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    const bool taken = order([promise](T answer) {
        promise->addResult(std::move(answer));
        promise->finish();
    });
    if (!taken) {
        promise->addResult(T(failure(ErrorCode::Cancelled, u"The store is being closed."_s)));
        promise->finish();
    }
    return promise->future();
}

} // namespace

StoreDesk::StoreDesk(std::shared_ptr<CommitFeed> feed, Writer& writer)
    : m_feed(std::move(feed))
    , m_writer(writer) {
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &StoreDesk::announce);
    m_feed->setListener([this] { QMetaObject::invokeMethod(this, &StoreDesk::onNews, Qt::QueuedConnection); });
}

StoreDesk::~StoreDesk() { m_feed->setListener({}); }

void StoreDesk::setRetention(const Retention& retention) { m_writer.setRetention(retention); }

QFuture<Result<std::uint64_t>> StoreDesk::deleteTraces(std::vector<TraceId> traces) {
    return ask<Result<std::uint64_t>>(
        [&](auto done) { return m_writer.deleteTraces(std::move(traces), std::move(done)); });
}

QFuture<Result<>> StoreDesk::clear() {
    return ask<Result<>>([&](auto done) { return m_writer.clear(std::move(done)); });
}

void StoreDesk::onNews() {
    if (m_pause.isActive())
        return;
    const qint64 since = m_sinceLast.isValid() ? m_sinceLast.elapsed() : PauseMilliseconds;
    if (since >= PauseMilliseconds)
        announce();
    else
        m_pause.start(static_cast<int>(PauseMilliseconds - since));
}

void StoreDesk::announce() {
    m_sinceLast.start();
    const CommitFeed::News news = m_feed->take();
    if (news.summary)
        Q_EMIT committed(*news.summary);
    if (news.statusChanged)
        Q_EMIT statusChanged();
}

} // namespace spanglass
