#pragma once

#include "app/workspace/FetchedTraces.h"
#include "app/workspace/Retirement.h"
#include "app/workspace/WorkspaceClients.h"
#include "services/core/SpanSource.h"
#include "services/core/TraceFeed.h"
#include "services/core/TracePlace.h"
#include "services/core/WorkspaceControl.h"

namespace spanglass {

/// One opened place of a workspace or MLflow server, with everything that it stands on. GUI thread.
class OpenPlace {
public:
    /// A table of spans. `sink` takes the traces that are kept; it and `retirement` must outlive this.
    OpenPlace(const WorkspaceRequest& request, const Connection& connection,
        std::shared_ptr<WorkspaceWarehouse> warehouse, const FoundTraceTable& found, IngestSink& sink,
        Retirement& retirement);
    /// An experiment of an MLflow server; likewise.
    OpenPlace(const WorkspaceRequest& request, const Connection& connection, std::shared_ptr<WorkspaceClients> clients,
        IngestSink& sink, Retirement& retirement);
    ~OpenPlace();

    /// The same for the same table or experiment of a connection, in every run.
    static QString idOf(const WorkspaceRequest& request);

    const QString& id() const { return m_id; }
    const QString& title() const { return m_title; }
    const QString& connectionLabel() const { return m_connection; }
    const WorkspaceRequest& request() const { return m_request; }
    /// Null for an MLflow server.
    const std::shared_ptr<WorkspaceWarehouse>& warehouse() const { return m_warehouse; }
    /// How the attributes of its table are kept.
    AttributeForm attributes() const { return m_attributes; }

    /// What the traces panel takes. `self` is this, and lives as long as what is made of it.
    static TracePlace view(const std::shared_ptr<OpenPlace>& self);

private:
    OpenPlace(const WorkspaceRequest& request, const Connection& connection, Retirement& retirement);

    /// Reads from this source, and fetches whole traces of it to keep or export them.
    template <class Source> void read(std::unique_ptr<Source> source, QString origin, IngestSink& sink);

    const WorkspaceRequest m_request;
    const QString m_id;
    const QString m_connection; ///< practice is always named as such
    const QString m_title;
    const bool m_practice;
    Retirement& m_retirement;
    std::shared_ptr<WorkspaceWarehouse> m_warehouse;
    AttributeForm m_attributes = AttributeForm::None;
    std::unique_ptr<SpanSource> m_source;
    std::unique_ptr<TraceFeed> m_feed;
    std::function<QString()> m_remark;
    std::uint64_t m_mostListed = 0;
    std::unique_ptr<FetchedTraces> m_fetched; ///< last: it works on the source
};

} // namespace spanglass
