#include "models/sql/SqlSession.h"

#include <algorithm>
#include <utility>

namespace spanglass {

namespace {

constexpr std::chrono::milliseconds Patience = std::chrono::minutes(60); // whoever asked can cancel
constexpr std::uint64_t MostBytes = 384ull << 20;

std::vector<SqlParameter> valuesFor(const QString& sql, const std::vector<SqlParameter>& values) {
    std::vector<SqlParameter> wanted;
    for (const SqlNeed& need : sqlNeeds(sql)) {
        const auto given = std::ranges::find_if(
            values, [&](const SqlParameter& each) { return each.name.compare(need.name, Qt::CaseInsensitive) == 0; });
        if (given != values.end())
            wanted.push_back({need.name, given->value, need.type});
    }
    return wanted;
}

} // namespace

SqlSession::SqlSession(QObject* parent)
    : QObject(parent) { }

SqlSession::~SqlSession() { drop(); }

void SqlSession::run(const SqlSource& source, std::vector<SqlPiece> statements, SqlRunOptions options) {
    drop();
    m_facts.clear();
    m_warehouse = source.warehouse;
    m_options = std::move(options);
    m_runs.clear();
    for (SqlPiece& statement : statements)
        m_runs.emplace_back().statement = std::move(statement);
    m_current = -1;
    Q_EMIT started();
    startNext();
}

void SqlSession::cancel() {
    if (!isRunning())
        return;
    tick();
    drop();
    const int stopped = std::exchange(m_current, -1);
    m_runs[static_cast<std::size_t>(stopped)].state = SqlRunState::Cancelled;
    skipRest();
    Q_EMIT changed(stopped);
    Q_EMIT finished();
}

void SqlSession::tick() {
    if (isRunning())
        m_runs[static_cast<std::size_t>(m_current)].time = std::chrono::nanoseconds(m_timer.nsecsElapsed());
}

void SqlSession::startNext() {
    const auto next = std::ranges::find(m_runs, SqlRunState::Waiting, &SqlRun::state);
    if (next == m_runs.end()) {
        m_current = -1;
        Q_EMIT finished();
        return;
    }
    m_current = static_cast<int>(next - m_runs.begin());
    next->state = SqlRunState::Running;
    SqlRequest request;
    request.sql = next->statement.text;
    request.parameters = valuesFor(request.sql, m_options.values);
    request.rowLimit = m_options.rowLimit;
    request.byteLimit = MostBytes;
    request.deadline = Patience;
    m_timer.start();
    m_watcher = new QFutureWatcher<Result<SqlTable>>;
    connect(m_watcher, &QFutureWatcherBase::progressTextChanged, this, &SqlSession::showProgress);
    connect(m_watcher, &QFutureWatcherBase::finished, this, [this] {
        const QFuture<Result<SqlTable>> future = m_watcher->future();
        std::exchange(m_watcher, nullptr)->deleteLater();
        end(future);
    });
    Q_EMIT changed(m_current);
    m_watcher->setFuture(m_warehouse->run(std::move(request)));
}

void SqlSession::showProgress() {
    m_runs[static_cast<std::size_t>(m_current)].progress = m_watcher->progressText();
    Q_EMIT changed(m_current);
}

void SqlSession::end(const QFuture<Result<SqlTable>>& future) {
    tick();
    SqlRun& run = m_runs[static_cast<std::size_t>(m_current)];
    // One that the warehouse itself cancelled, for example because it is closed, ends without a result.
    auto result = future.resultCount() > 0
        ? future.result()
        : Result<SqlTable>(failure(ErrorCode::Cancelled, tr("The statement was cancelled.")));
    if (result) {
        run.state = SqlRunState::Done;
        run.table = *std::move(result);
        run.table.facts.totalTime = run.time; // with the way there and back
    } else {
        run.state = SqlRunState::Failed;
        run.error = result.error();
        if (!m_options.goOnAfterErrors)
            skipRest();
    }
    const int ended = m_current;
    Q_EMIT changed(ended);
    askFacts(ended);
    startNext();
}

/// A server tells what a statement cost only afterwards. That is worth waiting for, but nothing waits for it.
void SqlSession::askFacts(int run) {
    const SqlRun& done = m_runs[static_cast<std::size_t>(run)];
    const SqlFacts& known = done.table.facts;
    if (done.state != SqlRunState::Done || known.statementId.isEmpty() || known.rowsScanned)
        return;
    auto& answer = m_facts.emplace_back(std::make_unique<Awaited<SqlFacts>>());
    answer->ask(m_warehouse->facts(known.statementId), [this, run](const Result<SqlFacts>& told) {
        SqlRun& asked = m_runs[static_cast<std::size_t>(run)];
        if (told)
            asked.table.facts.takeCost(*told);
        else
            asked.factsProblem = told.error();
        Q_EMIT factsChanged(run);
    });
}

void SqlSession::skipRest() {
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        if (m_runs[i].state != SqlRunState::Waiting)
            continue;
        m_runs[i].state = SqlRunState::Skipped;
        Q_EMIT changed(static_cast<int>(i));
    }
}

void SqlSession::drop() {
    if (!m_watcher)
        return;
    m_watcher->disconnect();
    m_watcher->future().cancel();
    std::exchange(m_watcher, nullptr)->deleteLater();
}

} // namespace spanglass
