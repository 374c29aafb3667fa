#include "services/otlp/JsonReader.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace spanglass {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The top bit of every byte of `word` that is `c`, and perhaps of bytes above one that is.
constexpr std::uint64_t matches(std::uint64_t word, char c) {
    const std::uint64_t x = word ^ (0x0101010101010101ull * static_cast<unsigned char>(c));
    return (x - 0x0101010101010101ull) & ~x & 0x8080808080808080ull;
}

void appendUtf8(std::string& out, unsigned codePoint) {
    const auto put = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
    if (codePoint < 0x80) {
        put(codePoint);
    } else if (codePoint < 0x800) {
        put(0xC0 | codePoint >> 6);
        put(0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
        put(0xE0 | codePoint >> 12);
        put(0x80 | (codePoint >> 6 & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    } else {
        put(0xF0 | codePoint >> 18);
        put(0x80 | (codePoint >> 12 & 0x3F));
        put(0x80 | (codePoint >> 6 & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    }
}

} // namespace

bool JsonReader::failExpecting(char c) { return fail(std::string("'") + c + "' expected"); }

bool JsonReader::fail(std::string_view reason) {
    if (m_reason.empty()) {
        m_reason = reason;
        m_end = m_at; // so that nothing is read any more
    }
    return false;
}

/// The first byte from `at` on that a string cannot hold as it is: a quote, a backslash, a control character.
const char* JsonReader::plainEnd(const char* at) const {
    for (; m_end - at >= 8; at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        const std::uint64_t control = (word - 0x2020202020202020ull) & ~word & 0x8080808080808080ull;
        const std::uint64_t found = matches(word, '"') | matches(word, '\\') | control;
        if (found)
            return at + std::countr_zero(found) / 8;
    }
    while (at != m_end && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20)
        ++at;
    return at;
}

bool JsonReader::string(std::string_view& out) {
    if (!expect('"'))
        return false;
    const char* begin = m_at;
    m_at = plainEnd(begin);
    if (m_at != m_end && *m_at == '"') [[likely]] {
        out = {begin, static_cast<std::size_t>(m_at - begin)};
        ++m_at;
        return true;
    }
    return escapedString(begin, out);
}

bool JsonReader::escapedString(const char* begin, std::string_view& out) {
    m_unescaped.assign(begin, m_at);
    while (m_at != m_end) {
        if (*m_at == '"') {
            ++m_at;
            out = m_unescaped;
            return true;
        }
        if (*m_at != '\\')
            return fail("a control character in a string");
        ++m_at;
        if (!escape())
            return false;
        const char* plain = m_at;
        m_at = plainEnd(plain);
        m_unescaped.append(plain, m_at);
    }
    return fail("a string that does not end");
}

bool JsonReader::escape() {
    constexpr std::string_view Letters = "\"\\/bfnrt";
    constexpr std::string_view Meanings = "\"\\/\b\f\n\r\t";
    if (m_at == m_end)
        return fail("a string that does not end");
    const char letter = *m_at++;
    if (const auto simple = Letters.find(letter); simple != Letters.npos) {
        m_unescaped.push_back(Meanings[simple]);
        return true;
    }
    if (letter != 'u')
        return fail("an unknown escape in a string");
    unsigned unit = 0;
    if (!hexUnit(unit))
        return false;
    if (unit < 0xD800 || unit > 0xDFFF) {
        appendUtf8(m_unescaped, unit);
        return true;
    }
    if (unit < 0xDC00 && m_end - m_at >= 6 && m_at[0] == '\\' && m_at[1] == 'u') {
        const char* second = m_at;
        unsigned low = 0;
        m_at += 2;
        if (!hexUnit(low))
            return false;
        if (low >= 0xDC00 && low <= 0xDFFF) {
            appendUtf8(m_unescaped, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            return true;
        }
        m_at = second;
    }
    m_unescaped.push_back('\xFF');
    return true;
}

bool JsonReader::hexUnit(unsigned& unit) {
    if (m_end - m_at < 4)
        return fail("a string that does not end");
    unit = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
        const char c = *m_at;
        const char lower = static_cast<char>(c | 0x20);
        if (isDigit(c))
            unit = unit << 4 | static_cast<unsigned>(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            unit = unit << 4 | static_cast<unsigned>(lower - 'a' + 10);
        else
            return fail("four hex digits expected after \\u");
    }
    return true;
}

bool JsonReader::number(std::string_view& out) {
    peek();
    const char* begin = m_at;
    const char* at = m_at;
    const auto digits = [&at, this] {
        const char* first = at;
        while (at != m_end && isDigit(*at))
            ++at;
        return at != first;
    };
    if (at != m_end && *at == '-')
        ++at;
    const char* first = at;
    if (!digits())
        return fail("a value expected");
    if (*first == '0' && at - first > 1)
        return fail("a number that begins with 0");
    if (at != m_end && *at == '.') {
        ++at;
        if (!digits())
            return fail("digits expected after the point of a number");
    }
    if (at != m_end && (*at == 'e' || *at == 'E')) {
        ++at;
        if (at != m_end && (*at == '+' || *at == '-'))
            ++at;
        if (!digits())
            return fail("digits expected in the exponent of a number");
    }
    m_at = at;
    out = {begin, static_cast<std::size_t>(at - begin)};
    return true;
}

bool JsonReader::literal(std::string_view word) {
    peek();
    if (static_cast<std::size_t>(m_end - m_at) < word.size() || std::string_view(m_at, word.size()) != word)
        return fail("a value expected");
    m_at += word.size();
    return true;
}

bool JsonReader::skipString() {
    std::string_view ignored;
    return string(ignored);
}

bool JsonReader::skipKey() { return skipString() && expect(':'); }

bool JsonReader::skipScalar() {
    switch (peek()) {
    case '"':
        return skipString();
    case 't':
        return literal("true");
    case 'f':
        return literal("false");
    case 'n':
        return literal("null");
    default:
        std::string_view ignored;
        return number(ignored);
    }
}

bool JsonReader::skip() {
    const std::size_t base = m_brackets.size();
    for (;;) {
        const char open = peek();
        if (open == '{' || open == '[') {
            ++m_at;
            if (!accept(open == '{' ? '}' : ']')) {
                m_brackets.push_back(open);
                if (open == '{' && !skipKey())
                    return false;
                continue; // with the first value inside
            }
        } else if (!skipScalar()) {
            return false;
        }
        if (closeBrackets(base))
            return !failed();
    }
}

/// After a value: takes what closes, until another value must follow (false) or all is closed or faulty (true).
bool JsonReader::closeBrackets(std::size_t base) {
    while (m_brackets.size() > base) {
        const bool object = m_brackets.back() == '{';
        if (accept(','))
            return object && !skipKey();
        if (!accept(object ? '}' : ']')) {
            fail(object ? "',' or '}' expected" : "',' or ']' expected");
            return true;
        }
        m_brackets.pop_back();
    }
    return true;
}

} // namespace spanglass
