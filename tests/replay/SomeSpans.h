#pragma once

#include "services/otlp/Decode.h"
#include "tests/replay/ScriptedExporter.h"
#include "tests/support/SpanBuilder.h"

namespace spanglass::test {

inline SpanBuilder spansOf(std::uint64_t trace, std::uint64_t count) {
    SpanBuilder builder;
    builder.service("shop");
    for (std::uint64_t span = 1; span <= count; ++span)
        builder.span("work").ids(trace, span);
    return builder;
}

/// The spans of all parcels, sorted: "trace/span".
inline QStringList spansIn(const std::vector<Parcel>& parcels) {
    QStringList spans;
    for (const Parcel& parcel : parcels) {
        const auto batch = decodeTraces(parcel.body.toStdString(), parcel.format);
        for (const Span& span : batch.value()->spans)
            spans += QString::number(span.traceId.low) + QChar(u'/') + QString::number(span.spanId.value);
    }
    spans.sort();
    return spans;
}

inline ExportAnswer taken() { return answerOf(ExportOutcome::Taken, 200); }

} // namespace spanglass::test
