// bench_timeline [SPANS...]: what opening and moving about in one trace costs, 5,000, 100,000 and 1,000,000 spans
// unless told otherwise. Run it with QT_QPA_PLATFORM=offscreen. Painting is into an image of 1600 by 1000 pixels.

#include "models/timeline/SearchState.h"
#include "models/timeline/TraceSession.h"
#include "tests/support/FakeTraceList.h"
#include "tests/support/ProcessState.h"
#include "ui/common/Theme.h"
#include "ui/timeline/TraceView.h"
#include "ui/timeline/WaterfallView.h"

#include "services/core/TraceBuilder.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QScrollBar>
#include <QTest>
#include <QtConcurrentRun>

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

constexpr TraceId Id{1, 2};
constexpr std::array Services{"gateway", "catalog", "orders", "payments", "search", "cache", "mailer", "ledger"};

/// A tree of plausible depth and breadth; spans come in no order that helps.
std::vector<SpanRecord> makeRecords(std::uint32_t count) {
    static std::vector<std::string> names;
    for (int i = static_cast<int>(names.size()); i < 300; ++i)
        names.push_back("operation " + std::to_string(i));
    std::mt19937_64 random(7);
    struct Open {
        std::uint64_t id, start, length;
    };
    std::vector<Open> parents;
    std::vector<SpanRecord> records;
    records.reserve(count);
    constexpr std::uint64_t Begin = 1'771'232'400'000'000'000ull;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Open* parent
            = i == 0 ? nullptr : &parents[parents.size() - 1 - random() % std::min<std::size_t>(parents.size(), 200)];
        const std::uint64_t length = parent ? parent->length / (2 + random() % 4) + 1000 : count * 20'000ull;
        const std::uint64_t start = parent ? parent->start + random() % (parent->length - length / 2 + 1) : Begin;
        SpanRecord r;
        r.id = {random() | 1};
        r.parent = {parent ? parent->id : 0};
        r.start = {start};
        r.end = {start + length};
        r.name = names[random() % names.size()];
        r.service = Services[random() % Services.size()];
        r.status = random() % 500 == 0 ? StatusCode::Error : StatusCode::Unset;
        r.contentHash = random();
        r.key = {static_cast<std::int64_t>(i / 512), i % 512};
        records.push_back(r);
        if (length > 4000)
            parents.push_back({r.id.value, start, length});
    }
    std::ranges::shuffle(records, random);
    return records;
}

TracePtr build(const std::vector<SpanRecord>& records) {
    TraceBuilder builder(Id);
    builder.reserve(records.size());
    for (const SpanRecord& r : records)
        builder.add(r);
    return std::move(builder).build();
}

/// Builds on a worker thread, as the store's reader does.
class RecordSource final : public test::FakeTraceList {
public:
    std::vector<SpanRecord> records;

    QFuture<Result<TracePtr>> trace(TraceId) override {
        return QtConcurrent::run([this]() -> Result<TracePtr> { return build(records); });
    }
};

struct Frames {
    std::vector<double> times;

    template <class Paint> void take(Paint paint) {
        QElapsedTimer timer;
        timer.start();
        paint();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    void print(const char* what) {
        std::ranges::sort(times);
        std::printf("  %-34s median %7.2f ms, worst %7.2f ms of %zu frames\n", what, times[times.size() / 2],
            times.back(), times.size());
    }
};

template <class Do> double milliseconds(Do what) {
    QElapsedTimer timer;
    timer.start();
    what();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void measure(std::uint32_t spans) {
    RecordSource source;
    source.records = makeRecords(spans);
    std::printf("%u spans\n", spans);
    std::vector<double> builds;
    for (int i = 0; i < 5; ++i)
        builds.push_back(milliseconds([&] { build(source.records); }));
    std::ranges::sort(builds);
    std::printf("  %-34s median %7.1f ms, best %7.1f ms\n", "build the tree", builds[2], builds[0]);

    TraceView view(source, nullptr);
    view.resize(1600, 1000);
    view.show();
    QImage screen(view.size(), QImage::Format_ARGB32_Premultiplied);
    QTest::qWait(50);
    const double before = test::processMiB("VmRSS");
    const double open = milliseconds([&] {
        view.open(Id);
        while (!view.session().trace())
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
        view.render(&screen);
    });
    std::printf("  %-34s %14.1f ms\n", "click to painted", open);
    std::printf("  %-34s %14.1f MB (whole process %.0f MB, peak %.0f MB)\n", "memory taken by opening",
        test::processMiB("VmRSS") - before, test::processMiB("VmRSS"), test::processMiB("VmHWM"));

    TraceSession& session = view.session();
    session.collapseAll();
    std::printf("  %-34s %14.1f ms\n", "expand all, painted", milliseconds([&] {
        session.expandAll();
        view.render(&screen);
    }));
    std::printf(
        "  %-34s %14.1f ms\n", "search names", milliseconds([&] { rowsNamed(*session.trace(), u"operation 77"_s); }));

    auto* waterfall = view.findChild<WaterfallView*>();
    QScrollBar* bar = waterfall->verticalScrollBar();
    std::mt19937 random(3);
    Frames jumps, steps, zooms;
    for (int i = 0; i < 200; ++i)
        jumps.take([&] {
            bar->setValue(static_cast<int>(random() % static_cast<unsigned>(bar->maximum() + 1)));
            waterfall->viewport()->render(&screen);
        });
    bar->setValue(0);
    for (int i = 0; i < 200; ++i)
        steps.take([&] {
            bar->setValue(bar->value() + 50);
            waterfall->viewport()->render(&screen);
        });
    bar->setValue(0);
    for (int i = 0; i < 200; ++i)
        zooms.take([&] {
            session.changeAxis([&](TimeAxis& axis) { axis.zoom(i % 40 < 20 ? 0.7 : 1 / 0.7, 400); });
            view.render(&screen);
        });
    jumps.print("scrolling, jumps");
    steps.print("scrolling, steps");
    zooms.print("zooming, whole view");
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    std::vector<std::uint32_t> sizes;
    for (int i = 1; i < argc; ++i)
        sizes.push_back(static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)));
    if (sizes.empty())
        sizes = {5'000, 100'000, 1'000'000};
    for (const std::uint32_t spans : sizes)
        measure(spans);
    return 0;
}
