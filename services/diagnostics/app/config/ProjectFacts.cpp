#include "services/diagnostics/app/config/ProjectFacts.h"

#include "services/auth/SmallFile.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxSources = 400;
constexpr int MaxEntries = 20'000;
constexpr qint64 MaxSource = 256 << 10;

bool isInstalled(const QString& path) {
    static const QRegularExpression folders(
        u"/(?:site-packages|node_modules|\\.?venv|env|build|dist|__pycache__|\\.[^/]+)/"_s);
    return folders.match(path).hasMatch();
}

void readPackages(const QDir& folder, ProjectFacts& facts) {
    for (const QString& name : {u"requirements.txt"_s, u"pyproject.toml"_s, u"package.json"_s}) {
        const auto bytes = folder.exists(name) ? readSmallFile(folder.filePath(name)) : QByteArray();
        if (!bytes || bytes->isEmpty())
            continue;
        facts.packageFile = name;
        facts.packages += packagesIn(QString::fromUtf8(*bytes));
    }
}

/// The first folder, from the configuration's own upwards, that has a list of packages.
QDir projectFolder(const QString& file, ProjectFacts& facts) {
    const QDir own = QFileInfo(file).absoluteDir();
    readPackages(own, facts);
    QDir above = own;
    if (facts.packageFile.isEmpty() && above.cdUp())
        readPackages(above, facts);
    return facts.packageFile.isEmpty() || own.exists(facts.packageFile) ? own : above;
}

} // namespace

const NeededPackage* ProjectFacts::package(QLatin1StringView name) const {
    const auto found = std::ranges::find(packages, name, &NeededPackage::name);
    return found == packages.end() ? nullptr : &*found;
}

QList<NeededPackage> packagesIn(const QString& text) {
    // A line of requirements.txt, an item of pyproject.toml, or "name": "version" of package.json.
    static const QRegularExpression form(
        u"(?:^[ \\t]*|[\\[,][ \\t]*)(?:\"(?<js>@?[\\w./-]+)\"[ \\t]*:[ \\t]*\"(?<jsversion>[^\"]*)\"|[\"']?(?<py>[A-Za-z][\\w.-]*)(?:\\[[^\\]]*\\])?[ \\t]*(?<version>(?:[=<>~!]=?|===)[^;#\"'\\n]*)?[\"']?[ \\t]*(?:[;#,\\]]|$))"_s,
        QRegularExpression::MultilineOption);
    QList<NeededPackage> out;
    for (auto found = form.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        NeededPackage package;
        package.name = QString(match.captured(u"js"_s) + match.captured(u"py"_s)).toLower().replace(u'_', u'-');
        package.version = QString(match.captured(u"jsversion"_s) + match.captured(u"version"_s)).trimmed();
        out += package;
    }
    return out;
}

ProjectFacts readProject(const QString& file, const std::function<bool()>& isCancelled) {
    ProjectFacts facts;
    const QDir folder = projectFolder(file, facts);
    // A home or root folder is no project.
    if (facts.packageFile.isEmpty())
        return facts;
    QDirIterator sources(
        folder.absolutePath(), {u"*.py"_s}, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    for (int seen = 0; sources.hasNext() && seen < MaxEntries && facts.sources < MaxSources && !isCancelled(); ++seen) {
        QFile source(sources.next());
        const QString name = folder.relativeFilePath(source.fileName());
        if (isInstalled(u'/' + name) || source.size() > MaxSource || !source.open(QIODevice::ReadOnly))
            continue;
        ++facts.sources;
        lookAtSource(QString::fromUtf8(source.readAll()), name, facts);
    }
    if (facts.enablesTracing)
        facts.bareSpans.clear();
    return facts;
}

} // namespace spanglass
