#pragma once

#include "models/common/Awaited.h"
#include "models/sql/SqlParameters.h"
#include "models/sql/SqlScript.h"
#include "models/sql/SqlSources.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>

namespace spanglass {

enum class SqlRunState { Waiting, Running, Done, Failed, Cancelled, Skipped };

/// One statement of a run and what became of it.
struct SqlRun {
    SqlPiece statement; ///< where it stood in the editor when it was started
    SqlRunState state = SqlRunState::Waiting;
    QString progress; ///< what the warehouse waits for, while it runs
    std::chrono::nanoseconds time{}; ///< spent on it so far, or at all
    SqlTable table; ///< when Done
    std::optional<Error> factsProblem; ///< why it is not known what it cost
    Error error; ///< when Failed
};

struct SqlRunOptions {
    std::vector<SqlParameter> values; ///< each statement gets those that it needs
    std::uint64_t rowLimit = 10'000;
    bool goOnAfterErrors = false;
};

/// Runs statements one after another at one source. GUI thread.
class SqlSession final : public QObject {
    Q_OBJECT
public:
    explicit SqlSession(QObject* parent = nullptr);
    ~SqlSession() override;

    /// Cancels what still runs and starts anew.
    void run(const SqlSource& source, std::vector<SqlPiece> statements, SqlRunOptions options);
    /// Stops the statement that runs and skips those that wait.
    void cancel();

    bool isRunning() const { return m_current >= 0; }
    const std::vector<SqlRun>& runs() const { return m_runs; }
    /// Brings the time of the running statement up to date.
    void tick();

Q_SIGNALS:
    void started(); ///< runs() are new
    void changed(int run); ///< state or progress of one of them
    void factsChanged(int run); ///< what a statement cost was learned after it was Done
    void finished(); ///< none runs or waits any longer

private:
    void startNext();
    void showProgress();
    void end(const QFuture<Result<SqlTable>>& future);
    void askFacts(int run);
    void drop();
    void skipRest();

    std::shared_ptr<SqlWarehouse> m_warehouse;
    SqlRunOptions m_options;
    std::vector<SqlRun> m_runs;
    int m_current = -1;
    QFutureWatcher<Result<SqlTable>>* m_watcher = nullptr;
    std::vector<std::unique_ptr<Awaited<SqlFacts>>> m_facts; ///< of this run
    QElapsedTimer m_timer;
};

} // namespace spanglass
