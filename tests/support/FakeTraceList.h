#pragma once

#include "services/core/SpanSource.h"
#include "services/core/StoreControl.h"

#include <QPromise>

#include <algorithm>
#include <functional>

namespace spanglass::test {

/// A future that is already answered.
template <class T> QFuture<Result<T>> answered(Result<T> result) {
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

/// A list of traces in memory behind the source's interface. While `waiting` is set, answers are made only when
/// answerAll() is called; what was asked is written down.
class FakeTraceList : public SpanSource {
public:
    std::vector<TraceSummary> rows; ///< everything there is, in any order
    std::function<bool(const TraceSummary&)> matches; ///< applied when the query has a filter
    std::optional<Error> fault; ///< the answer to everything while set
    bool waiting = false;
    QStringList asked; ///< "traces 0+100", "count", "position"
    std::vector<SuggestQuery> suggestAsked;
    QStringList suggestions;

    TraceSummary& add(const QString& name, const QString& service, UnixNanos start, Nanos duration,
        std::uint32_t spans = 1, std::uint32_t errors = 0) {
        TraceSummary row;
        row.id = {1, ++m_lastId};
        row.rootName = name;
        row.services = {service};
        row.start = start;
        row.end = start + duration;
        row.spans = spans;
        row.errors = errors;
        return rows.emplace_back(row);
    }

    void answerAll() {
        m_tell.clear();
        for (auto& answer : std::exchange(m_waiting, {}))
            answer();
    }
    std::size_t waitingCount() const { return m_waiting.size(); }
    /// What waiting answers say of themselves.
    void progress(const QString& text) {
        for (auto& tell : m_tell)
            tell(text);
    }

    QFuture<Result<TracePage>> traces(const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) override {
        return reply<TracePage>(
            QStringLiteral("traces %1+%2").arg(offset).arg(limit), [=, this]() -> Result<TracePage> {
                const std::vector<TraceSummary> all = ordered(query);
                TracePage page{offset, {}};
                for (std::uint64_t i = offset; i < std::min<std::uint64_t>(all.size(), offset + limit); ++i)
                    page.rows.push_back(all[i]);
                return page;
            });
    }

    QFuture<Result<TraceCount>> count(const TraceQuery& query) override {
        return reply<TraceCount>(QStringLiteral("count"), [=, this]() -> Result<TraceCount> {
            TraceCount count;
            for (const TraceSummary& row : ordered(query)) {
                ++count.traces;
                count.spans += row.spans;
            }
            return count;
        });
    }

    QFuture<Result<std::uint64_t>> position(const TraceQuery& query, TraceId trace) override {
        return reply<std::uint64_t>(QStringLiteral("position"), [=, this]() -> Result<std::uint64_t> {
            const std::vector<TraceSummary> all = ordered(query);
            const auto found = std::ranges::find(all, trace, &TraceSummary::id);
            if (found == all.end())
                return failure(ErrorCode::NotFound, QStringLiteral("No such trace"));
            return static_cast<std::uint64_t>(found - all.begin());
        });
    }

    QFuture<Result<std::vector<TraceId>>> present(std::vector<TraceId> traces) override {
        return reply<std::vector<TraceId>>(
            QStringLiteral("present"), [=, this]() mutable -> Result<std::vector<TraceId>> {
                std::erase_if(traces,
                    [this](TraceId id) { return std::ranges::find(rows, id, &TraceSummary::id) == rows.end(); });
                return traces;
            });
    }

    QFuture<Result<QStringList>> suggest(const SuggestQuery& query) override {
        suggestAsked.push_back(query);
        return reply<QStringList>(QStringLiteral("suggest"),
            [=, this]() -> Result<QStringList> { return suggestions.filter(query.prefix, Qt::CaseInsensitive); });
    }

    QFuture<Result<TracePtr>> trace(TraceId) override { return unknown<TracePtr>(); }
    QFuture<Result<SpanDetail>> span(TraceId, SpanKey) override { return unknown<SpanDetail>(); }
    QFuture<Result<std::vector<SpanKey>>> search(TraceId, FilterPtr) override {
        return unknown<std::vector<SpanKey>>();
    }
    QFuture<Result<std::vector<BackLink>>> linksTo(TraceId) override {
        return answered<std::vector<BackLink>>(std::vector<BackLink>());
    }

protected:
    template <class T, class Make> QFuture<Result<T>> reply(const QString& what, Make make) {
        asked << what;
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        auto answer = [promise, make = std::move(make), this]() mutable {
            if (fault)
                promise->addResult(Result<T>(std::unexpected(*fault)));
            else
                promise->addResult(make());
            promise->finish();
        };
        QFuture<Result<T>> future = promise->future();
        if (waiting) {
            m_waiting.push_back(answer);
            m_tell.push_back(
                [promise, value = 0](const QString& text) mutable { promise->setProgressValueAndText(++value, text); });
        } else {
            answer();
        }
        return future;
    }

private:
    template <class T> QFuture<Result<T>> unknown() {
        return answered<T>(failure(ErrorCode::NotFound, QStringLiteral("This list holds no spans")));
    }

    std::vector<TraceSummary> ordered(const TraceQuery& query) const {
        std::vector<TraceSummary> all;
        for (const TraceSummary& row : rows) {
            const bool early = query.range.from && row.start < *query.range.from;
            const bool late = query.range.to && !(row.start < *query.range.to);
            if (!early && !late && (!query.filter || !matches || matches(row)))
                all.push_back(row);
        }
        std::ranges::stable_sort(all, [&](const TraceSummary& a, const TraceSummary& b) {
            return query.descending ? less(query.sort, b, a) : less(query.sort, a, b);
        });
        return all;
    }

    static bool less(TraceSort sort, const TraceSummary& a, const TraceSummary& b) {
        switch (sort) {
        case TraceSort::Start:
            return std::pair(a.start, a.id) < std::pair(b.start, b.id);
        case TraceSort::Duration:
            return std::pair(a.duration(), a.id) < std::pair(b.duration(), b.id);
        case TraceSort::Spans:
            return std::pair(a.spans, a.id) < std::pair(b.spans, b.id);
        case TraceSort::Errors:
            return std::pair(a.errors, a.id) < std::pair(b.errors, b.id);
        case TraceSort::Name:
            return std::pair(a.rootName, a.id) < std::pair(b.rootName, b.id);
        case TraceSort::Arrival:
            return a.id < b.id;
        case TraceSort::Service:
            return std::pair(a.services.value(0), a.id) < std::pair(b.services.value(0), b.id);
        }
        return false;
    }

    std::uint64_t m_lastId = 0;
    std::vector<std::function<void()>> m_waiting;
    std::vector<std::function<void(const QString&)>> m_tell;
};

/// A store whose status is what the test sets and whose deletions are written down.
class FakeStore : public StoreControl {
public:
    StoreStatus now;
    std::vector<TraceId> deleted;
    std::optional<Error> fault;
    bool cleared = false;
    std::shared_ptr<QPromise<Result<std::uint64_t>>> deleting; ///< set before: the deletion that the test ends
    FakeTraceList* list = nullptr; ///< loses what is deleted

    StoreStatus status() const override { return now; }
    void setRetention(const Retention& retention) override {
        now.retention = retention;
        Q_EMIT statusChanged();
    }
    QFuture<Result<std::uint64_t>> deleteTraces(std::vector<TraceId> traces) override {
        if (fault)
            return answered<std::uint64_t>(std::unexpected(*fault));
        deleted = traces;
        if (deleting)
            return deleting->future();
        if (list)
            std::erase_if(list->rows, [&](const TraceSummary& row) { return std::ranges::count(traces, row.id) > 0; });
        Q_EMIT committed({{}, 0, true});
        return answered<std::uint64_t>(static_cast<std::uint64_t>(traces.size()));
    }
    QFuture<Result<>> clear() override {
        cleared = true;
        return answered<void>(Result<>());
    }
    void commit(std::vector<TraceId> traces) { Q_EMIT committed({std::move(traces), 1, false}); }
};

} // namespace spanglass::test
