#pragma once

#include "services/core/ReplayPlan.h"

#include <expected>

namespace spanglass {

/// What belongs to a target besides its own text, as the command line has it.
struct TargetOptions {
    QString profile; ///< name of a connection or Databricks profile, which signs in
    QString table; ///< of spans, catalog.schema.table
    QString logsTable;
    QString metricsTable;
    QString experiment;
    QStringList headers; ///< "NAME=VALUE" or "NAME=env:VARIABLE"
    bool gzip = false;
};

/// The target that a text such as "grpc://127.0.0.1:4317" names; see targetHelp(). Its connection is left empty:
/// `options.profile` is looked up when the target is used. A relative path of a file is taken from `folder`. Otherwise
/// a sentence about what is wrong, with what to write instead.
std::expected<ReplayTarget, QString> parseTarget(
    const QString& text, const TargetOptions& options, const QString& folder);

/// The forms of a target, for help texts; each line ended.
QString targetHelp();

/// The headers with their values, those of "env:VARIABLE" taken from the environment. NotFound for a variable that is
/// not set.
Result<TargetHeaders> headerValues(const QStringList& headers);

/// The command line with every "NAME=env:VARIABLE" of `headers` replaced by its value, for a process whose environment
/// is another one.
Result<QStringList> withHeaderValues(const QStringList& arguments, const QStringList& headers);

} // namespace spanglass
