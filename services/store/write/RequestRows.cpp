#include "services/store/write/RequestRows.h"

namespace spanglass {

namespace {

template <class... F> struct Overloaded : F... { using F::operator()...; };

std::string_view formatName(PayloadFormat format) { return format == PayloadFormat::Json ? "json" : "protobuf"; }

} // namespace

Signal signalOf(const DecodedRequest& batch) {
    return std::visit(Overloaded{[](const std::shared_ptr<const SpanBatch>&) { return Signal::Traces; },
                          [](const std::shared_ptr<const LogBatch>&) { return Signal::Logs; },
                          [](const std::shared_ptr<const MetricBatch>&) { return Signal::Metrics; }},
        batch);
}

const DecodedBatch& commonOf(const DecodedRequest& batch) {
    return std::visit([](const auto& b) -> const DecodedBatch& { return *b; }, batch);
}

std::size_t itemsOf(const DecodedRequest& batch) {
    return std::visit(Overloaded{[](const std::shared_ptr<const SpanBatch>& b) { return b->spans.size(); },
                          [](const std::shared_ptr<const LogBatch>& b) { return b->records.size(); },
                          [](const std::shared_ptr<const MetricBatch>& b) { return b->points.size(); }},
        batch);
}

void fillRequests(ColumnFill<RequestRow>& columns) {
    using Row = const RequestRow&;
    columns.numbers<std::int64_t>([](Row r) { return r.id; })
        .texts([](Row r) { return signalName(signalOf(r.request->batch)); })
        .texts([](Row r) { return formatName(r.request->captured.format); })
        .texts([](Row r) { return transportName(r.request->captured.transport); })
        .numbers<std::int64_t>([](Row r) { return r.request->captured.arrival.bits(); })
        .numbers<std::int64_t>([](Row r) { return r.stored; })
        .texts([](Row r) -> std::string_view { return r.request->captured.userAgent; })
        .texts([](Row r) -> std::string_view { return r.request->captured.peer; })
        .numbers<std::int64_t>([](Row r) { return r.receipt.stored; })
        .numbers<std::int64_t>([](Row r) { return r.receipt.duplicates; })
        .numbers<std::int64_t>([](Row r) { return commonOf(r.request->batch).rejected; })
        .numbers<std::int64_t>([](Row r) { return r.request->captured.payloadBytes; })
        .texts([](Row r) -> std::string_view { return r.request->captured.zstd; });
}

} // namespace spanglass
