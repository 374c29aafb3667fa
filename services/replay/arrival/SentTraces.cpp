#include "services/replay/arrival/SentTraces.h"

#include "services/otlp/Decode.h"

namespace spanglass {

using namespace Qt::StringLiterals;

Result<SentTraces> readSentTraces(ParcelReader& reader, const LedgerParcel& parcel, std::size_t most) {
    const auto loaded = reader.read({parcel});
    if (!loaded)
        return std::unexpected(loaded.error());
    if (loaded->front().problem)
        return std::unexpected(*loaded->front().problem);
    const Parcel& content = loaded->front().held.content;
    const auto batch = decodeTraces(content.body.toStdString(), content.format);
    if (!batch)
        return failure(ErrorCode::Damaged,
            u"A captured request cannot be decoded: %1"_s.arg(QString::fromStdString(batch.error().message)));
    SentTraces sent{*batch, {}};
    for (const Span& span : (*batch)->spans) {
        if (sent.traces.size() < most || sent.traces.contains(span.traceId))
            sent.traces[span.traceId].push_back({&span, {}});
    }
    return sent;
}

} // namespace spanglass
