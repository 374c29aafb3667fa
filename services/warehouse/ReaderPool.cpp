#include "services/warehouse/ReaderPool.h"

#include "services/store/Store.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace spanglass {

struct ReaderPool::Reader final : ReadContext {
    explicit Reader(std::unique_ptr<duck::Connection> line)
        : m_connection(std::move(line)) { }

    duck::Connection& connection() override { return *m_connection; }
    bool isStopped() const override { return task->isStopped(); }
    void setProgress(int done, int total) override { task->setProgress(done, total); }
    void setProgressText(const QString& text) override { task->setProgressText(text); }

    std::unique_ptr<duck::Connection> m_connection;
    std::thread thread;
    const Task* task = nullptr; ///< guarded by the pool's mutex for others than its own thread
};

ReaderPool::ReaderPool(std::vector<std::unique_ptr<duck::Connection>> connections) {
    for (auto& connection : connections)
        m_readers.push_back(std::make_unique<Reader>(std::move(connection)));
    for (const auto& reader : m_readers)
        reader->thread = std::thread([this, it = reader.get()] { read(*it); });
    m_watcher = std::thread([this] { watch(); });
}

ReaderPool::~ReaderPool() {
    std::deque<Task> left;
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        left.swap(m_tasks);
        for (const auto& reader : m_readers) {
            if (reader->task != nullptr)
                reader->task->cancel();
        }
    }
    for (const Task& task : left) {
        task.cancel();
        task.finish();
    }
    m_work.notify_all();
    m_running.notify_all();
    for (const auto& reader : m_readers)
        reader->thread.join();
    m_watcher.join();
}

Error ReaderPool::timedOut() {
    return {ErrorCode::TimedOut, u"The store took too long to answer."_s,
        u"Narrow the time range or the filter, and try again."_s};
}

Error ReaderPool::outOfMemory() {
    return {ErrorCode::LimitHit, u"There is not enough memory for this answer."_s,
        u"Ask for less: narrow the time range or the filter."_s};
}

void ReaderPool::add(Task task) {
    {
        const std::scoped_lock lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_work.notify_one();
}

void ReaderPool::read(Reader& reader) {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_work.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
        if (m_stopping)
            return;
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        reader.task = &task;
        ++m_busy;
        lock.unlock();
        m_running.notify_one();
        if (!task.isCancelled())
            task.run(reader);
        lock.lock();
        reader.task = nullptr;
        --m_busy;
        lock.unlock();
        task.finish();
        lock.lock();
    }
}

/// DuckDB forgets an interrupt that comes between two queries, so it is repeated until the work has ended.
void ReaderPool::watch() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_running.wait(lock, [this] { return (m_stopping && m_busy == 0) || m_busy > 0; });
        if (m_stopping && m_busy == 0)
            return;
        for (const auto& reader : m_readers) {
            if (reader->task != nullptr && reader->task->isStopped())
                reader->m_connection->interrupt();
        }
        m_running.wait_for(lock, 10ms);
    }
}

std::vector<std::unique_ptr<duck::Connection>> newReaders(Store& store, int count) {
    std::vector<std::unique_ptr<duck::Connection>> readers;
    for (int i = 0; i < count; ++i)
        readers.push_back(store.newReader());
    return readers;
}

} // namespace spanglass
