// counting_sink FILE PORT MOST_DELAY: an OTLP/HTTP endpoint on loopback that writes down the id of every span each time
// it comes, one a line, before it answers; the answer takes up to MOST_DELAY ms. It may be killed at any moment.
#include "services/otlp/Decode.h"
#include "tests/replay/ScriptedSink.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <cstdio>

using namespace spanglass;
using namespace spanglass::test;

namespace {

QByteArray spanIdsIn(const SinkRequest& request) {
    const bool isJson = request.field("content-type").contains("json");
    const auto batch = decodeTraces(request.body.toStdString(), isJson ? PayloadFormat::Json : PayloadFormat::Protobuf);
    if (!batch)
        return "damaged\n";
    QByteArray lines;
    for (const Span& span : (*batch)->spans)
        lines += QByteArray::number(span.spanId.value) + '\n';
    return lines;
}

} // namespace

int main(int count, char** arguments) {
    QCoreApplication app(count, arguments);
    const QStringList given = app.arguments();
    QFile file(given.value(1));
    if (!file.open(QIODevice::Append | QIODevice::Unbuffered))
        return 1;
    QRandomGenerator random(QRandomGenerator::securelySeeded());
    const int mostDelay = given.value(3).toInt();
    const ScriptedSink sink(
        [&](const SinkRequest& request) {
            file.write(spanIdsIn(request)); // one call: all of them or none
            return SinkAct{.delay = random.bounded(mostDelay + 1)};
        },
        given.value(2).toUShort());
    std::printf("%d\n", sink.port());
    std::fflush(stdout);
    return app.exec();
}
