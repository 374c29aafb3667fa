#include "services/core/SqlTable.h"

#include <algorithm>

namespace spanglass {

bool SqlPage::add(std::string_view text) {
    if (text.size() >= NullMark - m_text.size())
        return false;
    m_text += text;
    m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
    return true;
}

void SqlPage::addNull() { m_ends.push_back(static_cast<std::uint32_t>(m_text.size()) | NullMark); }

std::optional<std::string_view> SqlPage::cell(std::size_t row, std::size_t column) const {
    const std::size_t index = row * m_columns + column;
    const std::uint32_t end = m_ends[index];
    if (end & NullMark)
        return std::nullopt;
    const std::uint32_t begin = index == 0 ? 0 : m_ends[index - 1] & ~NullMark;
    return std::string_view(m_text).substr(begin, end - begin);
}

void SqlPage::shrink() {
    m_text.shrink_to_fit();
    m_ends.shrink_to_fit();
}

void SqlTable::append(SqlPage page) {
    const std::size_t rows = page.rowCount();
    if (rows == 0)
        return;
    page.shrink();
    m_ends.push_back(rowCount() + rows);
    m_pages.push_back(std::make_shared<const SqlPage>(std::move(page)));
}

std::optional<std::string_view> SqlTable::cell(std::size_t row, std::size_t column) const {
    const auto page = static_cast<std::size_t>(std::ranges::upper_bound(m_ends, row) - m_ends.begin());
    return m_pages[page]->cell(row - (page == 0 ? 0 : m_ends[page - 1]), column);
}

QString SqlTable::text(std::size_t row, std::size_t column) const {
    const auto bytes = cell(row, column);
    if (!bytes)
        return {};
    // An empty text is not NULL.
    return bytes->empty() ? QStringLiteral("")
                          : QString::fromUtf8(bytes->data(), static_cast<qsizetype>(bytes->size()));
}

std::size_t SqlTable::memoryBytes() const {
    std::size_t bytes = 0;
    for (const auto& page : m_pages)
        bytes += page->memoryBytes();
    return bytes;
}

} // namespace spanglass
