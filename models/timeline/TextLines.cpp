#include "models/timeline/TextLines.h"

#include <algorithm>

namespace spanglass {

void TextLines::setText(QString text) {
    m_text = std::move(text);
    m_folds.clear();
    cut();
}

void TextLines::setColumns(int columns) {
    columns = std::max(columns, 8);
    if (columns == m_columns)
        return;
    m_columns = columns;
    cut();
}

void TextLines::cut() {
    m_lines.clear();
    m_numbers.clear();
    std::uint32_t number = 1;
    for (qsizetype from = 0; from <= m_text.size();) {
        qsizetype end = m_text.indexOf(u'\n', from);
        if (end < 0)
            end = m_text.size();
        bool start = true;
        for (qsizetype at = from; start || at < end;) {
            qsizetype length = std::min<qsizetype>(m_columns, end - at);
            if (at + length < end && m_text[at + length].isLowSurrogate())
                --length;
            m_lines.push_back({at, static_cast<std::int32_t>(length), start});
            m_numbers.push_back(number);
            start = false;
            at += length;
        }
        from = end + 1;
        ++number;
    }
    rebuild();
}

void TextLines::rebuild() {
    m_shown.clear();
    const auto count = static_cast<std::uint32_t>(m_lines.size());
    for (std::uint32_t line = 0; line < count;) {
        m_shown.push_back(line);
        const bool folded = m_lines[line].isStart && std::ranges::binary_search(m_folds, m_lines[line].from);
        line = folded ? foldEnd(line) : line + 1;
    }
}

QStringView TextLines::view(qsizetype shown) const {
    const Line& line = at(shown);
    return QStringView(m_text).mid(line.from, line.length);
}

int TextLines::indentOf(std::uint32_t line) const {
    int indent = 0;
    const Line& l = m_lines[line];
    while (indent < l.length && m_text[l.from + indent] == u' ')
        ++indent;
    return indent;
}

/// The line of the closing bracket: the next one that is indented no deeper.
std::uint32_t TextLines::foldEnd(std::uint32_t line) const {
    const int indent = indentOf(line);
    std::uint32_t end = line + 1;
    while (end < m_lines.size() && (!m_lines[end].isStart || indentOf(end) > indent))
        ++end;
    return end;
}

bool TextLines::canFold(qsizetype shown) const {
    const std::uint32_t line = m_shown[static_cast<std::size_t>(shown)];
    const Line& l = m_lines[line];
    if (!l.isStart || l.length == 0)
        return false;
    const QChar last = m_text[l.from + l.length - 1];
    return (last == u'{' || last == u'[') && line + 1 < m_lines.size() && m_lines[line + 1].isStart
        && indentOf(line + 1) > indentOf(line);
}

bool TextLines::isFolded(qsizetype shown) const {
    return at(shown).isStart && std::ranges::binary_search(m_folds, at(shown).from);
}

void TextLines::toggleFold(qsizetype shown) {
    if (!canFold(shown))
        return;
    const auto place = std::ranges::lower_bound(m_folds, at(shown).from);
    if (place != m_folds.end() && *place == at(shown).from)
        m_folds.erase(place);
    else
        m_folds.insert(place, at(shown).from);
    rebuild();
}

qsizetype TextLines::reveal(qsizetype position) {
    const auto after = std::ranges::upper_bound(m_lines, position, {}, &Line::from);
    const auto line = static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(0, after - m_lines.begin() - 1));
    if (!std::ranges::binary_search(m_shown, line)) {
        std::erase_if(m_folds, [&](qsizetype from) {
            const auto start = static_cast<std::uint32_t>(
                std::ranges::lower_bound(m_lines, from, {}, &Line::from) - m_lines.begin());
            return start < line && line < foldEnd(start);
        });
        rebuild();
    }
    return std::ranges::lower_bound(m_shown, line) - m_shown.begin();
}

} // namespace spanglass
