#include "services/replay/exporters/BodyForm.h"

#include "services/otlp/Encode.h"
#include "services/otlp/JsonTranscoder.h"

#include <zlib.h>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

std::string_view viewOf(const QByteArray& bytes) { return {bytes.constData(), static_cast<std::size_t>(bytes.size())}; }

} // namespace

Result<QByteArray> bodyIn(PayloadFormat wanted, const Parcel& parcel) {
    if (wanted == parcel.format)
        return parcel.body;
    if (wanted == PayloadFormat::Json)
        return QByteArray::fromStdString(requestJson(viewOf(parcel.body), parcel.signal));
    auto protobuf = JsonTranscoder(viewOf(parcel.body), parcel.signal).run();
    if (!protobuf)
        return failure(ErrorCode::BadInput,
            u"The captured JSON cannot be made into protobuf: %1"_s.arg(
                QString::fromStdString(protobuf.error().message)),
            u"Send it to a target that takes OTLP/JSON."_s);
    return QByteArray::fromStdString(*protobuf);
}

QByteArray gzipped(const QByteArray& body) {
    constexpr int GzipWindow = 15 + 16;
    constexpr int DefaultMemory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, GzipWindow, DefaultMemory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc(); // its only way to fail here
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(body.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.constData()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

std::string_view contentType(PayloadFormat form) {
    return form == PayloadFormat::Json ? "application/json" : "application/x-protobuf";
}

} // namespace spanglass
