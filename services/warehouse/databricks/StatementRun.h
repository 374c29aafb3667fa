#pragma once

#include "services/warehouse/databricks/ChunkReader.h"
#include "services/warehouse/databricks/DatabricksOptions.h"
#include "services/warehouse/databricks/StatementError.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QPromise>
#include <QTimer>

namespace spanglass {

/// One statement on its way: submitted, polled, fetched. Lives in one thread with an event loop; emits gone() when
/// nothing of it is under way any more. The promise finishes as soon as it is cancelled; a statement that the server
/// has taken, or may have, is then cancelled there too.
class StatementRun : public QObject {
    Q_OBJECT

public:
    using Promise = std::shared_ptr<QPromise<Result<SqlTable>>>;

    /// `options` must outlive it.
    StatementRun(const DatabricksOptions& options, SqlRequest request, Promise promise, QObject* parent);
    ~StatementRun() override;

    /// Submits it. Until then it waits, and the time of its request runs already.
    void start();
    /// Cancels it, here and on the server.
    void abandon();

Q_SIGNALS:
    /// Nobody waits for it any more; the server may still have to be told.
    void left();
    void gone();
    /// The warehouse answers inline in Arrow only.
    void arrowOnlyMet();

private:
    enum class Stage : std::uint8_t { Waiting, PutOff, Submitting, Polling, Fetching, Ended };

    void submit(Disposition disposition);
    void submitted(const ApiResult& answer);
    bool putOff(const ApiFault& fault);
    void poll();
    void polled(const ApiResult& answer);
    void take(const ApiAnswer& answer);
    void fetch(const StatementReply& reply, QByteArray body);
    bool changesNothing() const;
    void failStatement(const StatementFault& fault);
    void leave(); ///< after a cancel or the deadline
    void cancelOnServer();
    void showProgress();
    void askWarehouse();
    QString warehouseName() const;
    void finish(Result<SqlTable> result);
    void end();

    const DatabricksOptions& m_options;
    SqlRequest m_request;
    Promise m_promise;
    QFutureWatcher<Result<SqlTable>> m_asked;
    QTimer m_deadline;
    QTimer m_poll;
    QTimer m_tick; ///< once a second, for the progress text
    QElapsedTimer m_elapsed;
    Stage m_stage = Stage::Waiting;
    Disposition m_disposition = Disposition::Inline;
    QString m_statementId;
    std::chrono::milliseconds m_pause{0}; ///< before the next poll
    int m_failedPolls = 0;
    int m_putOffs = 0;
    bool m_lost = false; ///< its submission was, once
    bool m_left = false; ///< nobody waits for the answer any more
    QString m_warehouseState; ///< "STARTING"; empty until it was asked for
    QString m_warehouseName; ///< likewise
    std::uint64_t m_totalRows = 0; ///< of the answer; 0 while that is not told
    bool m_askingWarehouse = false;
    int m_progress = 0;
    std::optional<ResultRows> m_rows;
    ChunkReader* m_chunks = nullptr;
    QByteArray m_firstBody; ///< what the first part's rows are a view into
};

} // namespace spanglass
