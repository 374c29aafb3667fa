#include "services/practice/sql/ResultBuilder.h"

#include "services/practice/catalog/SparkType.h"
#include "services/warehouse/CellText.h"
#include "services/warehouse/TypeText.h"

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

constexpr std::size_t ChunkBytes = 4 << 20;

ResultColumn columnOf(std::string_view name, const std::string& typeText) {
    const auto type = SparkType::parse(typeText);
    return {std::string(name), type ? type->name() : typeText == "VOID" ? "NULL" : typeText, typeText};
}

} // namespace

void appendJsonString(std::string& out, std::string_view text) {
    constexpr char Digits[] = "0123456789abcdef";
    out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text, from, i - from);
        from = i + 1;
        if (c == '"' || c == '\\')
            out.append(1, '\\').append(1, static_cast<char>(c));
        else if (c == '\n')
            out += "\\n";
        else
            out.append("\\u00").append(1, Digits[c >> 4]).append(1, Digits[c & 15]);
    }
    out.append(text, from, text.size() - from);
    out += '"';
}

void ResultBuilder::setTextColumns(const std::vector<std::string>& names) {
    m_result.columns.clear();
    for (const std::string& name : names)
        m_result.columns.push_back({name, "STRING", "STRING"});
}

bool ResultBuilder::beginRow() {
    if (m_result.rows >= m_limits.rows) {
        m_result.truncated = true;
        return false;
    }
    m_rowStart = m_chunk.json.size();
    m_chunk.json += m_chunk.json.empty() ? "[[" : ",[";
    return true;
}

bool ResultBuilder::endRow() {
    m_chunk.json += ']';
    if (m_result.bytes + static_cast<std::int64_t>(m_chunk.json.size()) > m_limits.bytes) {
        m_chunk.json.resize(m_rowStart);
        m_result.truncated = true;
        return false;
    }
    ++m_chunk.rows;
    ++m_result.rows;
    if (m_chunk.json.size() >= ChunkBytes)
        closeChunk();
    return m_result.bytes <= m_limits.failBytes;
}

void ResultBuilder::closeChunk() {
    if (m_chunk.rows == 0)
        return;
    m_chunk.json += ']';
    m_chunk.json.shrink_to_fit();
    m_result.bytes += static_cast<std::int64_t>(m_chunk.json.size());
    m_result.chunks.push_back(std::move(m_chunk));
    m_chunk = {m_result.rows, 0, {}};
    m_chunk.json.reserve(ChunkBytes + ChunkBytes / 16);
}

void ResultBuilder::add(std::size_t column, std::optional<std::string_view> cell) {
    m_chunk.json += column > 0 ? "," : "";
    if (cell)
        appendJsonString(m_chunk.json, *cell);
    else
        m_chunk.json += "null";
}

bool ResultBuilder::addRow(const std::vector<Cell>& cells) {
    if (!beginRow())
        return false;
    for (std::size_t i = 0; i < cells.size(); ++i)
        add(i, cells[i]);
    return endRow();
}

Result<> ResultBuilder::addAll(duck::Rows& rows, const std::function<bool()>& isStopped) {
    for (std::size_t i = 0; i < rows.columnCount(); ++i)
        m_result.columns.push_back(columnOf(rows.name(i), typeText(rows, i).toStdString()));
    std::string scratch;
    while (true) {
        const auto more = rows.next();
        if (!more)
            return std::unexpected(more.error());
        if (isStopped())
            return failure(ErrorCode::Cancelled, u"The statement was cancelled."_s);
        if (!*more)
            return {};
        std::vector<CellText> cells;
        for (std::size_t i = 0; i < rows.columnCount(); ++i)
            cells.emplace_back(rows.column(i));
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (!beginRow())
                return {};
            for (std::size_t i = 0; i < cells.size(); ++i)
                add(i, cells[i].cell(row, scratch));
            if (!endRow())
                return {};
        }
    }
}

Result<StatementResult> ResultBuilder::finish() {
    closeChunk();
    if (m_result.bytes > m_limits.failBytes)
        return failure(ErrorCode::LimitHit,
            u"Inline result of %1 bytes is larger than the limit of %2 bytes; use disposition EXTERNAL_LINKS or a "
            "row_limit."_s.arg(m_result.bytes)
                .arg(m_limits.failBytes));
    return std::move(m_result);
}

} // namespace spanglass::practice
