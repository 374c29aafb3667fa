#include "services/otlp/PrettyJson.h"

#include <algorithm>

namespace spanglass {

namespace {

// Past this depth lines are not moved in any further, so that the text stays in proportion to what was given.
constexpr std::size_t MaxIndent = 100;

/// The place after the string that begins at `at`.
std::size_t stringEnd(std::string_view json, std::size_t at) {
    for (++at; at < json.size() && json[at] != '"'; ++at)
        at += json[at] == '\\';
    return std::min(at + 1, json.size());
}

bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

} // namespace

std::string prettyJson(std::string_view json) {
    std::string out;
    out.reserve(json.size() * 2);
    std::size_t depth = 0;
    const auto newLine = [&] { out.append(1, '\n').append(2 * std::min(depth, MaxIndent), ' '); };
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '"') {
            const std::size_t end = stringEnd(json, at);
            out.append(json.substr(at, end - at));
            at = end;
            continue;
        }
        ++at;
        if (isBlank(c))
            continue;
        if (c == '{' || c == '[') {
            out += c;
            while (at < json.size() && isBlank(json[at]))
                ++at;
            if (at < json.size() && (json[at] == '}' || json[at] == ']')) {
                out += json[at++];
                continue;
            }
            ++depth;
            newLine();
        } else if (c == '}' || c == ']') {
            depth -= depth > 0;
            newLine();
            out += c;
        } else if (c == ',') {
            out += c;
            newLine();
        } else {
            out += c;
            if (c == ':')
                out += ' ';
        }
    }
    return out;
}

} // namespace spanglass
