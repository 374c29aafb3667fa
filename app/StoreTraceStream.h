#pragma once

#include "services/formats/TraceStream.h"

namespace spanglass {

class Store;

/// The store's traces for export, decoded again from the requests they came with, in the order of their arrival. Any
/// thread; each call has a connection of its own.
class StoreTraceStream final : public TraceStream {
public:
    /// `store` must outlive this.
    explicit StoreTraceStream(Store& store)
        : m_store(store) { }

    Result<std::uint64_t> count(const std::vector<TraceId>& traces) override;
    Result<> read(const std::vector<TraceId>& traces, const std::function<bool(const TraceSpans&)>& take) override;

private:
    Store& m_store;
};

} // namespace spanglass
