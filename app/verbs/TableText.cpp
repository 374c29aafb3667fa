#include "app/verbs/TableText.h"

#include "app/verbs/VerbIo.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype WidestColumn = 60; // characters; more is cut in a table, never in JSON or CSV
constexpr qsizetype BlockBytes = 256 << 10;

/// Collects text and writes it in larger pieces.
class Blocks {
public:
    explicit Blocks(VerbIo& io)
        : m_io(io) { }
    bool add(const QByteArray& text) {
        m_text += text;
        return m_text.size() < BlockBytes || flush();
    }
    bool flush() {
        const bool read = m_text.isEmpty() || m_io.write(m_text);
        m_text.clear();
        return read;
    }

private:
    VerbIo& m_io;
    QByteArray m_text;
};

QString tableCell(const QString& cell) {
    QString text = cell.isNull() ? u"NULL"_s : cell;
    for (QChar& c : text) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            c = u' '; // control characters would reach the terminal
    }
    return text.size() > WidestColumn ? text.left(WidestColumn - 1) + u'…' : text;
}

bool writeAligned(const SqlTable& table, Blocks& out) {
    std::vector<qsizetype> widths;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        qsizetype width = tableCell(table.columns[column].name).size();
        for (const auto& row : table.rows)
            width = std::max(width, tableCell(row[column]).size());
        widths.push_back(width);
    }
    const auto line = [&](const auto& cellAt) {
        QString text;
        for (std::size_t column = 0; column < widths.size(); ++column) {
            const QString cell = cellAt(column);
            const QString gap = column == 0 ? QString() : u"  "_s;
            text += gap
                + (table.columns[column].isNumber ? cell.rightJustified(widths[column])
                                                  : cell.leftJustified(widths[column]));
        }
        while (text.endsWith(u' '))
            text.chop(1);
        return out.add(text.toUtf8() + '\n');
    };
    if (!line([&](std::size_t column) { return tableCell(table.columns[column].name); })
        || !line([&](std::size_t column) { return QString(widths[column], u'-'); }))
        return false;
    for (const auto& row : table.rows) {
        if (!line([&](std::size_t column) { return tableCell(row[column]); }))
            return false;
    }
    return true;
}

bool isJsonAlready(const SqlColumn& column) {
    return column.isNumber || column.type == "BOOLEAN"_L1 || column.type.startsWith("MAP"_L1)
        || column.type.startsWith("STRUCT"_L1) || column.type.startsWith("ARRAY"_L1);
}

QByteArray jsonCell(const SqlColumn& column, const QString& cell) {
    if (cell.isNull())
        return "null";
    const QByteArray text = cell.toUtf8();
    if (isJsonAlready(column) && nlohmann::json::accept(text.begin(), text.end())) // NaN is a number and no JSON
        return text;
    const auto quoted
        = nlohmann::json(text.toStdString()).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return QByteArray::fromStdString(quoted);
}

bool writeJson(const SqlTable& table, Blocks& out) {
    QByteArray separator = "[\n";
    for (const auto& row : table.rows) {
        QByteArray text = std::exchange(separator, ",\n") + "{";
        for (std::size_t column = 0; column < row.size(); ++column) {
            text += (column == 0 ? "" : ",") + jsonCell({}, table.columns[column].name) + ':';
            text += jsonCell(table.columns[column], row[column]);
        }
        if (!out.add(text + '}'))
            return false;
    }
    return out.add(table.rows.empty() ? "[]\n" : "\n]\n");
}

QByteArray csvCell(QString cell) {
    if (cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n') || cell.contains(u'\r'))
        cell = u'"' + cell.replace(u'"', "\"\""_L1) + u'"';
    return cell.toUtf8();
}

bool writeCsv(const SqlTable& table, Blocks& out) {
    QByteArrayList names;
    for (const SqlColumn& column : table.columns)
        names << csvCell(column.name);
    if (!out.add(names.join(',') + "\r\n"))
        return false;
    for (const auto& row : table.rows) {
        QByteArrayList cells;
        for (const QString& cell : row)
            cells << csvCell(cell);
        if (!out.add(cells.join(',') + "\r\n"))
            return false;
    }
    return true;
}

} // namespace

bool writeTable(const SqlTable& table, TableFormat format, VerbIo& io) {
    Blocks out(io);
    switch (format) {
    case TableFormat::Table:
        return writeAligned(table, out) && out.flush();
    case TableFormat::Json:
        return writeJson(table, out) && out.flush();
    case TableFormat::Csv:
        break;
    }
    return writeCsv(table, out) && out.flush();
}

} // namespace spanglass
