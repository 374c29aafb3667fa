// What the HTTP client costs beside the bare round trip, against our own server on loopback.
#include "services/net/HttpClient.h"
#include "tests/net/FunctionServer.h"
#include "tests/receiver/RawHttp.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr int Count = 5000;

HttpRequest request(const QUrl& url) {
    HttpRequest get;
    get.url = url;
    return get;
}

double microsecondsEach(const QElapsedTimer& timer, int count) {
    return static_cast<double>(timer.nsecsElapsed()) / 1000.0 / count;
}

double bareRoundTrip(quint16 port) {
    RawHttp raw(port);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < Count; ++i) {
        raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        if (raw.reply().status != 200)
            return -1;
    }
    return microsecondsEach(timer, Count);
}

double oneAfterTheOther(HttpClient& client, const QUrl& url) {
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < Count; ++i) {
        auto future = client.send(request(url));
        future.waitForFinished();
        if (!future.result())
            return -1;
    }
    return microsecondsEach(timer, Count);
}

double allAtOnce(HttpClient& client, const QUrl& url) {
    QElapsedTimer timer;
    timer.start();
    QList<QFuture<HttpResult>> futures;
    for (int i = 0; i < Count; ++i)
        futures.append(client.send(request(url)));
    for (auto& future : futures)
        future.waitForFinished();
    return microsecondsEach(timer, Count);
}

double megabytesASecond(HttpClient& client, const QUrl& url, qint64 size, int count) {
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i) {
        auto future = client.send(request(url));
        future.waitForFinished();
        if (!future.result() || future.result()->body.size() != size)
            return -1;
    }
    return static_cast<double>(size) * count / 1e6 / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const std::string big(25 << 20, 'x');
    FunctionServer server([&](const HttpHead& head, const std::string&) {
        return HttpReply{.fields = {}, .body = head.path() == "/big" ? big : std::string("{}")};
    });
    HttpClient client;
    const double bare = bareRoundTrip(static_cast<quint16>(server.url().port()));
    oneAfterTheOther(client, server.url());
    const double single = oneAfterTheOther(client, server.url());
    const double crowd = allAtOnce(client, server.url());
    std::printf("bare round trip, one connection      %8.1f us\n", bare);
    std::printf("client, one after the other          %8.1f us  (%.0f requests/s)\n", single, 1e6 / single);
    std::printf("client's overhead a request          %8.1f us\n", single - bare);
    std::printf("client, %d at once                 %8.1f us  (%.0f requests/s)\n", Count, crowd, 1e6 / crowd);
    std::printf("25 MiB answers                       %8.0f MB/s\n",
        megabytesASecond(client, server.url(QStringLiteral("/big")), static_cast<qint64>(big.size()), 10));
}
