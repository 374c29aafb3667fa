#pragma once

#include "services/replay/arrival/ArrivalSource.h"

namespace spanglass {

/// Asks a server for one trace after the other, such as MlflowTraces::fetch().
class ServerArrivals final : public ArrivalSource {
public:
    using Fetch = std::function<QFuture<Result<std::shared_ptr<const SpanBatch>>>(TraceId)>;

    ServerArrivals(Fetch fetch, QString where);

    std::size_t tracesAtOnce() const override { return 1; }
    Result<std::vector<SpanName>> present(
        const std::vector<TraceId>& traces, const TimeRange& time, const Cancelled& cancelled) override;
    Result<WholeTracePtr> wholeTrace(TraceId trace, const Cancelled& cancelled) override;
    /// MLflow keeps spans without their kind, resource, scope and links (confirmed by a server of 3.17).
    bool keeps(const QString& path) const override;
    /// It answers when it has written them.
    std::chrono::milliseconds patience() const override { return std::chrono::seconds(10); }
    QString where() const override { return m_where; }

private:
    const Fetch m_fetch;
    const QString m_where;
};

} // namespace spanglass
