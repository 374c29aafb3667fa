#include "services/formats/Lanes.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

std::vector<const Span*> pointers(const SpanBatch& batch) {
    std::vector<const Span*> spans;
    for (const Span& span : batch.spans)
        spans.push_back(&span);
    return spans;
}

/// Whether two slices may stand on one lane: apart, or one inside the other.
bool mayShare(const Span& a, const Span& b) {
    const auto inside = [](const Span& in, const Span& out) { return in.start >= out.start && in.end <= out.end; };
    return a.end <= b.start || b.end <= a.start || inside(a, b) || inside(b, a);
}

} // namespace

class TestLanes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aChildStaysOnItsParentsLane() {
        const auto batch
            = SpanBuilder().service("s").span("p").ids(1, 1).lasts(10_ms).span("c").ids(1, 2, 1).lasts(5_ms).batch();
        auto spans = pointers(*batch);
        QCOMPARE(assignLanes(spans), (std::vector<std::uint32_t>{0, 0}));
        QCOMPARE(spans[0]->name, std::string_view("p"));
    }

    void overlappingSiblingsGetLanesOfTheirOwn() {
        SpanBuilder builder;
        builder.service("s").span("p").ids(1, 1).lasts(10_ms);
        builder.span("a").ids(1, 2, 1).at(1_ms).lasts(5_ms).span("b").ids(1, 3, 1).at(2_ms).lasts(5_ms);
        builder.span("c").ids(1, 4, 1).at(7_ms).lasts(1_ms);
        const auto batch = builder.batch();
        auto spans = pointers(*batch);
        QCOMPARE(assignLanes(spans), (std::vector<std::uint32_t>{0, 0, 1, 0}));
    }

    void whatSharesALaneNests() {
        std::mt19937 random(7);
        SpanBuilder builder;
        builder.service("s");
        for (std::uint64_t i = 1; i <= 300; ++i)
            builder.span("x")
                .ids(1, i, random() % i)
                .at(Nanos{std::int64_t(random() % 1000)})
                .lasts(Nanos{std::int64_t(random() % 200)});
        const auto batch = builder.batch();
        auto spans = pointers(*batch);
        const auto lanes = assignLanes(spans);
        for (std::size_t i = 0; i < spans.size(); ++i)
            for (std::size_t j = i + 1; j < spans.size(); ++j)
                if (lanes[i] == lanes[j])
                    QVERIFY(mayShare(*spans[i], *spans[j]));
    }
};

QTEST_APPLESS_MAIN(TestLanes)
#include "tst_lanes.moc"
