#pragma once

#include "app/CommandLine.h"

namespace spanglass {

class VerbIo;
class SpanSource;
class SqlWarehouse;
struct OpenStore;

/// The verbs that ask a store or a workspace, or change an open store. Each blocks until it is done or cancelled, so it
/// runs on a worker thread, in a process of its own or in the one that holds the store; gives the exit status.
int runSql(const SqlCommand& command, SqlWarehouse& warehouse, VerbIo& io);
int runTrace(const TraceCommand& command, SpanSource& source, VerbIo& io);
int runImport(const ImportCommand& command, OpenStore& store, VerbIo& io);
int runExport(const ExportCommand& command, OpenStore& store, VerbIo& io);

/// The one of them that `command` is, on the store. Precondition: it is one of them.
int runVerb(const Command& command, OpenStore& store, VerbIo& io);

} // namespace spanglass
