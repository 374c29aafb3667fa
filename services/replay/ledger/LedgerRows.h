#pragma once

#include "services/replay/ledger/LedgerValues.h"
#include "services/store/duckdb/ColumnView.h"
#include "services/store/write/ColumnFill.h"

namespace spanglass {

/// A row of one of the ledger's tables: the job it belongs to, and its values.
template <class Value> struct LedgerRow {
    JobNumber job = 0;
    const Value* value = nullptr;
};

void fillPieces(ColumnFill<LedgerRow<LedgerPiece>>& columns);
void fillParcels(ColumnFill<LedgerRow<LedgerParcel>>& columns);
void fillEvents(ColumnFill<LedgerRow<LedgerEvent>>& columns);

/// A list of ordinals in an answer of DuckDB.
std::vector<std::uint32_t> ordinalsIn(const duck::ColumnView& column, std::size_t row);

/// The names back to values; what is not known becomes the first.
ReplayState replayStateOf(std::string_view name);
ParcelState parcelStateOf(std::string_view name);
ErrorCode errorCodeOf(std::string_view name);
Signal signalOf(std::string_view name);

} // namespace spanglass
