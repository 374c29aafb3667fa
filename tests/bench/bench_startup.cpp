// Usage: bench_startup PROGRAM STORE [RUNS=9]
// Starts the real program on a store, without a display, until its window has been painted with the first page of the
// trace list and has ended again: the longest way that "started" can be read. Prints the median and the worst.

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace Qt::StringLiterals;

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    if (argc < 3) {
        std::fprintf(stderr, "usage: bench_startup PROGRAM STORE [RUNS]\n");
        return 2;
    }
    const QTemporaryDir folder;
    const QString picture = folder.filePath(u"window.png"_s);
    std::vector<double> milliseconds;
    for (int i = 0, runs = argc > 3 ? std::atoi(argv[3]) : 9; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        QProcess program;
        program.start(QString::fromLocal8Bit(argv[1]),
            {u"--store"_s, QString::fromLocal8Bit(argv[2]), u"--panel"_s, u"traces"_s, u"--screenshot"_s, picture});
        if (!program.waitForFinished(60'000) || program.exitCode() != 0) {
            std::fprintf(stderr, "%s", program.readAllStandardError().constData());
            return 1;
        }
        milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    std::printf("start to painted first page, and end: median %.0f ms, worst %.0f ms (%zu runs)\n",
        milliseconds[milliseconds.size() / 2], milliseconds.back(), milliseconds.size());
    return 0;
}
