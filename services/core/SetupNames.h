#pragma once

#include <QString>

namespace spanglass {

// What is wrong with a name as it is typed: one sentence, empty when nothing is. Asks nobody.

/// Of an experiment in a workspace: an absolute path ("/Shared/agents"). Confirmed: the workspace refuses relative ones
/// (mlflow on Databricks); assumed: the rest of the rules, which keep the path readable.
QString experimentNameProblem(const QString& name);

/// Of a catalog or schema of Unity Catalog that is to be made (docs "Names": no full stop, blank, slash or control
/// character, 255 characters at most).
QString catalogNameProblem(const QString& name);

/// Of the tables of the newer form: letters, digits and underscores, 238 at most (confirmed: sdk-py). Empty is good:
/// the experiment's id stands for it.
QString tablePrefixProblem(const QString& prefix);

/// The folder that an experiment of this name lies in; "/" for one at the top.
QString experimentFolder(const QString& name);

/// A name beside a taken one: "/Shared/agents" becomes "/Shared/agents-2", which becomes "/Shared/agents-3".
QString nextExperimentName(const QString& name);

} // namespace spanglass
