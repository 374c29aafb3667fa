#include "services/receiver/OtlpGrpcCall.h"

#include "services/otlp/Responses.h"
#include "services/receiver/RefusalAnswer.h"

#include <grpc/byte_buffer.h>
#include <grpcpp/support/proto_buffer_reader.h>

namespace spanglass {

namespace {

/// Walks a message's slices and tells its compression, which the C++ API does not show otherwise.
class SliceReader final : public grpc::ProtoBufferReader {
public:
    using grpc::ProtoBufferReader::ProtoBufferReader;

    std::optional<ContentCoding> coding() {
        switch (reader()->buffer_in->data.raw.compression) {
        case GRPC_COMPRESS_NONE:
            return ContentCoding::Identity;
        case GRPC_COMPRESS_GZIP:
            return ContentCoding::Gzip;
        case GRPC_COMPRESS_DEFLATE:
            return ContentCoding::Deflate;
        default:
            return std::nullopt;
        }
    }
};

/// gRPC C++ forgets a grpc-encoding that it does not know and hands the bytes over as they are. These are the starts of
/// the two that OpenTelemetry collectors offer beside gzip; no OTLP message begins like them.
bool isForeignCompression(std::string_view payload) {
    constexpr std::string_view Zstd("\x28\xb5\x2f\xfd");
    constexpr std::string_view Snappy("\xff\x06\x00\x00sNaPpY", 10);
    return payload.starts_with(Zstd) || payload.starts_with(Snappy);
}

std::string metadata(const grpc::GenericCallbackServerContext& context, const char* key) {
    const auto found = context.client_metadata().find(key);
    return found == context.client_metadata().end() ? std::string()
                                                    : std::string(found->second.data(), found->second.size());
}

/// gRPC writes "ipv4:127.0.0.1:5000" and "ipv6:%5B::1%5D:5000".
std::string peerName(std::string peer) {
    peer.erase(0, peer.find(':') + 1);
    for (const auto& [escaped, plain] : {std::pair("%5B", "["), std::pair("%5D", "]")}) {
        if (const auto at = peer.find(escaped); at != std::string::npos)
            peer.replace(at, 3, plain);
    }
    return peer;
}

} // namespace

grpc::Status grpcStatus(const Verdict& verdict) {
    const RefusalAnswer answer = refusalAnswer(*verdict.refusal, verdict.transient);
    const int code = static_cast<int>(answer.rpc);
    StatusAnswer details{code, verdict.message, answer.retryDelay, verdict.field};
    return {static_cast<grpc::StatusCode>(code), verdict.message, statusBody(details, PayloadFormat::Protobuf)};
}

OtlpGrpcCall::OtlpGrpcCall(
    Intake& intake, Signal signal, grpc::GenericCallbackServerContext& context, std::uint64_t maxMessageBytes)
    : m_context(context)
    , m_intake(intake)
    , m_request{signal, PayloadFormat::Protobuf, Transport::Grpc, {}, 0, metadata(context, "user-agent"),
          peerName(context.peer())}
    , m_limit(maxMessageBytes) {
    StartRead(&m_message);
}

void OtlpGrpcCall::refuse(Refusal refusal, std::string_view example) {
    m_intake.stats().refuse(refusal, m_request.peer + ": " + std::string(example));
    finish(Verdict::refused(refusal, refusalText(refusal)));
}

void OtlpGrpcCall::refuseCompression() {
    m_context.AddTrailingMetadata("grpc-accept-encoding", "identity,deflate,gzip");
    refuse(Refusal::EncodingUnknown, "gRPC message");
}

/// Fills the request's payload from the message; false when the call has been answered instead.
bool OtlpGrpcCall::inflate() {
    SliceReader reader(&m_message);
    const auto coding = reader.coding();
    if (!coding)
        return refuseCompression(), false;
    const auto inflater = Inflater::make(*coding, m_limit);
    if (*coding == ContentCoding::Identity)
        m_request.payload.reserve(m_message.Length());
    const void* bytes = nullptr;
    int size = 0;
    auto outcome = Inflater::Outcome::Ok;
    while (outcome == Inflater::Outcome::Ok && reader.Next(&bytes, &size))
        outcome = inflater->feed({static_cast<const char*>(bytes), static_cast<std::size_t>(size)}, m_request.payload);
    if (outcome == Inflater::Outcome::Ok && *coding != ContentCoding::Identity)
        outcome = inflater->finish();
    if (outcome == Inflater::Outcome::TooLarge)
        return refuse(Refusal::BodyTooLarge, "after inflation"), false;
    if (outcome == Inflater::Outcome::Broken)
        return refuse(Refusal::EncodingBroken, "gRPC message"), false;
    if (*coding == ContentCoding::Identity && isForeignCompression(m_request.payload))
        return refuseCompression(), false;
    return true;
}

void OtlpGrpcCall::OnReadDone(bool ok) {
    if (!ok) {
        // No message: cancelled, too large for gRPC itself, or closed without one. gRPC answers the first two.
        Finish({grpc::StatusCode::INVALID_ARGUMENT, "An Export call needs one message."});
        return;
    }
    m_request.wireBytes = m_message.Length();
    if (!inflate())
        return;
    m_message.Clear();
    m_intake.take(std::move(m_request), [this](const Verdict& verdict) { finish(verdict); });
}

void OtlpGrpcCall::finish(const Verdict& verdict) {
    if (verdict.refusal)
        return Finish(grpcStatus(verdict));
    const grpc::Slice body(successBody(m_request.signal, PayloadFormat::Protobuf, verdict.rejected, verdict.message));
    m_reply = grpc::ByteBuffer(&body, 1);
    StartWriteAndFinish(&m_reply, grpc::WriteOptions(), grpc::Status::OK);
}

} // namespace spanglass
