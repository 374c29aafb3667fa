#include "services/warehouse/tables/TableCells.h"

#include <charconv>

using namespace Qt::StringLiterals;

namespace spanglass {

QString TableCells::qtext(std::size_t row, std::size_t column) const {
    const std::string_view utf8 = text(row, column);
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::int64_t TableCells::integer(std::size_t row, std::size_t column) {
    const std::string_view digits = text(row, column);
    std::int64_t value = 0;
    const auto end = digits.data() + digits.size();
    const auto [at, error] = std::from_chars(digits.data(), end, value);
    if (!digits.empty() && (error != std::errc() || at != end))
        noteFault(column, "a whole number");
    return value;
}

TraceId TableCells::traceId(std::size_t row, std::size_t column) {
    const auto id = TraceId::fromHex(text(row, column));
    if (!id)
        noteFault(column, "a trace id in 32 hex digits");
    return id.value_or(TraceId());
}

SpanId TableCells::spanId(std::size_t row, std::size_t column) {
    const auto id = SpanId::fromHex(text(row, column));
    if (!id)
        noteFault(column, "a span id in 16 hex digits");
    return id.value_or(SpanId());
}

SpanId TableCells::parentId(std::size_t row, std::size_t column) {
    return text(row, column).empty() ? SpanId() : spanId(row, column);
}

void TableCells::noteFault(std::size_t column, std::string_view what) {
    if (m_fault.isEmpty())
        m_fault = u"Column %1 of the answer (%2) is not %3."_s.arg(column + 1)
                      .arg(m_table.columns[column].name,
                          QString::fromUtf8(what.data(), static_cast<qsizetype>(what.size())));
}

Result<> TableCells::checked(std::size_t columns) const {
    if (m_table.columns.size() < columns)
        return failure(ErrorCode::BadInput,
            u"The warehouse answered with %1 columns instead of %2."_s.arg(m_table.columns.size()).arg(columns),
            u"Run the statement in the SQL console to see what it answers."_s);
    if (!m_fault.isEmpty())
        return failure(ErrorCode::BadInput, m_fault,
            u"The table holds other values than a trace table should; look at its columns in the SQL console."_s);
    return {};
}

} // namespace spanglass
