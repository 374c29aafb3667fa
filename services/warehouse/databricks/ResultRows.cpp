#include "services/warehouse/databricks/ResultRows.h"

#include "services/otlp/JsonReader.h"
#include "services/warehouse/databricks/StatementMessage.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

enum class Cell : std::uint8_t { Text, Null, Fault };

Cell readCell(JsonReader& reader, std::string_view& text) {
    switch (reader.peek()) {
    case '"':
        return reader.string(text) ? Cell::Text : Cell::Fault;
    case 'n':
        return reader.literal("null") ? Cell::Null : Cell::Fault;
    case 't':
        text = "true";
        return reader.literal(text) ? Cell::Text : Cell::Fault;
    case 'f':
        text = "false";
        return reader.literal(text) ? Cell::Text : Cell::Fault;
    default:
        return reader.number(text) ? Cell::Text : Cell::Fault;
    }
}

} // namespace

ResultRows::ResultRows(std::vector<SqlColumn> columns, std::uint64_t rowLimit, std::uint64_t byteLimit)
    : m_rowLimit(rowLimit)
    , m_byteLimit(byteLimit)
    , m_page(columns.size()) {
    m_table.columns = std::move(columns);
}

Result<> ResultRows::add(std::string_view json) {
    const auto broken = [this, json](const JsonReader& reader) -> Result<> {
        if (auto page = webPageInstead(json))
            return std::unexpected(*std::move(page));
        const std::string_view why = reader.reason();
        return failure(ErrorCode::Damaged,
            u"Row %1 of the warehouse's answer cannot be read: %2."_s.arg(rowCount() + 1)
                .arg(why.empty() ? u"it does not have %1 cells"_s.arg(m_table.columns.size())
                                 : QString::fromUtf8(why.data(), static_cast<qsizetype>(why.size()))),
            u"Something between here and the warehouse may have cut or changed the answer; run the statement again."_s);
    };
    JsonReader reader(json);
    if (!reader.expect('['))
        return broken(reader);
    if (reader.accept(']'))
        return {};
    do {
        if (isFull()) {
            m_table.truncated = true;
            return {};
        }
        if (!reader.expect('['))
            return broken(reader);
        for (std::size_t column = 0; column < m_table.columns.size(); ++column) {
            if (column > 0 && !reader.expect(','))
                return broken(reader);
            std::string_view text;
            const Cell cell = readCell(reader, text);
            if (cell == Cell::Fault || (cell == Cell::Text && !m_page.add(text)))
                return broken(reader);
            if (cell == Cell::Null)
                m_page.addNull();
            m_bytes += text.size();
        }
        if (!reader.expect(']'))
            return broken(reader);
        if (m_page.isFull()) {
            m_table.append(std::move(m_page));
            m_page = SqlPage(m_table.columns.size());
        }
    } while (reader.accept(','));
    return reader.expect(']') && reader.atEnd() ? Result<>() : broken(reader);
}

SqlTable ResultRows::take() && {
    m_table.append(std::move(m_page));
    return std::move(m_table);
}

} // namespace spanglass
