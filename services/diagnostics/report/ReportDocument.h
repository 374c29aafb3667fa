#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <variant>

namespace spanglass {

/// A report's text before it has a form. All texts are plain.
struct ReportHeading {
    int level = 1; ///< 1 to 3
    QString text;
};
struct ReportParagraph {
    QString text;
};
struct ReportList {
    QStringList items;
    bool numbered = false;
};
struct ReportTable {
    QStringList titles;
    QList<QStringList> rows; ///< as many cells each as there are titles
};

using ReportBlock = std::variant<ReportHeading, ReportParagraph, ReportList, ReportTable>;
using ReportDocument = QList<ReportBlock>;

/// UTF-8. Nothing in the texts is taken for markup.
QByteArray reportMarkdown(const ReportDocument& document);
/// UTF-8; one file without scripts, styled for light and dark.
QByteArray reportHtml(const ReportDocument& document);

} // namespace spanglass
