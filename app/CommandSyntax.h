#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace spanglass {

struct OptionSyntax {
    QString name; ///< without dashes
    QString value; ///< placeholder, empty for a switch
    QString help;
};

/// What one verb takes; also what its --help prints.
struct VerbSyntax {
    QString verb; ///< empty: the window
    QString summary;
    QString operands; ///< as in the usage line
    std::vector<OptionSyntax> options;
    QString more = {}; ///< below the options, each line ended
};

const std::vector<VerbSyntax>& verbSyntaxes();

/// Null when there is no such verb.
const VerbSyntax* findVerb(const QString& verb);

QString helpText(const VerbSyntax& syntax);
QString versionText();

} // namespace spanglass
