#include "services/otlp/JsonText.h"

#include "services/otlp/Utf8.h"

#include <charconv>
#include <cmath>

namespace spanglass {

namespace {

void appendEscape(std::string& out, char c) {
    constexpr char Digits[] = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u00";
        out += Digits[static_cast<unsigned char>(c) >> 4];
        out += Digits[c & 0xF];
    }
}

} // namespace

void appendJsonString(std::string& out, std::string_view text) {
    if (!isUtf8(text))
        return appendJsonString(out, repairedUtf8(text));
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text.substr(plain, i - plain));
        appendEscape(out, c);
        plain = i + 1;
    }
    out.append(text.substr(plain));
    out += '"';
}

void appendDouble(std::string& out, double value) {
    if (std::isnan(value)) {
        out += "NaN";
        return;
    }
    if (std::isinf(value)) {
        out += value < 0 ? "-Infinity" : "Infinity";
        return;
    }
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    const std::string_view digits(text, static_cast<std::size_t>(end - text));
    out += digits;
    if (digits.find_first_of(".e") == digits.npos)
        out += ".0";
}

} // namespace spanglass
