#include "services/store/write/GroupCommit.h"

#include "services/store/Transaction.h"

#include <algorithm>

namespace spanglass {

namespace {

Result<std::unordered_set<std::uint64_t>> readIds(duck::Connection& connection, std::string_view sql) {
    std::unordered_set<std::uint64_t> ids;
    auto rows = connection.query(sql);
    if (!rows)
        return std::unexpected(rows.error());
    const auto read = rows->forEachRow<1>(
        [&](const auto& columns, std::size_t row) { ids.insert(columns[0].template get<std::uint64_t>(row)); });
    if (!read)
        return std::unexpected(read.error());
    return ids;
}

} // namespace

Result<> GroupCommit::load() {
    const auto numbers = readNumbers(m_connection,
        "SELECT greatest((SELECT max(seq) FROM local.store.spans), (SELECT max(seq) FROM local.store.logs), "
        "(SELECT max(seq) FROM local.store.metrics)), "
        // The ledger may know requests that were deleted since; their numbers must not come again.
        "greatest((SELECT max(id) FROM local.store.requests), (SELECT max(request_id) FROM local.store.replay_pieces), "
        "(SELECT max(last_request) FROM local.store.replay_jobs)), "
        "(SELECT max(stored_unix_nano) FROM local.store.requests)");
    if (!numbers)
        return std::unexpected(numbers.error());
    m_next = {std::max(m_next.seq, (*numbers)[0] + 1), std::max(m_next.request, (*numbers)[1] + 1), (*numbers)[2]};
    if (auto shared = loadShared(); !shared)
        return shared;
    m_tracesCounted = false;
    if (auto begun = m_duplicates.restart(); !begun)
        return begun;
    const auto counts = StoreCounts::readQuickly(m_connection);
    if (!counts)
        return std::unexpected(counts.error());
    m_counts = *counts;
    return {};
}

Result<> GroupCommit::loadShared() {
    auto resources = readIds(m_connection, "SELECT id FROM local.store.resources");
    if (!resources)
        return std::unexpected(resources.error());
    auto scopes = readIds(m_connection, "SELECT id FROM local.store.scopes");
    if (!scopes)
        return std::unexpected(scopes.error());
    m_resources.setKnown(*std::move(resources));
    m_scopes.setKnown(*std::move(scopes));
    return {};
}

Result<> GroupCommit::loadSlice() {
    const Result<> loaded = m_duplicates.loadSlice();
    countTraces();
    return loaded;
}

Result<> GroupCommit::recount() {
    if (auto shared = loadShared(); !shared)
        return shared;
    const auto counts = StoreCounts::read(m_connection);
    if (!counts)
        return std::unexpected(counts.error());
    m_counts = *counts;
    m_tracesCounted = true;
    // Deleted traces stay in the memory of known ones until they are the greater part.
    if (m_duplicates.known().count() > 2 * m_counts.traces)
        return m_duplicates.restart();
    m_duplicates.forget();
    return {};
}

void GroupCommit::countTraces() {
    if (m_tracesCounted)
        return;
    m_counts.traces = m_duplicates.known().count();
    m_tracesCounted = m_duplicates.isLoaded();
}

Result<std::vector<IngestReceipt>> GroupCommit::commit(RequestGroup group) {
    auto handle = m_connection.handle();
    if (!handle)
        return std::unexpected(handle.error());
    const auto duplicates = m_duplicates.find(group);
    if (!duplicates)
        return std::unexpected(duplicates.error());
    gather(group, *duplicates);
    if (m_requestRows.empty()) {
        settle(false);
        return m_receipts;
    }
    const Result<> written = inTransaction(m_connection, [&] { return write(**handle); });
    settle(written.has_value());
    if (!written)
        return std::unexpected(written.error());
    return m_receipts;
}

void GroupCommit::gather(RequestGroup group, const std::vector<bool>& duplicates) {
    m_receipts.clear();
    m_requestRows.clear();
    m_spanRows.clear();
    m_linkRows.clear();
    m_logRows.clear();
    m_metricRows.clear();
    m_fragments.clear();
    m_spanIndex = 0;
    m_used = m_next;
    m_used.arrival = std::max(m_used.arrival, m_clock.wall().bits());
    for (const QueuedRequest& queued : group) {
        RequestRow request{&queued.request, m_used.request, m_used.arrival, {}};
        if (std::holds_alternative<std::shared_ptr<const SpanBatch>>(queued.request.batch)) {
            gatherSpans(queued, duplicates, request);
        } else if (const auto* logs = std::get_if<std::shared_ptr<const LogBatch>>(&queued.request.batch)) {
            gatherItems((*logs)->records, m_logRows, &LogRow::record);
            request.receipt.stored = queued.items;
        } else {
            const auto& metrics = std::get<std::shared_ptr<const MetricBatch>>(queued.request.batch);
            gatherItems(metrics->points, m_metricRows, &MetricRow::point);
            request.receipt.stored = queued.items;
        }
        m_receipts.push_back(request.receipt);
        if (request.receipt.stored > 0) {
            m_requestRows.push_back(request);
            ++m_used.request;
        }
    }
}

void GroupCommit::gatherSpans(const QueuedRequest& queued, const std::vector<bool>& duplicates, RequestRow& request) {
    const auto& spans = std::get<std::shared_ptr<const SpanBatch>>(queued.request.batch)->spans;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const std::size_t index = m_spanIndex++;
        if (!duplicates.empty() && duplicates[index]) {
            ++request.receipt.duplicates;
            continue;
        }
        const Span& span = spans[i];
        const std::int64_t seq = m_used.seq++;
        m_spanRows.push_back({&span, seq, request.id, m_resources.idOf(*span.resource), m_scopes.idOf(*span.scope),
            queued.contentHashes[i]});
        for (const SpanLink& link : span.links)
            m_linkRows.push_back({&span, &link, seq});
        m_fragments.add(span, seq, m_used.arrival);
        ++request.receipt.stored;
    }
}

template <class Row, class Item>
void GroupCommit::gatherItems(const std::vector<Item>& items, std::vector<Row>& rows, const Item* Row::*member) {
    for (const Item& item : items) {
        Row row;
        row.*member = &item;
        row.seq = m_used.seq++;
        row.request = m_used.request;
        row.resource = m_resources.idOf(*item.resource);
        row.scope = m_scopes.idOf(*item.scope);
        rows.push_back(row);
    }
}

Result<> GroupCommit::write(duck::Handle& handle) {
    Result<> done = m_resources.write(handle);
    if (done)
        done = m_scopes.write(handle);
    if (done)
        done = m_requestTable.append(handle, m_requestRows, fillRequests);
    if (done)
        done = m_spanTable.append(handle, m_spanRows, fillSpans);
    if (done)
        done = m_linkTable.append(handle, m_linkRows, fillLinks);
    if (done)
        done = m_fragmentTable.append(handle, m_fragments.rows(), fillFragments);
    if (done)
        done = m_logTable.append(handle, m_logRows, fillLogs);
    if (done)
        done = m_metricTable.append(handle, m_metricRows, fillMetrics);
    return done;
}

void GroupCommit::settle(bool committed) {
    m_resources.settle(committed);
    m_scopes.settle(committed);
    m_duplicates.settle(committed, m_fragments.rows());
    if (!committed) {
        m_fragments.clear();
        return;
    }
    m_next = m_used;
    m_counts.spans += m_spanRows.size();
    m_counts.logs += m_logRows.size();
    m_counts.metricPoints += m_metricRows.size();
    m_counts.requests += m_requestRows.size();
    m_counts.traces += m_duplicates.newTraces();
    countTraces();
}

} // namespace spanglass
