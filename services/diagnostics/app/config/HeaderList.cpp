#include "services/diagnostics/app/config/HeaderList.h"

#include <QStringList>

namespace spanglass {

using namespace Qt::StringLiterals;

const QRegularExpression& headerSemicolon() {
    static const QRegularExpression form(
        u"\\s*;\\s*(?=(?:x-|authorization|content-|api)[\\w-]*\\s*[=:])"_s, QRegularExpression::CaseInsensitiveOption);
    return form;
}

QList<HeaderEntry> headersIn(const QString& list) {
    QList<HeaderEntry> out;
    for (const QString& part : QString(list).replace(headerSemicolon(), u","_s).split(u',', Qt::SkipEmptyParts)) {
        const qsizetype mark = part.indexOf(u'=');
        HeaderEntry entry;
        entry.isPair = mark > 0;
        entry.name = part.left(entry.isPair ? mark : part.indexOf(u':')).trimmed();
        entry.written = part.mid((entry.isPair ? mark : part.indexOf(u':')) + 1).trimmed();
        entry.value = QString::fromUtf8(QByteArray::fromPercentEncoding(entry.written.toUtf8()));
        out += entry;
    }
    return out;
}

QString headerList(const QList<HeaderEntry>& entries) {
    QStringList parts;
    for (const HeaderEntry& entry : entries)
        parts += entry.name + u'=' + entry.written;
    return parts.join(u',');
}

bool holdsHeaders(const QString& key) {
    return key == "OTEL_EXPORTER_OTLP_HEADERS"_L1 || key == "OTEL_EXPORTER_OTLP_TRACES_HEADERS"_L1
        || key == "OTEL_EXPORTER_OTLP_LOGS_HEADERS"_L1 || key == "OTEL_EXPORTER_OTLP_METRICS_HEADERS"_L1;
}

} // namespace spanglass
