#pragma once

#include "services/store/CommitFeed.h"

#include <QElapsedTimer>
#include <QTimer>

namespace spanglass {

class Writer;

/// The store's counter in the GUI thread: takes orders to the writer, and brings its news, thirty times a second at
/// most; the first news after a quiet while comes at once.
class StoreDesk final : public StoreControl {
    Q_OBJECT
public:
    StoreDesk(std::shared_ptr<CommitFeed> feed, Writer& writer);
    ~StoreDesk() override;

    StoreStatus status() const override { return m_feed->status(); }
    void setRetention(const Retention& retention) override;
    QFuture<Result<std::uint64_t>> deleteTraces(std::vector<TraceId> traces) override;
    QFuture<Result<>> clear() override;

private:
    void onNews();
    void announce();

    const std::shared_ptr<CommitFeed> m_feed;
    Writer& m_writer;
    QElapsedTimer m_sinceLast;
    QTimer m_pause;
};

} // namespace spanglass
