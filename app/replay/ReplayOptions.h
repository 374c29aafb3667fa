#pragma once

#include "app/CommandLine.h"
#include "app/CommandSyntax.h"

class QCommandLineParser;

namespace spanglass {

/// What `spanglass replay` takes, and the part of it that tells of a target.
std::vector<OptionSyntax> replayOptions();
std::vector<OptionSyntax> targetOptions();

/// Precondition: the parser has read a command line with these options. Otherwise a sentence about what is wrong.
std::expected<ReplayCommand, QString> readReplay(
    const QCommandLineParser& parser, const QString& store, const QString& folder);

/// The target of `option` ("to", "forward"); absent when it is not given.
std::expected<std::optional<TargetCommand>, QString> readTarget(
    const QCommandLineParser& parser, const QString& option, const QString& folder);

} // namespace spanglass
