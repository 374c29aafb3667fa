#pragma once

#include "services/net/BodySource.h"

#include <memory>
#include <string_view>
#include <vector>

namespace spanglass {

struct HttpField {
    std::string name; ///< lower case in requests; as it should be written in replies
    std::string value; ///< surrounding blanks removed
};

using HttpFields = std::vector<HttpField>;

/// The first value under a lower-case name; empty when absent.
std::string_view fieldValue(const HttpFields& fields, std::string_view lowerName);

/// Request line and header fields of one request (RFC 9112), already checked: the framing is sound.
struct HttpHead {
    std::string method;
    std::string target; ///< as sent, query included
    int minorVersion = 1; ///< HTTP/1.0 or HTTP/1.1
    HttpFields fields;
    std::optional<std::uint64_t> contentLength;
    bool chunked = false;
    bool expectsContinue = false;
    bool keepAlive = true;
    std::string peer; ///< "127.0.0.1:51234", "[::1]:51234"

    /// `target` up to the query.
    std::string_view path() const;
    /// The first value under a lower-case name; empty when absent.
    std::string_view field(std::string_view lowerName) const;
    bool has(std::string_view lowerName) const;
};

struct HttpReply {
    int status = 200;
    HttpFields fields; ///< Content-Length, Date and Connection are added when it is written
    std::string body;
    bool close = false; ///< end the connection after this reply
    std::shared_ptr<BodySource> source = nullptr; ///< takes the place of `body`
};

/// The standard reason phrase; "Unknown" for a code without one here.
std::string_view httpReason(int status);

/// ASCII only, as header names and most tokens need.
bool equalsIgnoringCase(std::string_view a, std::string_view b);
std::string lowerCased(std::string_view text);
std::string_view trimBlanks(std::string_view text);

} // namespace spanglass
