#include "services/formats/BatchBuilder.h"

namespace spanglass {

BatchBuilder::BatchBuilder()
    : m_batch(std::make_shared<SpanBatch>(std::string())) { }

std::string_view BatchBuilder::keep(std::string_view text) {
    m_bytes += text.size();
    return m_batch->memory.keep(text);
}

const Resource* BatchBuilder::resource(const std::string& identity, const std::function<Resource()>& make) {
    auto [place, isNew] = m_resources.try_emplace(identity);
    if (isNew)
        place->second = &m_batch->resources.emplace_back(make());
    return place->second;
}

const Scope* BatchBuilder::scope(std::string_view name, std::string_view version) {
    std::string identity(name);
    identity += '\0';
    identity += version;
    auto [place, isNew] = m_scopes.try_emplace(std::move(identity));
    if (isNew) {
        Scope& scope = m_batch->scopes.emplace_back();
        scope.name = keep(name);
        scope.version = keep(version);
        place->second = &scope;
    }
    return place->second;
}

Span& BatchBuilder::add() {
    m_bytes += sizeof(Span);
    Span& span = m_batch->spans.emplace_back();
    span.resource = resource({}, [] { return Resource(); });
    span.scope = scope({}, {});
    return span;
}

std::shared_ptr<const SpanBatch> BatchBuilder::take() {
    auto batch = std::exchange(m_batch, std::make_shared<SpanBatch>(std::string()));
    m_resources.clear();
    m_scopes.clear();
    m_bytes = 0;
    return batch;
}

} // namespace spanglass
