#pragma once

#include "services/otlp/ValueDecoder.h"

namespace spanglass {

/// What the three Export requests have in common: repeated { resource = 1, repeated { scope = 1, repeated item = 2,
/// schema_url = 3 } = 2, schema_url = 3 } = 1. Fields may come in any order.
class EnvelopeDecoder {
public:
    /// Fills `batch.resources`, `scopes` and `notes` from `batch.memory.bytes()`.
    explicit EnvelopeDecoder(DecodedBatch& batch)
        : m_batch(batch)
        , m_values(batch.memory, m_fault) { }

    struct Place {
        const Resource* resource;
        const Scope* scope;
        std::uint8_t notices; ///< met in the resource and scope: they hold for every item inside
    };

    /// Calls `onItem(message, place)` for each span, log record or metric.
    template <class OnItem> void forEachItem(OnItem&& onItem) {
        WireReader request(m_batch.memory.bytes(), m_fault);
        while (!m_fault && request.next()) {
            if (request.tag() != lengthTag(1))
                request.skip();
            else if (admit(request))
                readResourceGroup(request.bytes(), onItem);
        }
    }

    bool admit(const WireReader& in) { return m_fault.admit(in.position(), 8); }

    ValueDecoder& values() { return m_values; }
    WireFault& fault() { return m_fault; }

    /// Adds a remark to the batch's notes for each bit set.
    void remark(std::uint8_t notices, std::string_view example);

private:
    template <class OnItem> void readResourceGroup(std::string_view group, OnItem&& onItem) {
        Place place{};
        place.resource = readResource(group, place.notices);
        const std::uint8_t resourceNotices = place.notices;
        WireReader in(group, m_fault);
        while (in.next() && !m_fault) {
            if (in.tag() != lengthTag(2)) {
                in.skip();
                continue;
            }
            if (!admit(in))
                return;
            const std::string_view scopeGroup = in.bytes();
            place.notices = resourceNotices;
            place.scope = readScope(scopeGroup, place.notices);
            WireReader items(scopeGroup, m_fault);
            while (items.next() && !m_fault) {
                if (items.tag() != lengthTag(2))
                    items.skip();
                else if (admit(items))
                    onItem(items.bytes(), place);
            }
        }
    }

    const Resource* readResource(std::string_view group, std::uint8_t& notices);
    const Scope* readScope(std::string_view group, std::uint8_t& notices);
    void readResourceMessage(std::string_view message, Resource& resource);
    void readScopeMessage(std::string_view message, Scope& scope);

    DecodedBatch& m_batch;
    WireFault m_fault;
    ValueDecoder m_values;
};

} // namespace spanglass
