#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/Ingest.h"
#include "services/core/TraceFiles.h"

#include <QMap>

namespace spanglass {

class AuthThread;

struct MlflowTraceQuery {
    QStringList experimentIds;
    QString filter; ///< MLflow's own grammar: "trace.status = 'ERROR' AND trace.timestamp_ms > 0"; empty: all
    QStringList orderBy{QStringLiteral("timestamp_ms DESC")};
    int maxResults = 100; ///< 500 at most
    QString pageToken; ///< of the page before
};

/// What a search says of a trace.
struct MlflowTraceInfo {
    QString id; ///< as MLflow writes it: "tr-<hex>"
    TraceId traceId; ///< the same as OTLP ids go; invalid when it cannot be
    QString name;
    QString state; ///< OK, ERROR, IN_PROGRESS, STATE_UNSPECIFIED
    UnixNanos start; ///< in milliseconds as a rule
    Nanos duration;
    QString requestPreview;
    QString responsePreview;
    QMap<QString, QString> tags;
    QMap<QString, QString> metadata;
};

struct MlflowTracePage {
    QList<MlflowTraceInfo> traces;
    QString nextPageToken; ///< empty at the end
};

/// Traces that an open-source MLflow server keeps in its own store. `api` and `thread` must outlive this and its
/// futures. Any thread.
///
/// Confirmed in the sources of mlflow 3.17 (server/handlers.py): POST /api/3.0/mlflow/traces/search, GET
/// /api/3.0/mlflow/traces/{id} and GET /ajax-api/3.0/mlflow/get-trace-artifact?request_id=, which is what MLflow's own
/// pages read spans by. Assumed: that servers before 3.5 have the last one under 2.0 only, which is tried after a 404.
class MlflowTraces {
public:
    MlflowTraces(ApiClient& api, AuthThread& thread)
        : m_api(api)
        , m_thread(thread) { }

    QFuture<ApiOutcome<MlflowTracePage>> search(const MlflowTraceQuery& query);
    /// A whole trace; tags, metadata and assessments become attributes of its root span. NotFound for an unknown id.
    QFuture<Result<std::shared_ptr<const SpanBatch>>> fetch(const QString& id);
    /// Fetches a trace and puts it into the local store, which then names the server as its sender. `sink` must outlive
    /// the future.
    QFuture<Result<ImportReport>> keep(const QString& id, IngestSink& sink);

private:
    ApiClient& m_api;
    AuthThread& m_thread;
};

} // namespace spanglass
