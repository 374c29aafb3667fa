#include "services/diagnostics/report/ReportDocument.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// As Markdown shows it: on one line, and with nothing that it takes for markup.
QString escaped(const QString& text) {
    QString out;
    for (const QChar c : text.simplified()) {
        if (u"\\`*_{}[]<>#|~!"_s.contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

QString row(const QStringList& cells) {
    QString out = u"|"_s;
    for (const QString& cell : cells)
        out += u' ' + escaped(cell) + u" |"_s;
    return out + u'\n';
}

struct Writer {
    QString out;

    void operator()(const ReportHeading& heading) {
        out += QString(heading.level, u'#') + u' ' + escaped(heading.text) + u"\n\n"_s;
    }
    void operator()(const ReportParagraph& paragraph) { out += escaped(paragraph.text) + u"\n\n"_s; }
    void operator()(const ReportList& list) {
        for (qsizetype i = 0; i < list.items.size(); ++i)
            out += (list.numbered ? QString::number(i + 1) + u". "_s : u"- "_s) + escaped(list.items[i]) + u'\n';
        out += u'\n';
    }
    void operator()(const ReportTable& table) {
        out += row(table.titles) + u'|';
        for (qsizetype i = 0; i < table.titles.size(); ++i)
            out += u" --- |"_s;
        out += u'\n';
        for (const QStringList& each : table.rows)
            out += row(each);
        out += u'\n';
    }
};

} // namespace

QByteArray reportMarkdown(const ReportDocument& document) {
    Writer writer;
    for (const ReportBlock& block : document)
        std::visit(writer, block);
    return writer.out.trimmed().toUtf8() + '\n';
}

} // namespace spanglass
