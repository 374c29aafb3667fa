#include "services/replay/exporters/GrpcAnswers.h"

#include "services/auth/Redaction.h"
#include "services/otlp/Responses.h"
#include "services/replay/exporters/HttpAnswers.h"

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostWords = 2'000;

QString wordsOf(const std::string& text, const QList<Secret>& secrets) {
    QString out = redacted(QString::fromStdString(text), secrets, MostWords);
    std::ranges::replace_if(
        out, [](QChar c) { return c.category() == QChar::Other_Control && c != u'\n'; }, u' ');
    return out;
}

bool contains(const QString& words, std::initializer_list<QLatin1StringView> parts) {
    return std::ranges::any_of(
        parts, [&](QLatin1StringView part) { return words.contains(part, Qt::CaseInsensitive); });
}

Error problemOf(const grpc::Status& status, const QString& words, const QString& where) {
    const QString said = words.isEmpty() ? QString() : u": "_s + words;
    switch (status.error_code()) {
    case grpc::StatusCode::UNAUTHENTICATED:
        return {ErrorCode::NeedsSignIn, u"%1 did not accept the credentials%2"_s.arg(where, said),
            u"Choose a connection that signs in there, or give the header that it wants."_s};
    case grpc::StatusCode::PERMISSION_DENIED:
        return {ErrorCode::NotAllowed, u"%1 does not let these credentials write%2"_s.arg(where, said),
            u"Ask its owner for the right to send."_s};
    case grpc::StatusCode::UNIMPLEMENTED:
        return {ErrorCode::NotFound, u"%1 takes no OTLP over gRPC%2"_s.arg(where, said),
            u"Check address and port. OTLP/gRPC is on port 4317 as a rule; for port 4318 choose OTLP/HTTP."_s};
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
        return {ErrorCode::LimitHit, u"%1 has a limit in the way%2"_s.arg(where, said), {}};
    case grpc::StatusCode::DEADLINE_EXCEEDED:
        return {ErrorCode::TimedOut, u"%1 did not answer in time%2"_s.arg(where, said), {}};
    case grpc::StatusCode::UNAVAILABLE:
        return {ErrorCode::Offline, u"%1 is not available%2"_s.arg(where, said),
            u"Check address and port, and that the receiver runs."_s};
    default:
        return {ErrorCode::BadInput,
            u"%1 refused the request (gRPC %2)%3"_s.arg(where).arg(static_cast<int>(status.error_code())).arg(said),
            {}};
    }
}

/// gRPC's own words (1.51) for a connection that never came about. Nothing was sent then.
bool saysNotConnected(const QString& words) {
    return contains(words,
        {"failed to connect"_L1, "connections to all backends"_L1, "DNS resolution"_L1, "name resolution"_L1,
            "no route to host"_L1});
}

/// gRPC's own words, and those of proxies, for a connection or stream that ended under a call. The status looks as if
/// the server had said it.
bool saysConnectionLost(const QString& words) {
    return contains(words,
        {"socket closed"_L1, "connection reset"_L1, "broken pipe"_L1, "transport closed"_L1, "stream removed"_L1,
            "goaway"_L1, "rst_stream"_L1, "watchdog"_L1, "disconnect/reset"_L1, "endpoint read failed"_L1,
            "recvmsg"_L1});
}

/// A server that is no gRPC server, or one whose certificate is not trusted.
bool saysWrongServer(const QString& words) {
    return contains(words, {"http1.x server"_L1, "handshake failed"_L1, "certificate"_L1, "WRONG_VERSION_NUMBER"_L1});
}

ExportOutcome outcomeHere(grpc::StatusCode code, const QString& words) {
    if (code == grpc::StatusCode::UNAVAILABLE && saysWrongServer(words))
        return ExportOutcome::Blocked;
    if (code == grpc::StatusCode::UNAVAILABLE && saysNotConnected(words))
        return ExportOutcome::Later;
    if (code == grpc::StatusCode::RESOURCE_EXHAUSTED) // larger than may be sent
        return ExportOutcome::TooLarge;
    if (code == grpc::StatusCode::UNIMPLEMENTED || code == grpc::StatusCode::PERMISSION_DENIED
        || code == grpc::StatusCode::UNAUTHENTICATED) // a status of HTTP in gRPC's translation
        return ExportOutcome::Blocked;
    return ExportOutcome::Uncertain;
}

ExportOutcome outcomeThere(grpc::StatusCode code, const QString& words, bool namesDelay) {
    switch (code) {
    case grpc::StatusCode::CANCELLED:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::ABORTED:
    case grpc::StatusCode::OUT_OF_RANGE:
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DATA_LOSS:
        return ExportOutcome::Later;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
        if (namesDelay)
            return ExportOutcome::Later;
        return contains(words, {"larger than max"_L1, "too large"_L1, "message size"_L1}) ? ExportOutcome::TooLarge
                                                                                          : ExportOutcome::Refused;
    case grpc::StatusCode::UNAUTHENTICATED:
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNIMPLEMENTED:
        return ExportOutcome::Blocked;
    default:
        return ExportOutcome::Refused;
    }
}

} // namespace

ExportAnswer readGrpcStatus(
    const grpc::Status& status, bool fromServer, const QString& where, const QList<Secret>& secrets) {
    ExportAnswer out;
    out.words = wordsOf(status.error_message(), secrets);
    const auto details = readStatusBody(status.error_details(), PayloadFormat::Protobuf);
    const std::optional<Nanos> delay = details ? details->retryDelay : std::nullopt;
    const Error problem = problemOf(status, out.words, where);
    fromServer = fromServer && !saysConnectionLost(out.words);
    out.outcome = fromServer ? outcomeThere(status.error_code(), out.words, delay.has_value())
                             : outcomeHere(status.error_code(), out.words);
    if (out.outcome == ExportOutcome::Uncertain)
        return uncertainAnswer(problem);
    if (fromServer)
        out.status = static_cast<int>(status.error_code());
    out.problem = problem;
    if (out.words.isEmpty())
        out.words = problem.message;
    if (out.outcome == ExportOutcome::Later) {
        out.wait = delay;
        out.wantsLess = delay.has_value();
    }
    return out;
}

ExportAnswer readGrpcResponse(std::string_view response, const QList<Secret>& secrets) {
    ExportAnswer out{.outcome = ExportOutcome::Taken, .status = 0};
    if (const auto said = readSuccessBody(response)) {
        out.rejected = said->rejected;
        out.words = wordsOf(said->message, secrets);
    }
    return out;
}

} // namespace spanglass
