#include "services/diagnostics/report/ReportDocument.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString Style = u":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;"
                      "margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}"
                      "h3{font-size:1rem;margin-bottom:.2rem}table{border-collapse:collapse;width:100%}"
                      "th,td{border:1px solid #8886;padding:.25rem .5rem;text-align:left;vertical-align:top;"
                      "overflow-wrap:anywhere}"_s;

QString element(const QString& name, const QString& content) {
    return u'<' + name + u'>' + content + u"</"_s + name + u'>';
}

QString cells(const QString& name, const QStringList& texts) {
    QString out;
    for (const QString& text : texts)
        out += element(name, text.toHtmlEscaped());
    return element(u"tr"_s, out) + u'\n';
}

struct Writer {
    QString out;

    void operator()(const ReportHeading& heading) {
        out += element(u"h%1"_s.arg(heading.level), heading.text.toHtmlEscaped()) + u'\n';
    }
    void operator()(const ReportParagraph& paragraph) {
        out += element(u"p"_s, paragraph.text.toHtmlEscaped()) + u'\n';
    }
    void operator()(const ReportList& list) {
        QString items;
        for (const QString& item : list.items)
            items += element(u"li"_s, item.toHtmlEscaped()) + u'\n';
        out += element(list.numbered ? u"ol"_s : u"ul"_s, u'\n' + items) + u'\n';
    }
    void operator()(const ReportTable& table) {
        QString rows = cells(u"th"_s, table.titles);
        for (const QStringList& each : table.rows)
            rows += cells(u"td"_s, each);
        out += element(u"table"_s, u'\n' + rows) + u'\n';
    }
};

} // namespace

QByteArray reportHtml(const ReportDocument& document) {
    QString title;
    Writer writer;
    for (const ReportBlock& block : document) {
        std::visit(writer, block);
        if (const auto* heading = std::get_if<ReportHeading>(&block); heading && title.isEmpty())
            title = heading->text.toHtmlEscaped();
    }
    const QString head = u"<meta charset=\"utf-8\">"_s + element(u"title"_s, title) + element(u"style"_s, Style);
    const QString page = u"<!DOCTYPE html>\n<html lang=\"en\"><head>"_s + head + u"</head><body>\n"_s + writer.out
        + u"</body></html>\n"_s;
    return page.toUtf8();
}

} // namespace spanglass
