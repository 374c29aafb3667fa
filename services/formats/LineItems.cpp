#include "services/formats/LineItems.h"

namespace spanglass {

void LineItems::feed(std::string_view block, const TakeItem& take) {
    while (!block.empty()) {
        const auto newline = block.find('\n');
        const std::string_view piece = block.substr(0, newline);
        if (m_partial.size() + piece.size() > MaxItemBytes) {
            m_tooLong = true;
            m_partial = {};
        }
        if (newline == std::string_view::npos) {
            if (!m_tooLong)
                m_partial += piece;
            return;
        }
        if (m_partial.empty()) {
            emitLine(piece, take);
        } else {
            m_partial += piece;
            emitLine(m_partial, take);
            m_partial.clear();
        }
        ++m_line;
        block.remove_prefix(newline + 1);
    }
}

void LineItems::end(const TakeItem& take) { emitLine(m_partial, take); }

void LineItems::emitLine(std::string_view line, const TakeItem& take) {
    if (m_tooLong) {
        m_tooLong = false;
        take({{}, m_line, "the line is longer than 256 MiB"});
        return;
    }
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    if (line.find_first_not_of(" \t") != std::string_view::npos)
        take({line, m_line, {}});
}

} // namespace spanglass
