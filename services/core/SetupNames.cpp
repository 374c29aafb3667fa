#include "services/core/SetupNames.h"

#include <QRegularExpression>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostOfPath = 1'000;
constexpr qsizetype MostOfCatalogName = 255;
constexpr qsizetype MostOfPrefix = 238;

bool isControl(QChar c) { return c.category() == QChar::Other_Control; }

} // namespace

QString experimentNameProblem(const QString& name) {
    if (name.isEmpty())
        return u"An experiment needs a name."_s;
    if (!name.startsWith(u'/'))
        return u"The name has to be an absolute path, such as /Shared/%1."_s.arg(name.trimmed());
    if (name.size() > MostOfPath)
        return u"The name is longer than %1 characters."_s.arg(MostOfPath);
    if (std::ranges::any_of(name, isControl))
        return u"The name holds a character that cannot be seen, such as a line break."_s;
    if (name.endsWith(u'/'))
        return u"The name ends with a slash: a folder's name, without that of the experiment."_s;
    QStringList parts = name.mid(1).split(u'/');
    for (const QString& part : parts) {
        if (part.isEmpty())
            return u"The name has two slashes with nothing between them."_s;
        if (part == "."_L1 || part == ".."_L1)
            return u"The name cannot hold the folder \"%1\"."_s.arg(part);
        if (part != part.trimmed())
            return u"\"%1\" begins or ends with a blank."_s.arg(part);
    }
    if (parts.first() == "Workspace"_L1)
        parts.removeFirst(); // the workspace drops it
    const bool isFolder = parts.isEmpty() || parts == QStringList{u"Users"_s} || parts == QStringList{u"Shared"_s};
    if (!isFolder && parts.first() == "Repos"_L1)
        return u"Experiments cannot be made in Git folders. Choose /Shared or /Users."_s;
    if (parts.size() == 2 && parts.first() == "Users"_L1)
        return u"Below /Users comes the user's folder, then the experiment."_s;
    if (isFolder)
        return u"%1 is a folder of the workspace; add the name of the experiment."_s.arg(name);
    return {};
}

QString catalogNameProblem(const QString& name) {
    static const QRegularExpression barred(u"[.\\s/\\x00-\\x1f\\x7f]"_s);
    if (name.isEmpty())
        return u"A name is needed."_s;
    if (name.size() > MostOfCatalogName)
        return u"The name is longer than %1 characters."_s.arg(MostOfCatalogName);
    if (name.contains(barred))
        return u"The name cannot hold a full stop, a blank or a slash."_s;
    return {};
}

QString tablePrefixProblem(const QString& prefix) {
    static const QRegularExpression allowed(u"^[A-Za-z0-9_]*$"_s);
    if (prefix.size() > MostOfPrefix)
        return u"The prefix is longer than %1 characters."_s.arg(MostOfPrefix);
    if (!allowed.match(prefix).hasMatch() || prefix.endsWith(u'\n'))
        return u"The prefix can hold letters, digits and underscores only."_s;
    return {};
}

QString experimentFolder(const QString& name) {
    const qsizetype slash = name.lastIndexOf(u'/');
    return slash <= 0 ? u"/"_s : name.left(slash);
}

QString nextExperimentName(const QString& name) {
    static const QRegularExpression numbered(u"-([0-9]{1,4})$"_s);
    const auto match = numbered.match(name);
    if (!match.hasMatch())
        return name + u"-2"_s;
    return name.left(match.capturedStart()) + u'-' + QString::number(match.captured(1).toInt() + 1);
}

} // namespace spanglass
