#pragma once

#include "services/formats/BatchBuilder.h"
#include "services/formats/FileFormat.h"

#include <QString>

namespace spanglass {

/// What is wrong with an item, or with a part of it while the rest was kept.
struct ItemFault {
    QString message;
    std::uint64_t linesDown = 0; ///< from the item's first line
};
using ItemFaults = std::vector<ItemFault>;

/// Turns the JSON items of one file in a format other than OTLP into spans. One thread.
class ForeignReader {
public:
    virtual ~ForeignReader() = default;
    virtual ItemFaults add(std::string_view json, BatchBuilder& out) = 0;
    /// Whether spans may still change until finish().
    virtual bool needsWholeFile() const { return false; }
    /// After the last item.
    virtual ItemFaults finish(BatchBuilder&) { return {}; }

    /// Null for OTLP and for files that are no traces.
    static std::unique_ptr<ForeignReader> forFormat(FileFormat format);
};

} // namespace spanglass
