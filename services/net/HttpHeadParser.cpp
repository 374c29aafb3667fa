#include "services/net/HttpHeadParser.h"

#include <algorithm>
#include <charconv>

namespace spanglass {

namespace {

using Fault = std::unexpected<HttpFault>;

bool isTokenChar(char c) {
    static constexpr std::string_view Marks = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || Marks.contains(c);
}

bool isToken(std::string_view text) { return !text.empty() && std::ranges::all_of(text, isTokenChar); }

bool isVisible(char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; }

bool isFieldValue(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return isVisible(c) || c == ' ' || c == '\t'; });
}

/// Cuts the next line, without its CRLF, off the front.
std::string_view takeLine(std::string_view& block) {
    const auto end = block.find("\r\n");
    const auto line = block.substr(0, end);
    block.remove_prefix(end + 2);
    return line;
}

std::expected<void, HttpFault> parseRequestLine(std::string_view line, HttpHead& head) {
    const auto methodEnd = line.find(' ');
    const auto targetEnd = line.rfind(' ');
    if (methodEnd == std::string_view::npos || targetEnd <= methodEnd)
        return Fault(HttpFault::MalformedHead);
    head.method = line.substr(0, methodEnd);
    head.target = line.substr(methodEnd + 1, targetEnd - methodEnd - 1);
    const auto version = line.substr(targetEnd + 1);
    if (!isToken(head.method) || head.target.empty() || !std::ranges::all_of(head.target, isVisible))
        return Fault(HttpFault::MalformedHead);
    if (!version.starts_with("HTTP/") || version.size() != 8 || version[6] != '.')
        return Fault(HttpFault::MalformedHead);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return Fault(HttpFault::VersionUnknown);
    head.minorVersion = version.back() - '0';
    head.keepAlive = head.minorVersion == 1;
    return {};
}

/// An identical repetition is allowed and any other is not (RFC 9112 section 6.3).
std::expected<void, HttpFault> parseLength(std::string_view text, HttpHead& head) {
    std::uint64_t length = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (text.empty() || problem != std::errc{} || end != text.data() + text.size() || text.front() == '-')
        return Fault(HttpFault::LengthInvalid);
    if (head.contentLength && *head.contentLength != length)
        return Fault(HttpFault::LengthInvalid);
    head.contentLength = length;
    return {};
}

void readConnection(std::string_view value, HttpHead& head) {
    while (true) {
        const auto comma = value.find(',');
        const auto option = trimBlanks(value.substr(0, comma));
        if (equalsIgnoringCase(option, "close"))
            head.keepAlive = false;
        else if (head.minorVersion == 0 && equalsIgnoringCase(option, "keep-alive"))
            head.keepAlive = true;
        if (comma == std::string_view::npos)
            return;
        value.remove_prefix(comma + 1);
    }
}

std::expected<void, HttpFault> readFraming(HttpHead& head) {
    int hosts = 0;
    for (const auto& [name, value] : head.fields) {
        if (name == "host") {
            ++hosts;
        } else if (name == "content-length") {
            if (const auto done = parseLength(value, head); !done)
                return done;
        } else if (name == "transfer-encoding") {
            if (head.chunked || !equalsIgnoringCase(value, "chunked"))
                return Fault(HttpFault::TransferCodingUnknown);
            head.chunked = true;
        } else if (name == "expect") {
            if (!equalsIgnoringCase(value, "100-continue"))
                return Fault(HttpFault::ExpectationUnknown);
            head.expectsContinue = head.minorVersion == 1;
        } else if (name == "connection") {
            readConnection(value, head);
        }
    }
    if (head.chunked && (head.contentLength || head.minorVersion == 0))
        return Fault(HttpFault::LengthInvalid);
    if (hosts > 1 || (hosts == 0 && head.minorVersion == 1))
        return Fault(HttpFault::HostMissing);
    return {};
}

std::expected<void, HttpFault> parseFields(std::string_view block, HttpHead& head) {
    for (auto line = takeLine(block); !line.empty(); line = takeLine(block)) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
            return Fault(HttpFault::MalformedHead);
        const auto value = trimBlanks(line.substr(colon + 1));
        if (!isFieldValue(value))
            return Fault(HttpFault::MalformedHead);
        head.fields.push_back({lowerCased(line.substr(0, colon)), std::string(value)});
    }
    return {};
}

} // namespace

std::expected<HttpHead, HeadFailure> parseHttpHead(std::string_view block) {
    HttpHead head;
    auto done = parseRequestLine(takeLine(block), head);
    if (done)
        done = parseFields(block, head);
    if (done)
        done = readFraming(head);
    if (!done)
        return std::unexpected(HeadFailure{done.error(), std::move(head)});
    return head;
}

HeadEnd findHeadEnd(std::string_view bytes, std::size_t from) {
    for (auto at = bytes.find('\n', from); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        if (at == 0 || bytes[at - 1] != '\r')
            return {HeadEnd::Kind::BareNewline, 0};
        if (at >= 3 && bytes[at - 2] == '\n')
            return {HeadEnd::Kind::Complete, at + 1};
    }
    return {};
}

} // namespace spanglass
