#include "services/warehouse/tables/TableAnswers.h"

#include "services/core/TraceBuilder.h"
#include "services/otlp/JsonReader.h"
#include "services/warehouse/tables/TableCells.h"

#include <charconv>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

template <class T> Result<T> given(const Result<>& checked, T value) {
    if (!checked)
        return std::unexpected(checked.error());
    return value;
}

/// The texts of a JSON array of strings; what is no string is left out.
QStringList textsOf(std::string_view json) {
    QStringList texts;
    JsonReader reader(json);
    if (!reader.accept('['))
        return texts;
    while (!reader.failed() && reader.peek() != ']' && !reader.atEnd()) {
        std::string_view text;
        if (reader.peek() == '"' && reader.string(text))
            texts += QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
        else if (!reader.skip())
            break;
        (void)reader.accept(',');
    }
    return texts;
}

/// Walks the times and the names of a span's events side by side. Numbers may come as texts.
void addMarkers(std::string_view times, std::string_view names, TraceBuilder& builder) {
    JsonReader timeReader(times);
    JsonReader nameReader(names);
    if (!timeReader.accept('[') || !nameReader.accept('['))
        return;
    while (timeReader.peek() != ']' && nameReader.peek() != ']') {
        std::string_view digits;
        const bool timeRead = timeReader.peek() == '"' ? timeReader.string(digits) : timeReader.number(digits);
        std::int64_t time = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), time);
        std::string_view name;
        const bool nameRead = nameReader.peek() == '"' ? nameReader.string(name) : nameReader.skip();
        if (!timeRead || !nameRead)
            return;
        builder.addMarker(UnixNanos::fromBits(time), name);
        if (!timeReader.accept(',') || !nameReader.accept(','))
            return;
    }
}

/// Equal for spans that the tree cannot tell apart.
std::uint64_t hashOf(const TableCells& cells, std::size_t row, std::size_t columns) {
    std::uint64_t hash = 0;
    for (std::size_t column = 0; column < columns; ++column)
        hash = (hash ^ std::hash<std::string_view>{}(cells.text(row, column))) * 0x9E3779B97F4A7C15ull;
    return hash;
}

} // namespace

SpanKey tableSpanKey(SpanId id, std::uint32_t copy) {
    return {static_cast<std::int64_t>(id.value >> 1), static_cast<std::uint32_t>(id.value & 1) | copy << 1};
}

SpanId spanIdOf(SpanKey key) { return {static_cast<std::uint64_t>(key.request) << 1 | (key.ordinal & 1)}; }

std::uint32_t copyOf(SpanKey key) { return key.ordinal >> 1; }

Result<std::vector<TraceSummary>> readSummaries(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(8); !there)
        return std::unexpected(there.error());
    std::vector<TraceSummary> rows(cells.rowCount());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        TraceSummary& summary = rows[row];
        summary.id = cells.traceId(row, 0);
        summary.start = cells.time(row, 1);
        summary.end = cells.time(row, 2);
        summary.spans = static_cast<std::uint32_t>(cells.integer(row, 3));
        summary.errors = static_cast<std::uint32_t>(cells.integer(row, 4));
        summary.rootName = cells.qtext(row, 5);
        summary.rootMissing = cells.integer(row, 6) == 0;
        summary.services = textsOf(cells.text(row, 7));
    }
    if (auto read = cells.checked(8); !read)
        return std::unexpected(read.error());
    return rows;
}

Result<TraceCount> readCount(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(2); !there)
        return std::unexpected(there.error());
    TraceCount count;
    if (cells.rowCount() > 0)
        count = {static_cast<std::uint64_t>(cells.integer(0, 0)), static_cast<std::uint64_t>(cells.integer(0, 1))};
    return given(cells.checked(2), count);
}

Result<std::uint64_t> readPosition(const SqlTable& table) {
    TableCells cells(table);
    if (cells.rowCount() == 0)
        return failure(ErrorCode::NotFound, u"This trace does not match the filter and the time range."_s,
            u"Clear the filter, or widen the time range, to see it in the list."_s);
    const auto position = static_cast<std::uint64_t>(cells.integer(0, 0));
    return given(cells.checked(1), position);
}

Result<TracePtr> readTree(const SqlTable& table, TraceId trace) {
    TableCells cells(table);
    if (auto there = cells.checked(13); !there)
        return std::unexpected(there.error());
    if (table.truncated)
        return failure(ErrorCode::LimitHit,
            u"This trace has more than %1 spans, which is more than are loaded."_s.arg(table.rowCount()),
            u"Look at parts of it with the SQL console."_s);
    if (cells.rowCount() == 0)
        return failure(ErrorCode::NotFound, u"The table does not hold this trace."_s,
            u"New traces take up to a minute to show up in the table; then try again."_s);
    TraceBuilder builder(trace);
    builder.reserve(cells.rowCount());
    for (std::size_t row = 0; row < cells.rowCount(); ++row) {
        SpanRecord span;
        span.id = cells.spanId(row, 0);
        span.parent = cells.parentId(row, 1);
        span.start = cells.time(row, 2);
        span.end = cells.time(row, 3);
        span.kind = spanKindFromName(cells.text(row, 4));
        span.status = statusCodeFromName(cells.text(row, 5));
        span.name = cells.text(row, 6);
        span.service = cells.text(row, 7);
        span.type = cells.text(row, 8);
        span.linkCount = static_cast<std::uint32_t>(cells.integer(row, 9));
        span.contentHash = hashOf(cells, row, 12);
        span.key = tableSpanKey(span.id, static_cast<std::uint32_t>(cells.integer(row, 12)));
        if (builder.add(span))
            addMarkers(cells.text(row, 10), cells.text(row, 11), builder);
    }
    if (auto read = cells.checked(13); !read)
        return std::unexpected(read.error());
    return std::move(builder).build();
}

Result<SpanArrivals> readArrivals(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(2); !there)
        return std::unexpected(there.error());
    SpanArrivals arrivals;
    for (std::size_t row = 0; row < cells.rowCount(); ++row) {
        if (!cells.isNull(row, 1))
            arrivals.emplace(
                cells.spanId(row, 0), UnixNanos{static_cast<std::uint64_t>(cells.integer(row, 1)) * 1'000});
    }
    return given(cells.checked(2), std::move(arrivals));
}

Result<std::vector<SpanKey>> readKeys(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(2); !there)
        return std::unexpected(there.error());
    std::vector<SpanKey> keys;
    keys.reserve(cells.rowCount());
    for (std::size_t row = 0; row < cells.rowCount(); ++row)
        keys.push_back(tableSpanKey(cells.spanId(row, 0), static_cast<std::uint32_t>(cells.integer(row, 1))));
    return given(cells.checked(2), std::move(keys));
}

Result<std::vector<BackLink>> readBackLinks(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(4); !there)
        return std::unexpected(there.error());
    std::vector<BackLink> links;
    for (std::size_t row = 0; row < cells.rowCount(); ++row)
        links.push_back({cells.traceId(row, 0), cells.spanId(row, 1), cells.qtext(row, 2), cells.parentId(row, 3)});
    return given(cells.checked(4), std::move(links));
}

Result<std::vector<TraceId>> readTraceIds(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(1); !there)
        return std::unexpected(there.error());
    std::vector<TraceId> ids;
    for (std::size_t row = 0; row < cells.rowCount(); ++row)
        ids.push_back(cells.traceId(row, 0));
    return given(cells.checked(1), std::move(ids));
}

Result<std::vector<std::pair<TraceId, SpanId>>> readSpanIds(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(2); !there)
        return std::unexpected(there.error());
    if (table.truncated)
        return failure(ErrorCode::LimitHit,
            u"These traces have more than %1 spans in the table, which is more than are read at once."_s.arg(
                table.rowCount()));
    std::vector<std::pair<TraceId, SpanId>> ids;
    for (std::size_t row = 0; row < cells.rowCount(); ++row)
        ids.emplace_back(cells.traceId(row, 0), cells.spanId(row, 1));
    return given(cells.checked(2), std::move(ids));
}

Result<QStringList> readTexts(const SqlTable& table) {
    const TableCells cells(table);
    if (auto there = cells.checked(1); !there)
        return std::unexpected(there.error());
    QStringList texts;
    for (std::size_t row = 0; row < cells.rowCount(); ++row)
        texts += cells.qtext(row, 0);
    return texts;
}

} // namespace spanglass
