#pragma once

#include "services/formats/ImportQueue.h"

#include <QStringList>

namespace spanglass {

struct ImportOptions {
    /// Thousandths of the bytes of all files, rising; called from the importing thread.
    std::function<void(int)> progress = [](int) {};
    IsCancelled cancelled = [] { return false; };
};

/// Reads trace files of any known format (services/formats/FileFormat.h), also compressed, and puts their spans into
/// the store in pieces of a few MiB, each as a captured request: OTLP messages as they stand in the file, anything else
/// as OTLP protobuf. Whatever cannot be read becomes a problem in the report and the rest is kept. Blocks; for worker
/// threads. Fails only when the store does, or with Cancelled, which says how much was committed before and stays.
Result<ImportReport> importFiles(const QStringList& files, IngestSink& sink, const ImportOptions& options = {});

} // namespace spanglass
