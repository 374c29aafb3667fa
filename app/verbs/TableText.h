#pragma once

#include "app/CommandLine.h"
#include "services/core/SqlTable.h"

namespace spanglass {

class VerbIo;

/// Writes an answer: aligned columns, JSON (one object a row, in an array) or CSV (RFC 4180). False when nobody reads
/// any more.
bool writeTable(const SqlTable& table, TableFormat format, VerbIo& io);

} // namespace spanglass
