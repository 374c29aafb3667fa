#include "services/net/ContentCoding.h"

#include "services/net/HttpMessage.h"

namespace spanglass {

std::optional<ContentCoding> contentCodingFromName(std::string_view name) {
    if (name.empty() || equalsIgnoringCase(name, "identity"))
        return ContentCoding::Identity;
    if (equalsIgnoringCase(name, "gzip") || equalsIgnoringCase(name, "x-gzip"))
        return ContentCoding::Gzip;
    if (equalsIgnoringCase(name, "deflate"))
        return ContentCoding::Deflate;
    if (equalsIgnoringCase(name, "zstd"))
        return ContentCoding::Zstd;
    return std::nullopt;
}

} // namespace spanglass
