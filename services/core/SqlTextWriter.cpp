#include "services/core/SqlTextWriter.h"

#include <QJsonDocument>

#include <algorithm>
#include <numeric>
#include <utility>

namespace spanglass {

namespace {

QByteArrayView view(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

void addCsv(QByteArray& out, std::string_view cell) {
    if (std::ranges::none_of(cell, [](char c) { return c == '"' || c == ',' || c == '\r' || c == '\n'; })) {
        out += view(cell);
        return;
    }
    out += '"';
    for (const char c : cell)
        out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

void addTsv(QByteArray& out, std::string_view cell) {
    for (const char c : cell)
        out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

void addJsonText(QByteArray& out, std::string_view text) {
    static constexpr char Hex[] = "0123456789abcdef";
    out += '"';
    // What is no UTF-8 must not get into a JSON file.
    const QByteArray valid = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toUtf8();
    for (const char c : valid) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += Hex[c >> 4];
            out += Hex[c & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

/// Decimal digits as JSON takes them; "NaN", "inf" and "Infinity" are numbers too, but not there.
bool isJsonNumber(std::string_view text) {
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    return text.size() > sign && text[sign] >= '0' && text[sign] <= '9'
        && text.find_first_not_of("0123456789.eE+-", sign) == std::string_view::npos && text.back() != '.';
}

bool isNested(const QString& type) {
    return type.startsWith(QLatin1StringView("MAP")) || type.startsWith(QLatin1StringView("STRUCT"))
        || type.startsWith(QLatin1StringView("ARRAY")) || type == QLatin1StringView("VARIANT");
}

} // namespace

SqlTextWriter::SqlTextWriter(
    const SqlTable& table, SqlTextFormat format, bool headers, std::vector<std::size_t> columns)
    : m_table(table)
    , m_format(format)
    , m_headers(headers)
    , m_columns(std::move(columns)) {
    if (m_columns.empty()) {
        m_columns.resize(table.columns.size());
        std::iota(m_columns.begin(), m_columns.end(), 0);
    }
    for (const std::size_t column : m_columns)
        addJsonText(m_names.emplace_back(), table.columns[column].name.toStdString());
}

void SqlTextWriter::begin(QByteArray& out) {
    m_first = true;
    if (m_format == SqlTextFormat::Json || !m_headers)
        return;
    const char* separator = "";
    for (const std::size_t column : m_columns) {
        out += std::exchange(separator, m_format == SqlTextFormat::Csv ? "," : "\t");
        const std::string name = m_table.columns[column].name.toStdString();
        m_format == SqlTextFormat::Csv ? addCsv(out, name) : addTsv(out, name);
    }
    out += m_format == SqlTextFormat::Csv ? "\r\n" : "\n";
}

void SqlTextWriter::row(QByteArray& out, std::size_t row) {
    if (m_format == SqlTextFormat::Json) {
        jsonRow(out, row);
        return;
    }
    const bool csv = m_format == SqlTextFormat::Csv;
    const char* separator = "";
    for (const std::size_t column : m_columns) {
        out += std::exchange(separator, csv ? "," : "\t");
        const std::string_view cell = m_table.cell(row, column).value_or(std::string_view());
        csv ? addCsv(out, cell) : addTsv(out, cell);
    }
    out += csv ? "\r\n" : "\n";
}

void SqlTextWriter::end(QByteArray& out) {
    if (m_format == SqlTextFormat::Json)
        out += m_first ? "[]\n" : "\n]\n";
}

void SqlTextWriter::jsonRow(QByteArray& out, std::size_t row) {
    out += std::exchange(m_first, false) ? "[\n" : ",\n";
    out += m_headers ? '{' : '[';
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (i > 0)
            out += ',';
        if (m_headers)
            out += m_names[static_cast<qsizetype>(i)] + ':';
        jsonCell(out, row, m_columns[i]);
    }
    out += m_headers ? '}' : ']';
}

void SqlTextWriter::jsonCell(QByteArray& out, std::size_t row, std::size_t column) const {
    const auto cell = m_table.cell(row, column);
    if (!cell) {
        out += "null";
        return;
    }
    const SqlColumn& type = m_table.columns[column];
    const bool bare = (type.isNumber && isJsonNumber(*cell))
        || (type.type == QLatin1StringView("BOOLEAN") && (*cell == "true" || *cell == "false"))
        || (isNested(type.type) && !QJsonDocument::fromJson(view(*cell).toByteArray()).isNull());
    if (bare)
        out += view(*cell);
    else
        addJsonText(out, *cell);
}

} // namespace spanglass
