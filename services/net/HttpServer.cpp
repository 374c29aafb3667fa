#include "services/net/HttpServer.h"

#include "services/net/HttpListener.h"
#include "services/net/HttpWorker.h"
#include "services/net/ListenError.h"

#include <QThread>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto CloseTime = 5s;
constexpr int FreePortTries = 20;

template <class Function> void runIn(QObject* object, Function function) {
    QMetaObject::invokeMethod(object, std::move(function), Qt::BlockingQueuedConnection);
}

} // namespace

/// Worker threads, and the listeners on the first of them. Exists while the server listens.
class HttpServer::Threads {
public:
    Threads(HttpHandler& handler, const HttpLimits& limits, ConnectionTable& table)
        : m_limits(limits)
        , m_table(table) {
        const int count = std::clamp(QThread::idealThreadCount(), 2, 4);
        for (int i = 0; i < count; ++i) {
            auto& thread = m_threads.emplace_back(std::make_unique<QThread>());
            thread->setObjectName(u"http "_s + QString::number(i));
            auto* worker = m_workers.emplace_back(new HttpWorker(handler, limits, m_table));
            worker->moveToThread(thread.get());
            QObject::connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
            thread->start();
        }
    }

    ~Threads() {
        for (auto& thread : m_threads)
            thread->quit();
        for (auto& thread : m_threads)
            thread->wait();
    }

    Result<quint16> listen(const QHostAddress& address, quint16 port) {
        Result<quint16> bound = port;
        runIn(m_workers.front(), [&] {
            auto* listener = new HttpListener(m_workers, m_table, m_limits.maxConnections);
            if (listener->listen(address, port)) {
                listener->setParent(m_workers.front());
                m_listeners.push_back(listener);
                bound = listener->serverPort();
                return;
            }
            bound = std::unexpected(listenError(*listener, address, port));
            delete listener;
        });
        return bound;
    }

    void dropListeners() {
        runIn(m_workers.front(), [this] { qDeleteAll(std::exchange(m_listeners, {})); });
    }

    void close() {
        dropListeners();
        for (HttpWorker* worker : m_workers)
            runIn(worker, [worker] { worker->beginClosing(); });
        if (m_table.waitUntilEmpty(CloseTime))
            return;
        for (HttpWorker* worker : m_workers)
            runIn(worker, [worker] { worker->abortAll(); });
    }

private:
    const HttpLimits& m_limits;
    ConnectionTable& m_table;
    std::vector<std::unique_ptr<QThread>> m_threads;
    std::vector<HttpWorker*> m_workers; ///< each deleted as its thread finishes
    std::vector<HttpListener*> m_listeners; ///< touched on the first thread only
};

HttpServer::HttpServer(HttpHandler& handler, HttpLimits limits)
    : m_handler(handler)
    , m_limits(limits) { }

HttpServer::~HttpServer() { close(); }

Result<quint16> HttpServer::listen(const QList<QHostAddress>& addresses, quint16 port) {
    close();
    m_threads = std::make_unique<Threads>(m_handler, m_limits, m_table);
    Result<quint16> bound = failure(ErrorCode::BadInput, u"No address was given to listen on."_s);
    for (int left = port == 0 ? FreePortTries : 1; left > 0; --left) {
        m_port = port;
        m_addresses.clear();
        for (const QHostAddress& address : addresses) {
            bound = m_threads->listen(address, m_port);
            if (bound) {
                m_port = *bound;
                m_addresses.append(address);
            } else if (bound.error().code != ErrorCode::BadInput) {
                break;
            }
        }
        if (!m_addresses.isEmpty() && (bound || bound.error().code == ErrorCode::BadInput))
            return m_port;
        m_threads->dropListeners();
    }
    close();
    return bound;
}

QList<QHostAddress> HttpServer::addresses() const { return m_addresses; }
quint16 HttpServer::port() const { return m_port; }
std::uint32_t HttpServer::connections() const { return m_table.size(); }

void HttpServer::close() {
    if (m_threads)
        m_threads->close();
    m_threads.reset();
    m_addresses.clear();
    m_port = 0;
}

} // namespace spanglass
