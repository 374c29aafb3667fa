/// Prints how fast requests are decoded on one thread, beside libprotobuf's parse of the same bytes in the same run.
/// usage: bench_decode [spans]

#include "services/otlp/ContentHash.h"
#include "services/otlp/Decode.h"
#include "services/otlp/Encode.h"
#include "tests/support/Load.h"

#include <google/protobuf/arena.h>

#include "trace.pb.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>

using namespace spanglass;

namespace {

constexpr int Rounds = 5;

/// The best of some rounds, in seconds.
double seconds(const std::function<void()>& work) {
    double best = 1e9;
    for (int i = 0; i < Rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return best;
}

std::size_t total(const std::vector<std::string>& payloads) {
    return std::transform_reduce(
        payloads.begin(), payloads.end(), std::size_t(0), std::plus(), [](const auto& p) { return p.size(); });
}

void print(const char* what, std::uint32_t spans, double time, std::size_t bytes) {
    std::printf("%-34s %10.0f spans/s %8.1f MB/s\n", what, spans / time, static_cast<double>(bytes) / time / 1e6);
}

template <class T> void keep(const T& value) { asm volatile("" : : "g"(&value) : "memory"); }

} // namespace

int main(int argc, char** argv) {
    const auto spans = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 100'000);
    const auto protobuf = test::makeLoad({.spans = spans, .attributesPerSpan = 10});
    std::vector<std::string> json;
    std::vector<std::shared_ptr<const SpanBatch>> batches;
    for (const std::string& payload : protobuf) {
        json.push_back(requestJson(payload, Signal::Traces));
        batches.push_back(*decodeTraces(payload, PayloadFormat::Protobuf));
    }
    std::printf("%u spans of 10 attributes, %zu requests\n", spans, protobuf.size());

    const auto decodeAll = [](const std::vector<std::string>& payloads, PayloadFormat format) {
        return [&payloads, format] {
            for (const std::string& payload : payloads)
                keep(decodeTraces(payload, format));
        };
    };
    const double wire = seconds(decodeAll(protobuf, PayloadFormat::Protobuf));
    print("protobuf decode", spans, wire, total(protobuf));
    const double heap = seconds([&] {
        for (const std::string& payload : protobuf) {
            otlp::ExportTraceServiceRequest request;
            keep(request.ParseFromString(payload));
        }
    });
    print("libprotobuf parse, heap", spans, heap, total(protobuf));
    const double arena = seconds([&] {
        for (const std::string& payload : protobuf) {
            google::protobuf::Arena memory;
            auto* request = google::protobuf::Arena::CreateMessage<otlp::ExportTraceServiceRequest>(&memory);
            keep(request->ParseFromString(payload));
        }
    });
    print("libprotobuf parse, arena", spans, arena, total(protobuf));
    std::printf("%-34s %10.1f x heap, %.1f x arena\n", "protobuf decode is", heap / wire, arena / wire);
    print("JSON decode", spans, seconds(decodeAll(json, PayloadFormat::Json)), total(json));
    print("content hash", spans, seconds([&] {
        for (const auto& batch : batches)
            keep(contentHashes(*batch));
    }),
        total(protobuf));
    print("protobuf encode", spans, seconds([&] {
        for (const auto& batch : batches) {
            std::vector<const Span*> list;
            for (const Span& span : batch->spans)
                list.push_back(&span);
            keep(encodeTraces(list));
        }
    }),
        total(protobuf));
    print("protobuf to JSON text", spans, seconds([&] {
        for (const std::string& payload : protobuf)
            keep(requestJson(payload, Signal::Traces));
    }),
        total(json));
}
