// Prints how quickly a file of OTLP JSON lines is read, and how much memory that takes beside the store's.
#include "services/formats/Importer.h"
#include "services/otlp/Encode.h"
#include "tests/support/Load.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

#include <sys/resource.h>

using namespace spanglass;

namespace {

/// Takes everything at once and keeps nothing.
class Sink : public IngestSink {
public:
    bool submit(IngestRequest request) override {
        request.done(IngestReceipt{});
        return true;
    }
    std::uint64_t queuedBytes() const override { return 0; }
};

/// Megabytes, at the highest so far.
long peakMemory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace

int main(int argc, char** argv) {
    const qint64 megabytes = argc > 1 ? std::atoll(argv[1]) : 1000;
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("load.jsonl")));
    if (!file.open(QIODevice::WriteOnly))
        return 1;
    test::LoadShape shape;
    shape.spans = 5'120;
    while (file.size() < megabytes * 1'000'000) {
        for (const std::string& payload : test::makeLoad(shape)) {
            const std::string line = requestJson(payload, Signal::Traces) + '\n';
            file.write(line.data(), qint64(line.size()));
        }
        shape.firstTrace += shape.spans;
    }
    file.close();
    const long before = peakMemory();
    Sink sink;
    QElapsedTimer timer;
    timer.start();
    const auto report = importFiles({file.fileName()}, sink);
    if (!report)
        return 1;
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    std::printf("%lld MB, %llu spans: %.1f s, %.0f MB/s, %.0f spans/s; peak memory %ld MB before, %ld MB after\n",
        static_cast<long long>(file.size() / 1'000'000), static_cast<unsigned long long>(report->spans), seconds,
        double(file.size()) / 1e6 / seconds, double(report->spans) / seconds, before, peakMemory());
    return 0;
}
