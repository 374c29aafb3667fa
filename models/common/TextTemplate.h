#pragma once

#include <QLatin1StringView>
#include <QList>
#include <QString>
#include <QStringList>

namespace spanglass {

struct TemplateValue {
    QLatin1StringView name;
    QString value;
};

/// A text with `{name}` replaced by the values. A line that begins with "[?mark]" is kept only when the mark is among
/// `marks`, one with "[!mark]" only when it is not; several stand side by side.
QString filledTemplate(const QString& text, const QList<TemplateValue>& values, const QStringList& marks);

/// A value for use between double quotes: backslashes and double quotes are escaped as JSON, YAML and most programming
/// languages take them, control characters left out.
QString inDoubleQuotes(const QString& value);

} // namespace spanglass
