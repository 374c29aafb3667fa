#pragma once

#include "services/core/Diagnosis.h"

#include <functional>
#include <optional>

namespace spanglass {

/// A package that a project asks for.
struct NeededPackage {
    QString name; ///< lower case, "-" for "_"
    QString version; ///< as written: ">=3.9,<4"; empty when none is
};

/// What stands beside a configuration: what the app installs, and whether its Python does what tracing needs.
struct ProjectFacts {
    QString packageFile; ///< "requirements.txt"; empty when there is none to be read
    QList<NeededPackage> packages;
    int sources = 0; ///< Python files looked at
    bool enablesTracing = false; ///< autolog(), @mlflow.trace, start_run() and their like are called somewhere
    QString bareSpans; ///< "agent.py, line 415": spans are begun there, and nothing enables tracing
    QString swallowedSetup; ///< "agent.py, line 125": an error of setting up tracing ends there without a word

    const NeededPackage* package(QLatin1StringView name) const;
};

/// Of the folder of `file` and the one above it. At most 400 sources of 256 KiB, never those of installed packages.
/// Blocks; worker thread.
ProjectFacts readProject(const QString& file, const std::function<bool()>& isCancelled);

/// The packages that a requirements.txt, a pyproject.toml or a package.json asks for.
QList<NeededPackage> packagesIn(const QString& text);

/// What one Python source does, added to `facts`.
void lookAtSource(const QString& text, const QString& name, ProjectFacts& facts);

} // namespace spanglass
