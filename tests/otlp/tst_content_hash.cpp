#include "services/otlp/ContentHash.h"
#include "tests/support/SpanBuilder.h"

#include "trace.pb.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <set>

using namespace spanglass;
using namespace spanglass::test;

namespace {

SpanBuilder sample() {
    SpanBuilder builder;
    builder.service("shop").scope("lib", "1").span("GET /").ids(1, 2, 3).attribute("a", 1).attribute("b", "x");
    builder.event("e", Nanos{5}, {{"k", Value::integer(1)}}).link(traceId(7), spanId(8));
    return builder;
}

std::uint64_t hashOf(const SpanBuilder& builder) {
    const auto batch = builder.batch();
    return contentHash(batch->spans[0]);
}

} // namespace

class TestContentHash : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameSpanHasTheSameHashInAnotherRequest() {
        SpanBuilder other;
        other.service("else").span("before");
        other.message().MergeFrom(sample().message());
        const auto batch = other.batch();
        QCOMPARE(contentHash(batch->spans[1]), hashOf(sample()));
        QCOMPARE(contentHashes(*batch)[1], hashOf(sample()));
    }

    /// Stored files hold these numbers.
    void theHashStaysWhatItWasInStoredFiles() { QCOMPARE(hashOf(sample()), 2922475071108101921ull); }

    void theOrderOfAttributesDoesNotMatter() {
        SpanBuilder turned = sample();
        turned.lastSpan().mutable_attributes()->SwapElements(0, 1);
        QCOMPARE(hashOf(turned), hashOf(sample()));
    }

    void anyNaNIsTheSame() {
        SpanBuilder one = sample();
        SpanBuilder two = sample();
        one.attribute("n", std::nan("1"));
        two.attribute("n", -std::nan("2"));
        QCOMPARE(hashOf(one), hashOf(two));
    }

    void everyFieldChangesTheHash() {
        using Change = std::function<void(SpanBuilder&)>;
        const std::vector<Change> changes{
            [](SpanBuilder&) {},
            [](SpanBuilder& b) { b.ids(2, 2, 3); },
            [](SpanBuilder& b) { b.ids(1, 3, 3); },
            [](SpanBuilder& b) { b.ids(1, 2); },
            [](SpanBuilder& b) { b.traceState("a=b"); },
            [](SpanBuilder& b) { b.flags(1); },
            [](SpanBuilder& b) { b.lastSpan().set_name("GET"); },
            [](SpanBuilder& b) { b.kind(SpanKind::Server); },
            [](SpanBuilder& b) { b.times({1}, {2}); },
            [](SpanBuilder& b) { b.attribute("c", 1); },
            [](SpanBuilder& b) { b.lastSpan().mutable_attributes(0)->mutable_value()->set_int_value(2); },
            [](SpanBuilder& b) { b.lastSpan().mutable_attributes(0)->mutable_value()->set_bool_value(true); },
            [](SpanBuilder& b) { b.lastSpan().mutable_attributes(1)->mutable_value()->set_bytes_value("x"); },
            [](SpanBuilder& b) { b.lastSpan().mutable_events(0)->set_name("f"); },
            [](SpanBuilder& b) { b.lastSpan().mutable_events(0)->set_time_unix_nano(1); },
            [](SpanBuilder& b) { b.lastSpan().mutable_events(0)->clear_attributes(); },
            [](SpanBuilder& b) { b.event("e"); },
            [](SpanBuilder& b) { b.lastSpan().mutable_links(0)->set_trace_state("s"); },
            [](SpanBuilder& b) { b.lastSpan().mutable_links(0)->set_flags(1); },
            [](SpanBuilder& b) { b.link(traceId(7), spanId(8)); },
            [](SpanBuilder& b) { b.dropped(1, 0, 0); },
            [](SpanBuilder& b) { b.dropped(0, 1, 0); },
            [](SpanBuilder& b) { b.dropped(0, 0, 1); },
            [](SpanBuilder& b) { b.status(StatusCode::Ok); },
            [](SpanBuilder& b) { b.error("x"); },
            [](SpanBuilder& b) { b.resourceSchema("u"); },
            [](SpanBuilder& b) { b.scopeSchema("u"); },
            [](SpanBuilder& b) { b.message().mutable_resource_spans(0)->mutable_resource()->clear_attributes(); },
            [](SpanBuilder& b) {
                b.message().mutable_resource_spans(0)->mutable_scope_spans(0)->mutable_scope()->set_version("2");
            },
        };
        std::set<std::uint64_t> hashes;
        for (const Change& change : changes) {
            SpanBuilder builder = sample();
            change(builder);
            hashes.insert(hashOf(builder));
        }
        QCOMPARE(hashes.size(), changes.size());
    }
};

QTEST_APPLESS_MAIN(TestContentHash)
#include "tst_content_hash.moc"
