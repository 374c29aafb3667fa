#include "tests/bench/ReceiverLoad.h"

#include "services/store/Store.h"
#include "tests/bench/RepeatedLoad.h"
#include "tests/receiver/GrpcClient.h"
#include "tests/receiver/RunningReceiver.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <thread>

namespace spanglass::test {

using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;

enum class Outcome { Taken, Retry, Failed };

class HttpSender {
public:
    HttpSender(quint16 port, const char* type)
        : m_client(port)
        , m_type(type) { }
    Outcome send(const QByteArray& payload) {
        const int status = m_client.post("/v1/traces", m_type, payload).status;
        return status == 200 ? Outcome::Taken : status == 503 ? Outcome::Retry : Outcome::Failed;
    }

private:
    RawHttp m_client;
    QByteArray m_type;
};

class GrpcSender {
public:
    explicit GrpcSender(quint16 port)
        : m_client(port) { }
    Outcome send(const QByteArray& payload) {
        const auto status = m_client.call(TraceExport, payload).status;
        if (status.ok())
            return Outcome::Taken;
        return status.error_code() == grpc::StatusCode::UNAVAILABLE ? Outcome::Retry : Outcome::Failed;
    }

private:
    GrpcClient m_client;
};

/// `every`: seconds from one request to the next; 0: as fast as answers come.
template <class Client> SendResult sendFor(Client client, RepeatedLoad& load, double seconds, double every) {
    SendResult result;
    const auto start = Clock::now();
    const auto end = start + std::chrono::duration<double>(seconds);
    for (int sent = 0; Clock::now() < end; ++sent) {
        std::this_thread::sleep_until(start + std::chrono::duration<double>(every * sent));
        const QByteArray& payload = load.next();
        const auto begun = Clock::now();
        auto outcome = client.send(payload);
        for (; outcome == Outcome::Retry && Clock::now() < end; outcome = client.send(payload)) {
            ++result.retries;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        if (outcome == Outcome::Failed)
            qFatal("a request was refused");
        result.milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
        result.spans += outcome == Outcome::Taken ? load.spansPerRequest() : 0;
    }
    return result;
}

SendResult sendAs(Sender sender, const RunningReceiver& receiver, RepeatedLoad& load, double seconds, double every) {
    switch (sender) {
    case Sender::HttpJson:
        return sendFor(HttpSender(receiver.httpPort(), Json), load, seconds, every);
    case Sender::Grpc:
        return sendFor(GrpcSender(receiver.grpcPort()), load, seconds, every);
    case Sender::HttpProtobuf:
        break;
    }
    return sendFor(HttpSender(receiver.httpPort(), Protobuf), load, seconds, every);
}

} // namespace

SendResult runLoad(Sender sender, const LoadShape& shape, double seconds, unsigned senders) {
    return runLoad(sender, shape, seconds, senders, {});
}

SendResult runLoad(
    Sender sender, const LoadShape& shape, double seconds, unsigned senders, const LoadCompany& company) {
    const QTemporaryDir folder;
    StoreOptions options;
    options.file = folder.filePath(u"bench.duckdb"_s);
    auto store = Store::open(options);
    if (!store)
        qFatal("%s", qPrintable(store.error().oneLine()));
    RunningReceiver receiver((*store)->sink(), RunningReceiver::anyPorts());

    const auto format = sender == Sender::HttpJson ? PayloadFormat::Json : PayloadFormat::Protobuf;
    std::vector<RepeatedLoad> loads;
    for (unsigned i = 0; i < senders; ++i)
        loads.emplace_back(shape, format, i, senders);
    const double every = company.spansPerSecond > 0 ? shape.spansPerRequest * senders / company.spansPerSecond : 0;
    if (company.begin)
        company.begin(**store);
    std::vector<SendResult> results(senders);
    std::vector<std::thread> threads;
    std::atomic<unsigned> running = senders;
    const auto begun = Clock::now();
    for (unsigned i = 0; i < senders; ++i) {
        threads.emplace_back([&, i] {
            results[i] = sendAs(sender, receiver, loads[i], seconds, every);
            if (--running == 0)
                QMetaObject::invokeMethod(qApp, [] { QCoreApplication::quit(); });
        });
    }
    QCoreApplication::exec();
    SendResult total;
    total.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    for (auto& thread : threads)
        thread.join();
    if (company.end)
        company.end(**store);
    for (const SendResult& part : results) {
        total.spans += part.spans;
        total.retries += part.retries;
        total.milliseconds.insert(total.milliseconds.end(), part.milliseconds.begin(), part.milliseconds.end());
    }
    return total;
}

} // namespace spanglass::test
