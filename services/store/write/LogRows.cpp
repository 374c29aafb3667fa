#include "services/store/write/LogRows.h"

#include "services/store/AttributeTypes.h"

namespace spanglass {

namespace {

std::string_view letterText(Value::Type type, TextArena& arena) {
    const char letter = typeLetter(type);
    return arena.keep({&letter, 1});
}

} // namespace

void fillLogs(ColumnFill<LogRow>& columns) {
    using Row = const LogRow&;
    std::string buffer;
    columns.numbers<std::int64_t>([](Row r) { return r.seq; })
        .numbers<std::int64_t>([](Row r) { return r.request; })
        .numbers<std::int32_t>([](Row r) { return r.record->ordinal; })
        .texts([](Row r) { return r.record->eventName; })
        .ids([](Row r) { return r.record->traceId; })
        .ids([](Row r) { return r.record->spanId; })
        .numbers<std::int64_t>([](Row r) { return r.record->time.bits(); })
        .numbers<std::int64_t>([](Row r) { return r.record->observed.bits(); })
        .numbers<std::int32_t>([](Row r) { return r.record->severityNumber; })
        .texts([](Row r) { return r.record->severityText; })
        .texts([&](Row r) { return valueText(r.record->body, buffer, columns.arena()); })
        .texts([&](Row r) { return letterText(r.record->body.type(), columns.arena()); })
        .typedMaps([](Row r) { return r.record->attributes; })
        .numbers<std::int32_t>([](Row r) { return r.record->droppedAttributes; })
        .numbers<std::int32_t>([](Row r) { return r.record->flags; })
        .numbers<std::uint64_t>([](Row r) { return r.resource; })
        .numbers<std::uint64_t>([](Row r) { return r.scope; });
}

} // namespace spanglass
