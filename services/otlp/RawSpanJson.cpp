#include "services/otlp/JsonReader.h"
#include "services/otlp/JsonText.h"
#include "services/otlp/RawSpan.h"

#include <algorithm>

namespace spanglass {

namespace {

/// The text of one value, taken whole.
std::string_view valueText(JsonReader& in, std::string_view json) {
    in.peek();
    const std::size_t begin = in.position();
    return in.skip() ? json.substr(begin, in.position() - begin) : std::string_view();
}

/// Calls `take(key, valueText)` for each member of an object until it returns true.
template <class Take> void eachMember(std::string_view object, Take&& take) {
    JsonReader in(object);
    if (!in.accept('{') || in.peek() == '}')
        return;
    do {
        std::string_view key;
        if (!in.string(key) || !in.expect(':'))
            return;
        const std::string keyText(key); // the reader may use its buffer again for the value
        if (take(std::string_view(keyText), valueText(in, object)))
            return;
    } while (in.accept(','));
}

/// Calls `take(valueText)` for each item of a list until it returns true.
template <class Take> void eachItem(std::string_view list, Take&& take) {
    JsonReader in(list);
    if (!in.accept('[') || in.peek() == ']')
        return;
    do {
        if (take(valueText(in, list)))
            return;
    } while (in.accept(','));
}

class Cutter {
public:
    explicit Cutter(std::uint32_t ordinal)
        : m_ordinal(ordinal) { }

    std::optional<std::string> cut(std::string_view request) {
        eachMember(request, [this](std::string_view key, std::string_view value) {
            if (key == "resourceSpans" || key == "resource_spans")
                eachItem(value, [this, key](std::string_view group) { return searchResourceGroup(key, group); });
            return m_found;
        });
        if (!m_found)
            return std::nullopt;
        return std::move(m_out);
    }

private:
    bool searchResourceGroup(std::string_view listKey, std::string_view group) {
        eachMember(group, [&](std::string_view key, std::string_view value) {
            if (key != "scopeSpans" && key != "scope_spans")
                return false;
            eachItem(value, [&](std::string_view scopeGroup) {
                if (findSpan(scopeGroup))
                    write(listKey, group, key, scopeGroup);
                return m_found;
            });
            return m_found;
        });
        return m_found;
    }

    bool findSpan(std::string_view scopeGroup) {
        eachMember(scopeGroup, [this](std::string_view key, std::string_view value) {
            if (key == "spans")
                eachItem(value, [this](std::string_view span) {
                    m_span = span;
                    return m_found = m_next++ == m_ordinal;
                });
            return m_found;
        });
        return m_found;
    }

    void write(
        std::string_view listKey, std::string_view group, std::string_view scopeKey, std::string_view scopeGroup) {
        m_out = '{';
        key(listKey);
        m_out += "[{";
        copyMembers(group, {"scopeSpans", "scope_spans"});
        key(scopeKey);
        m_out += "[{";
        copyMembers(scopeGroup, {"spans"});
        key("spans");
        m_out += '[';
        m_out += m_span;
        m_out += "]}]}]}";
    }

    void key(std::string_view name) {
        if (m_out.back() != '{')
            m_out += ',';
        appendJsonString(m_out, name);
        m_out += ':';
    }

    void copyMembers(std::string_view object, std::initializer_list<std::string_view> without) {
        eachMember(object, [&](std::string_view name, std::string_view value) {
            if (std::ranges::find(without, name) == without.end()) {
                key(name);
                m_out += value;
            }
            return false;
        });
    }

    std::uint32_t m_ordinal;
    std::uint32_t m_next = 0;
    bool m_found = false;
    std::string_view m_span;
    std::string m_out;
};

} // namespace

std::optional<std::string> singleSpanJson(std::string_view json, std::uint32_t ordinal) {
    return Cutter(ordinal).cut(withoutByteOrderMark(json));
}

} // namespace spanglass
