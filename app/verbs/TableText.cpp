#include "app/verbs/TableText.h"

#include "app/verbs/VerbIo.h"
#include "services/core/SqlTextWriter.h"

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
        for (std::size_t row = 0; row < table.rowCount(); ++row)
            width = std::max(width, tableCell(table.text(row, column)).size());
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
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        if (!line([&](std::size_t column) { return tableCell(table.text(row, column)); }))
            return false;
    }
    return true;
}

bool writeRows(const SqlTable& table, SqlTextFormat format, Blocks& out) {
    SqlTextWriter writer(table, format);
    QByteArray text;
    writer.begin(text);
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        writer.row(text, row);
        if (!out.add(std::exchange(text, {})))
            return false;
    }
    writer.end(text);
    return out.add(text);
}

} // namespace

bool writeTable(const SqlTable& table, TableFormat format, VerbIo& io) {
    Blocks out(io);
    switch (format) {
    case TableFormat::Table:
        return writeAligned(table, out) && out.flush();
    case TableFormat::Json:
        return writeRows(table, SqlTextFormat::Json, out) && out.flush();
    case TableFormat::Csv:
        break;
    }
    return writeRows(table, SqlTextFormat::Csv, out) && out.flush();
}

} // namespace spanglass
