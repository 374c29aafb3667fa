#include "services/formats/JsonItems.h"

namespace spanglass {

namespace {

int itemDepth(JsonItems::Layout layout) {
    switch (layout) {
    case JsonItems::Layout::Values:
        return 0;
    case JsonItems::Layout::Elements:
        return 1;
    case JsonItems::Layout::Member:
        return 2;
    }
    return 0;
}

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

} // namespace

JsonItems::JsonItems(Layout layout, std::string member)
    : m_layout(layout)
    , m_member(std::move(member))
    , m_itemDepth(itemDepth(layout)) { }

void JsonItems::feed(std::string_view block, const TakeItem& take) {
    m_block = block;
    m_from = 0;
    for (m_at = 0; m_at < block.size() && !m_broken; ++m_at) {
        const char c = block[m_at];
        if (c == '\n')
            ++m_line;
        if (m_inString) {
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else if (c == '"')
                m_inString = false;
            // Only keys of the outermost object matter, and only short ones.
            if (m_inString && m_layout == Layout::Member && m_depth == 1 && m_key.size() <= m_member.size())
                m_key += c;
            continue;
        }
        if (isBlank(c) || c == ',') {
            if (m_inItem && atItemDepth())
                endItem(take); // a bare number or word ends here
            if (c == ',' && m_depth == 1)
                m_keyIsMember = false;
            continue;
        }
        if (c == ']' || c == '}') {
            if (!closeBracket(take))
                take({{}, m_line, "a bracket is closed that was never opened"});
            continue;
        }
        if (!m_inItem && atItemDepth())
            beginItem();
        if (c == '"') {
            m_inString = true;
            m_key.clear();
        } else if (c == ':') {
            m_keyIsMember = m_layout == Layout::Member && m_depth == 1 && m_key == m_member;
        } else if (c == '[' || c == '{') {
            openBracket(c);
        }
    }
    if (m_inItem && !m_tooLong && !m_broken) {
        m_text.append(block.substr(m_from));
        if (m_text.size() > MaxItemBytes) {
            m_tooLong = true;
            m_text = {};
        }
    }
}

void JsonItems::openBracket(char c) {
    if (m_layout == Layout::Member && m_depth == 1 && m_keyIsMember && c == '[')
        m_inMember = true;
    ++m_depth;
}

bool JsonItems::closeBracket(const TakeItem& take) {
    if (m_inItem && atItemDepth())
        endItem(take);
    if (m_depth == 0) {
        m_broken = true;
        return false;
    }
    --m_depth;
    if (m_layout == Layout::Member && m_depth == 1)
        m_inMember = false;
    if (m_inItem && atItemDepth()) {
        ++m_at;
        endItem(take);
        --m_at;
    }
    return true;
}

void JsonItems::beginItem() {
    m_inItem = true;
    m_from = m_at;
    m_itemLine = m_line;
    m_text.clear();
    m_tooLong = false;
}

void JsonItems::endItem(const TakeItem& take) {
    m_inItem = false;
    const std::string_view rest = m_block.substr(m_from, m_at - m_from);
    if (m_tooLong || m_text.size() + rest.size() > MaxItemBytes) {
        take({{}, m_itemLine, "the value is larger than 256 MiB"});
    } else if (m_text.empty()) {
        take({rest, m_itemLine, {}});
    } else {
        m_text += rest;
        take({m_text, m_itemLine, {}});
        m_text.clear();
    }
}

void JsonItems::end(const TakeItem& take) {
    if (m_broken || !m_inItem)
        return;
    if (m_depth == m_itemDepth && !m_inString && !m_tooLong) {
        m_block = {};
        m_from = m_at = 0;
        endItem(take);
    } else {
        take({{}, m_itemLine, "the file ends in the middle of the value that begins here"});
    }
}

} // namespace spanglass
