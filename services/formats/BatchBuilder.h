#pragma once

#include "services/core/Batch.h"

#include <functional>
#include <map>

namespace spanglass {

/// Gathers spans that came in another format than OTLP. Texts are copied, so the source may go. One thread.
class BatchBuilder {
public:
    BatchBuilder();

    std::string_view keep(std::string_view text);
    template <class T> std::span<const T> keep(const std::vector<T>& items) {
        m_bytes += items.size() * sizeof(T);
        return m_batch->memory.keep(std::span<const T>(items));
    }

    /// The resource known by `identity`; `make` builds it when it is new.
    const Resource* resource(const std::string& identity, const std::function<Resource()>& make);
    const Scope* scope(std::string_view name, std::string_view version);

    /// A new span with an empty resource and scope. The reference holds until the next call.
    Span& add();
    /// Takes back the span added last.
    void dropLast() { m_batch->spans.pop_back(); }
    std::vector<Span>& spans() { return m_batch->spans; }

    std::size_t size() const { return m_batch->spans.size(); }
    std::size_t bytes() const { return m_bytes; } ///< about what the spans take

    /// What was gathered; the builder is empty afterwards.
    std::shared_ptr<const SpanBatch> take();

private:
    std::shared_ptr<SpanBatch> m_batch;
    std::map<std::string, const Resource*> m_resources;
    std::map<std::string, const Scope*> m_scopes;
    std::size_t m_bytes = 0;
};

} // namespace spanglass
