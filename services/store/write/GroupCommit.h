#pragma once

#include "services/store/StoreClock.h"
#include "services/store/StoreCounts.h"
#include "services/store/write/Duplicates.h"
#include "services/store/write/Fragments.h"
#include "services/store/write/LogRows.h"
#include "services/store/write/MetricRows.h"
#include "services/store/write/RequestRows.h"
#include "services/store/write/SharedRows.h"
#include "services/store/write/SpanRows.h"

namespace spanglass {

/// Writes groups of requests, each group in one transaction, and knows what makes that quick: the next numbers, the
/// resources that are stored already, what may be a duplicate. Writer's thread.
class GroupCommit {
public:
    GroupCommit(duck::Connection& connection, StoreClock clock)
        : m_connection(connection)
        , m_clock(std::move(clock)) { }

    /// Reads what it must know of the store: before the first commit, and after everything was deleted.
    Result<> load();
    /// Counts anew what is left, after a deletion.
    Result<> recount();
    /// Part of what load() would take too long to read from a large store is read later, while no one waits: this reads
    /// on for some milliseconds. Until isLoaded(), commits are correct, but slower, and fewer traces are counted.
    Result<> loadSlice();
    bool isLoaded() const { return m_duplicates.isLoaded(); }

    /// All or nothing. Receipts are in the group's order.
    Result<std::vector<IngestReceipt>> commit(RequestGroup group);

    /// Traces that the last commit touched, in order of first appearance.
    const std::vector<Fragment>& touched() const { return m_fragments.rows(); }
    const StoreCounts& counts() const { return m_counts; }

private:
    /// What the next row, request and commit get.
    struct Numbers {
        std::int64_t seq = 1;
        std::int64_t request = 1;
        std::int64_t arrival = 0; ///< never decreases, whatever the clock does: else fresh traces could look old
    };

    Result<> loadShared();
    void gather(RequestGroup group, const std::vector<bool>& duplicates);
    void gatherSpans(const QueuedRequest& queued, const std::vector<bool>& duplicates, RequestRow& request);
    template <class Row, class Item>
    void gatherItems(const std::vector<Item>& items, std::vector<Row>& rows, const Item* Row::*member);
    Result<> write(duck::Handle& handle);
    void settle(bool committed);
    void countTraces();

    duck::Connection& m_connection;
    const StoreClock m_clock;
    Duplicates m_duplicates{m_connection};
    StoreCounts m_counts;
    bool m_tracesCounted = false; ///< all of them: from here on, new ones are added
    Numbers m_next;
    Numbers m_used; ///< m_next as it will be when the commit under way holds

    SharedRows<Resource> m_resources{"resources"};
    SharedRows<Scope> m_scopes{"scopes"};
    TableWriter m_requestTable{"requests"};
    TableWriter m_spanTable{"spans"};
    TableWriter m_linkTable{"span_links"};
    TableWriter m_fragmentTable{"trace_fragments"};
    TableWriter m_logTable{"logs"};
    TableWriter m_metricTable{"metrics"};

    // Of the commit under way.
    std::size_t m_spanIndex = 0; ///< into the flags of duplicates
    std::vector<IngestReceipt> m_receipts;
    std::vector<RequestRow> m_requestRows; ///< of those requests that have something new
    std::vector<SpanRow> m_spanRows;
    std::vector<LinkRow> m_linkRows;
    std::vector<LogRow> m_logRows;
    std::vector<MetricRow> m_metricRows;
    Fragments m_fragments;
};

} // namespace spanglass
