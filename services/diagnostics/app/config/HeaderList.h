#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>

namespace spanglass {

/// One entry of OTEL_EXPORTER_OTLP_HEADERS.
struct HeaderEntry {
    QString name;
    QString written; ///< as it stands there
    QString value; ///< percent-decoded
    bool isPair = true; ///< it has a "="

    bool is(QLatin1StringView wanted) const { return name.compare(wanted, Qt::CaseInsensitive) == 0; }
};

/// Where a header follows a semicolon, which other languages part headers by.
const QRegularExpression& headerSemicolon();

/// "k=v,k=v", values percent-encoded (OpenTelemetry specification, protocol/exporter: W3C Baggage without properties).
/// Semicolons between headers are read as commas.
QList<HeaderEntry> headersIn(const QString& list);

/// The entries as such a list, each as `written`.
QString headerList(const QList<HeaderEntry>& entries);

/// Whether the variable holds such a list.
bool holdsHeaders(const QString& key);

} // namespace spanglass
