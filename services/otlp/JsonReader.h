#pragma once

#include <string>
#include <string_view>

namespace spanglass {

/// RFC 8259 lets a reader pass over a byte order mark.
constexpr std::string_view withoutByteOrderMark(std::string_view json) {
    constexpr std::string_view Mark = "\xEF\xBB\xBF";
    return json.starts_with(Mark) ? json.substr(Mark.size()) : json;
}

/// Walks a JSON text (RFC 8259) token by token without building anything. After a fault every call is harmless and
/// false or empty. Bytes that are not UTF-8 pass through strings untouched.
class JsonReader {
public:
    explicit JsonReader(std::string_view text)
        : m_begin(text.data())
        , m_at(text.data())
        , m_end(text.data() + text.size()) { }

    /// The next character that is not blank, without taking it; 0 at the end.
    char peek() {
        for (; m_at != m_end; ++m_at)
            if (static_cast<unsigned char>(*m_at) > ' ' || !isBlank(*m_at))
                return *m_at;
        return 0;
    }
    /// Takes `c` when it is next.
    bool accept(char c) {
        if (peek() != c || m_at == m_end)
            return false;
        ++m_at;
        return true;
    }
    /// Takes `c` or faults.
    bool expect(char c) { return accept(c) || failExpecting(c); }
    bool atEnd() { return peek() == 0 && m_at == m_end; }

    /// A string; a view into the text, or into a buffer that the next string overwrites when it held escapes. A lone
    /// surrogate becomes a byte that is not UTF-8.
    bool string(std::string_view& out);
    /// A number as its text, checked against JSON's grammar.
    bool number(std::string_view& out);
    /// true, false or null.
    bool literal(std::string_view word);
    /// Any value whole, however deep.
    bool skip();

    bool fail(std::string_view reason);
    bool failed() const { return !m_reason.empty(); }
    std::string_view reason() const { return m_reason; }
    std::size_t position() const { return static_cast<std::size_t>(m_at - m_begin); }

private:
    static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    bool failExpecting(char c);
    const char* plainEnd(const char* at) const;
    bool escapedString(const char* begin, std::string_view& out);
    bool escape();
    bool hexUnit(unsigned& unit);
    bool skipString();
    bool skipKey();
    bool skipScalar();
    bool closeBrackets(std::size_t base);

    const char* m_begin;
    const char* m_at;
    const char* m_end;
    std::string m_reason;
    std::string m_unescaped;
    std::string m_brackets; ///< those open while skipping
};

} // namespace spanglass
