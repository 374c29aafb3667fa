#include "services/store/write/SharedRows.h"

#include "services/otlp/ValueText.h"
#include "services/store/AttributeTypes.h"

#include <xxhash.h>

namespace spanglass {

namespace {

void addText(std::string& out, std::string_view text) {
    const std::uint64_t size = text.size();
    out.append(reinterpret_cast<const char*>(&size), sizeof size);
    out += text;
}

void addAttributes(std::string& out, Attributes attributes) {
    std::string value;
    for (const Attribute& attribute : attributes) {
        value.assign(1, typeLetter(attribute.value.type()));
        appendValueText(value, attribute.value);
        addText(out, attribute.key);
        addText(out, value);
    }
}

void addContent(std::string& out, const Resource& resource) {
    addText(out, resource.schemaUrl);
    addText(out, std::to_string(resource.droppedAttributes));
    addAttributes(out, resource.attributes);
}

void addContent(std::string& out, const Scope& scope) {
    addText(out, scope.name);
    addText(out, scope.version);
    addText(out, scope.schemaUrl);
    addText(out, std::to_string(scope.droppedAttributes));
    addAttributes(out, scope.attributes);
}

template <class Columns> void fill(Columns& columns, const Resource&) {
    columns.texts([](const auto& r) { return r.item->serviceName; })
        .typedMaps([](const auto& r) { return r.item->attributes; })
        .template numbers<std::int32_t>([](const auto& r) { return r.item->droppedAttributes; })
        .texts([](const auto& r) { return r.item->schemaUrl; });
}

template <class Columns> void fill(Columns& columns, const Scope&) {
    columns.texts([](const auto& r) { return r.item->name; })
        .texts([](const auto& r) { return r.item->version; })
        .typedMaps([](const auto& r) { return r.item->attributes; })
        .template numbers<std::int32_t>([](const auto& r) { return r.item->droppedAttributes; })
        .texts([](const auto& r) { return r.item->schemaUrl; });
}

} // namespace

template <class T> std::uint64_t SharedRows<T>::hashOf(const T& item) {
    m_buffer.clear();
    addContent(m_buffer, item);
    return XXH3_64bits(m_buffer.data(), m_buffer.size());
}

template <class T> std::uint64_t SharedRows<T>::idOf(const T& item) {
    if (const auto seen = m_byAddress.find(&item); seen != m_byAddress.end())
        return seen->second;
    const std::uint64_t id = hashOf(item);
    m_byAddress.emplace(&item, id);
    if (m_known.insert(id).second)
        m_new.push_back({id, &item});
    return id;
}

template <class T> Result<> SharedRows<T>::write(duck::Handle& handle) {
    return m_writer.append(handle, m_new, [](ColumnFill<Row>& columns) {
        columns.template numbers<std::uint64_t>([](const Row& r) { return r.id; });
        fill(columns, T());
    });
}

template <class T> void SharedRows<T>::settle(bool committed) {
    if (!committed) {
        for (const Row& row : m_new)
            m_known.erase(row.id);
    }
    m_new.clear();
    m_byAddress.clear();
}

template class SharedRows<Resource>;
template class SharedRows<Scope>;

} // namespace spanglass
