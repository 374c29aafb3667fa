// How long all checks take against a healthy practice workspace, and how soon a cancelled run ends.
#include "tests/app/DiagnosisBench.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>
#include <thread>

using namespace spanglass;
using namespace spanglass::test;

namespace {

double milliseconds(Nanos time) { return static_cast<double>(time.value) / 1e6; }

/// From the wish to the end of the run, when it is given up after `after`.
double cancelledAfter(DiagnosisBench& bench, const SetupPlan& plan, std::chrono::milliseconds after) {
    std::atomic<bool> cancelled = false;
    bench.isCancelled = [&cancelled] { return cancelled.load(); };
    QElapsedTimer since;
    std::jthread hand([&] {
        std::this_thread::sleep_for(after);
        since.start();
        cancelled = true;
    });
    DiagnosisSubject subject = DiagnosisBench::about(plan);
    bench.look(subject);
    hand.join();
    const double took = static_cast<double>(since.nsecsElapsed()) / 1e6;
    bench.isCancelled = [] { return false; };
    return took;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    DiagnosisBench bench;
    const SetupPlan plan = bench.setUpAll();
    for (int i = 0; i < 3; ++i) {
        const DiagnosisReport report = bench.look(plan);
        std::printf("all checks: %.0f ms (%d ok, %d failed, %d could not look)\n", milliseconds(report.took),
            report.count(CheckStatus::Ok), report.count(CheckStatus::Failed), report.count(CheckStatus::CouldNotLook));
    }
    for (const int after : {20, 100, 250, 500})
        std::printf("cancelled after %d ms: ended %.1f ms later\n", after,
            cancelledAfter(bench, plan, std::chrono::milliseconds(after)));
    DiagnosisSubject subject = DiagnosisBench::about(plan);
    subject.probe = true;
    std::printf("with a probe: %.0f ms\n", milliseconds(bench.look(subject).took));
    return 0;
}
