#include "services/replay/exporters/Exporters.h"

#include "services/auth/ApiClient.h"
#include "services/replay/exporters/FileExporter.h"
#include "services/replay/exporters/GrpcExporter.h"
#include "services/replay/exporters/HttpExporter.h"

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Those that HTTP and gRPC set themselves, and those of OTLP.
constexpr std::array OwnFields{"connection"_L1, "content-encoding"_L1, "content-length"_L1, "content-type"_L1,
    "host"_L1, "te"_L1, "transfer-encoding"_L1, "upgrade"_L1};

/// Field names that HTTP and gRPC both take.
bool isName(const QString& name) {
    return !name.isEmpty() && std::ranges::all_of(name, [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.');
    });
}

bool isPrintable(const QByteArray& value) {
    return std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

Result<> checkHeaders(const TargetHeaders& headers) {
    for (const auto& [name, value] : headers) {
        const QString lower = name.toLower();
        if (!isName(name))
            return failure(ErrorCode::BadInput, u"\"%1\" cannot be the name of a header."_s.arg(name.left(100)),
                u"Use letters, digits and hyphens."_s);
        if (std::ranges::find(OwnFields, lower) != OwnFields.end() || lower.startsWith("grpc-"_L1)
            || lower.endsWith("-bin"_L1))
            return failure(
                ErrorCode::BadInput, u"The header %1 is set by the program itself."_s.arg(name), u"Take it out."_s);
        if (!isPrintable(value.reveal()))
            return failure(ErrorCode::BadInput,
                u"The value of the header %1 has characters that cannot be sent."_s.arg(name),
                u"Use printable ASCII without line breaks."_s);
    }
    return {};
}

Result<std::unique_ptr<Exporter>> makeExporter(const ReplayTarget& target, const ExporterPorts& ports) {
    if (target.kind == TargetKind::File)
        return FileExporter::open(target.file, ports.parcelsTaken);
    if (const auto checked = checkHeaders(ports.headers); !checked)
        return std::unexpected(checked.error());
    auto route = TargetRoute::of(target, ports.api ? ports.api->connection().host : QString());
    if (!route)
        return std::unexpected(route.error());
    TargetAccess access{.tokens = nullptr, .headers = ports.headers, .deadline = ports.deadline};
    if (ports.api) // shares the client's life
        access.tokens = std::shared_ptr<TokenProvider>(ports.api, &ports.api->tokens());
    if (target.kind == TargetKind::Otlp && target.wire == OtlpWire::Grpc)
        return std::make_unique<GrpcExporter>(ports.auth, *std::move(route), std::move(access), ports.network);
    return std::make_unique<HttpExporter>(ports.auth, *std::move(route), std::move(access));
}

} // namespace spanglass
