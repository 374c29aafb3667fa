#include "services/replay/ledger/LedgerRows.h"

namespace spanglass {

namespace {

constexpr std::size_t MostAnswer = 2'000; ///< characters of the target's words

std::string_view view(QLatin1StringView text) { return {text.data(), static_cast<std::size_t>(text.size())}; }

std::string_view kept(const QString& text, TextArena& arena) { return arena.keep(text.left(MostAnswer).toStdString()); }

/// The value whose name this is, among the first `count` of an enum.
template <class Enum, class NameOf> Enum named(std::string_view name, std::size_t count, NameOf nameOf) {
    for (std::size_t i = 0; i < count; ++i) {
        if (nameOf(static_cast<Enum>(i)) == name)
            return static_cast<Enum>(i);
    }
    return Enum();
}

} // namespace

void fillPieces(ColumnFill<LedgerRow<LedgerPiece>>& columns) {
    using Row = const LedgerRow<LedgerPiece>&;
    columns.numbers<std::int64_t>([](Row r) { return r.job; })
        .numbers<std::int64_t>([](Row r) { return r.value->number; })
        .numbers<std::int64_t>([](Row r) { return r.value->request; })
        .numbers<std::int64_t>([](Row r) { return r.value->items; })
        .optionalNumberLists<std::int32_t>([](Row r) -> const auto& { return r.value->ordinals; });
}

void fillParcels(ColumnFill<LedgerRow<LedgerParcel>>& columns) {
    using Row = const LedgerRow<LedgerParcel>&;
    columns.numbers<std::int64_t>([](Row r) { return r.job; })
        .numbers<std::int64_t>([](Row r) { return r.value->number; })
        .texts([](Row r) { return signalName(r.value->signal); })
        .texts([](Row r) -> std::string_view { return r.value->format == PayloadFormat::Json ? "json" : "protobuf"; })
        .numbers<std::int64_t>([](Row r) { return r.value->firstPiece; })
        .numbers<std::int64_t>([](Row r) { return r.value->lastPiece; })
        .numbers<std::int64_t>([](Row r) { return r.value->arrival.bits(); })
        .numbers<std::int64_t>([](Row r) { return r.value->items; })
        .numbers<std::int64_t>([](Row r) { return r.value->traces; })
        .numbers<std::int64_t>([](Row r) { return r.value->bytes; });
}

void fillEvents(ColumnFill<LedgerRow<LedgerEvent>>& columns) {
    using Row = const LedgerRow<LedgerEvent>&;
    TextArena& arena = columns.arena();
    columns.numbers<std::int64_t>([](Row r) { return r.job; })
        .numbers<std::int64_t>([](Row r) { return r.value->parcel; })
        .numbers<std::int32_t>([](Row r) { return r.value->step; })
        .texts([](Row r) { return view(parcelStateName(r.value->state)); })
        .numbers<std::int32_t>([](Row r) { return r.value->attempt; })
        .numbers<std::int64_t>([](Row r) { return r.value->at.bits(); })
        .numbers<std::int32_t>([](Row r) { return r.value->status; })
        .numbers<std::int64_t>([](Row r) { return r.value->rejected; })
        .texts([&](Row r) { return kept(r.value->answer, arena); })
        .texts([&](Row r) { return kept(r.value->requestId, arena); })
        .numbers<std::int64_t>([](Row r) { return r.value->took.value; });
}

std::vector<std::uint32_t> ordinalsIn(const duck::ColumnView& column, std::size_t row) {
    const auto range = column.range(row);
    const duck::ColumnView items = column.items();
    std::vector<std::uint32_t> ordinals;
    ordinals.reserve(range.count);
    for (std::size_t i = range.first; i < range.first + range.count; ++i)
        ordinals.push_back(static_cast<std::uint32_t>(items.get<std::int32_t>(i)));
    return ordinals;
}

ReplayState replayStateOf(std::string_view name) {
    constexpr std::size_t count = static_cast<std::size_t>(ReplayState::Interrupted) + 1;
    return named<ReplayState>(name, count, [](ReplayState state) { return view(replayStateName(state)); });
}

ParcelState parcelStateOf(std::string_view name) {
    return named<ParcelState>(name, ParcelStateCount, [](ParcelState state) { return view(parcelStateName(state)); });
}

ErrorCode errorCodeOf(std::string_view name) {
    constexpr std::size_t count = static_cast<std::size_t>(ErrorCode::Bug) + 1;
    return named<ErrorCode>(name, count, [](ErrorCode code) { return view(errorCodeName(code)); });
}

Signal signalOf(std::string_view name) { return named<Signal>(name, 3, signalName); }

} // namespace spanglass
