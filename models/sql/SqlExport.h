#pragma once

#include "models/sql/SqlResultModel.h"

namespace spanglass {

struct SqlExported {
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
};

/// Writes an answer, in the order shown, to a file on another thread, a piece at a time. The progress goes in
/// thousandths. The file appears when it is whole: a cancelled or failed export leaves what was there before.
QFuture<Result<SqlExported>> sqlExport(SqlRows rows, SqlTextFormat format, QString file);

} // namespace spanglass
