#pragma once

#include "services/core/Ids.h"
#include "services/core/ReplayPlan.h"
#include "services/core/TraceFiles.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>
#include <variant>
#include <vector>

namespace spanglass {

/// Where one listener is to listen, as given with --http or --grpc.
struct ListenOption {
    QString address; ///< empty: loopback
    quint16 port = 0;

    bool operator==(const ListenOption&) const = default;
};

/// What is not given comes from the settings or the standard.
struct ListenOptions {
    std::optional<ListenOption> http;
    std::optional<ListenOption> grpc;
};

struct WindowCommand {
    QString store; ///< empty: the one of the settings
    ListenOptions listen;
    QStringList imports;
    std::optional<TraceId> open;
    QString panel; ///< empty: the last one used
    QString place; ///< one that was open last, by its title or id
    bool workspace = false; ///< ask for a workspace to open
    QString screenshot; ///< picture to write, then exit
    QString theme; ///< "light" or "dark" for this run; empty: as set
    QSize size;
};

/// Where requests are sent, as given.
struct TargetCommand {
    ReplayTarget target; ///< without its connection
    QString profile; ///< name of the connection or Databricks profile that signs in; empty: nobody
    QStringList headers; ///< "NAME=VALUE" or "NAME=env:VARIABLE"
};

struct ReceiveCommand {
    QString store;
    ListenOptions listen;
    std::optional<TargetCommand> forward; ///< pass on what comes in; absent: what was set up before goes on
    bool forwardsNothing = false; ///< not even what was set up before
    bool drains = false; ///< at the end, send what waits first
};

/// In place of a file: standard input or output.
inline const QString StandardStream = QStringLiteral("-");

struct ImportCommand {
    QString store;
    QStringList files; ///< StandardStream among them: what comes in
    bool sample = false; ///< the built-in example traces as well
};

struct ExportCommand {
    QString store;
    ExportFormat format = ExportFormat::OtlpJsonLines;
    std::vector<TraceId> traces; ///< empty: all
    QString file; ///< StandardStream: to standard output
};

enum class TableFormat : quint8 { Table, Json, Csv };

struct SqlCommand {
    QString store;
    QString profile; ///< ask this connection's workspace, and not the store
    QString warehouse; ///< id of the SQL warehouse; empty: the connection's own, or one that runs
    TableFormat format = TableFormat::Table;
    QString statement;
};

struct TraceCommand {
    QString store;
    QString profile; ///< as in SqlCommand
    QString warehouse;
    QString table; ///< of spans, with catalog and schema
    TraceId trace;
};

struct ReplayCommand {
    QString store;
    std::optional<TargetCommand> to; ///< absent with `resume` only
    QStringList headers; ///< with `resume`: values that are not kept
    ReplayPlan plan; ///< its target as in `to`; without a session
    int session = 0; ///< 1: the latest; 0: not chosen by it
    QString file; ///< imported from there; empty: not chosen by it
    bool dryRun = false; ///< check and count, send nothing
    bool verify = false; ///< ask the target afterwards
    bool resume = false; ///< the latest replay that was not finished, to this target if one is given
    QString replay; ///< with `resume`: this one instead, by its id
};

struct SetupCommand {
    QString plan; ///< JSON file
    QString profile; ///< connection or profile to use in place of the plan's
    bool dryRun = false; ///< only show what would be sent
    bool proves = true; ///< send a test trace at the end
    bool replacesToken = false; ///< of the collector app, when its secret is there already
};

struct DoctorCommand {
    QString store;
    bool storeNamed = false; ///< by --store; then it has to be there
    QString profile; ///< connection or profile to ask; empty: the one of `env`, if it names one
    QString env; ///< file with the app's configuration
    QString table; ///< of spans, with catalog and schema
    std::optional<TraceId> trace; ///< follow this one too
    bool probe = false; ///< send a marked test trace
    bool json = false;
    QString report; ///< file to write, .md, .html or .zip
};

struct PracticeCommand {
    quint16 port = 0; ///< 0: any free one
    QString dataFolder; ///< empty: a temporary one
    QStringList faults;
};

using Command = std::variant<WindowCommand, ReceiveCommand, ImportCommand, ExportCommand, SqlCommand, TraceCommand,
    ReplayCommand, SetupCommand, DoctorCommand, PracticeCommand>;

/// Why there is no command to run: help or version were asked (status 0), or the usage was wrong (status 2).
struct Usage {
    int status = 2;
    QString text; ///< with its final newline
};

/// `arguments` without the program's name. Relative paths are taken from `folder` and come out absolute; an empty
/// --store of a verb becomes the default one.
std::expected<Command, Usage> parseCommandLine(const QStringList& arguments, const QString& folder);

/// The store a command works on; empty for one that has none.
QString storeOf(const Command& command);

} // namespace spanglass
