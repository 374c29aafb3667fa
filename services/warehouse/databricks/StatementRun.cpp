#include "services/warehouse/databricks/StatementRun.h"

#include "services/core/SqlEffect.h"
#include "services/warehouse/databricks/CallWatch.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace spanglass {

namespace {

constexpr qint64 InlineBytes = 128 << 20; ///< 25 MiB of values, escaped
constexpr int MostPutOffs = 4;
constexpr std::chrono::milliseconds LongestPutOff = 60s; ///< a longer one is for the person to wait out

std::string_view viewOf(const QByteArray& bytes) { return {bytes.data(), static_cast<std::size_t>(bytes.size())}; }

StatementFault faultOf(const StatementReply& reply) { return {reply.state, reply.errorCode, reply.errorMessage}; }

bool mayPass(ErrorCode code) {
    return code == ErrorCode::Offline || code == ErrorCode::TimedOut || code == ErrorCode::RateLimited
        || code == ErrorCode::Busy;
}

QString seconds(qint64 milliseconds) { return QLocale::c().toString(milliseconds / 1000); }

QString rowsRead(std::uint64_t read, std::uint64_t total) {
    return total > 0 ? u"%L1 of %L2 rows read"_s.arg(read).arg(total) : u"%L1 rows read"_s.arg(read);
}

} // namespace

StatementRun::StatementRun(const DatabricksOptions& options, SqlRequest request, Promise promise, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_request(std::move(request))
    , m_promise(std::move(promise)) {
    m_deadline.setSingleShot(true);
    m_poll.setSingleShot(true);
    m_tick.setInterval(1s);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        finish(std::unexpected(Error{ErrorCode::TimedOut,
            u"The statement took longer than %1 s and was cancelled."_s.arg(seconds(m_request.deadline.count())),
            u"Narrow the time range, or allow more time."_s}));
        leave();
    });
    connect(&m_poll, &QTimer::timeout, this, &StatementRun::poll);
    connect(&m_tick, &QTimer::timeout, this, &StatementRun::showProgress);
    connect(&m_asked, &QFutureWatcherBase::canceled, this, &StatementRun::abandon);
    m_asked.setFuture(m_promise->future());
    m_elapsed.start();
    m_deadline.start(m_request.deadline);
    m_tick.start();
}

StatementRun::~StatementRun() {
    if (m_promise)
        m_promise->finish();
}

void StatementRun::start() {
    if (m_left) // it ended while it waited
        return;
    if (m_promise->isCanceled())
        return abandon();
    submit(Disposition::Inline);
}

void StatementRun::submit(Disposition disposition) {
    m_stage = Stage::Submitting;
    m_disposition = disposition;
    m_pause = m_options.firstPause;
    ApiRequest request;
    request.method = "POST";
    request.path = u"/api/2.0/sql/statements"_s;
    request.body = statementBody(m_request, m_options.statement, disposition);
    request.patience = {}; // putOff() waits, where a cancel ends it
    request.maxBody = InlineBytes;
    watchCall(m_options.calls.call(std::move(request)), this, [this](const ApiResult& answer) { submitted(answer); });
}

void StatementRun::submitted(const ApiResult& answer) {
    if (answer)
        return take(*answer);
    if (putOff(answer.error().fault))
        return;
    // The server may have taken the statement all the same.
    if (isLost(answer.error()) && changesNothing() && !m_left && !std::exchange(m_lost, true))
        return submit(m_disposition);
    const StatementFault fault{{}, answer.error().fault.errorCode, answer.error().fault.serverMessage};
    if (isArrowOnly(fault) || asksForExternalLinks(fault))
        return failStatement(fault);
    Error error = answer.error();
    if (answer.error().fault.httpStatus == 404 || fault.message.contains(u"is not a valid endpoint id"))
        error = statementError(fault);
    finish(std::unexpected(error));
    end();
}

/// Waits, and submits it again, where the server says that it has not begun. Not forever: then that is the answer.
bool StatementRun::putOff(const ApiFault& fault) {
    const bool notBegun = fault.httpStatus == 429 || (fault.httpStatus == 503 && fault.retryAfter);
    if (!notBegun || m_left || m_putOffs >= MostPutOffs)
        return false;
    const std::chrono::milliseconds asked = fault.retryAfter ? *fault.retryAfter : m_options.putOffPause;
    const auto pause = asked + asked * QRandomGenerator::global()->bounded(25) / 100;
    if (asked > LongestPutOff || std::chrono::milliseconds(m_elapsed.elapsed()) + pause >= m_request.deadline)
        return false;
    ++m_putOffs;
    m_stage = Stage::PutOff;
    QTimer::singleShot(pause, this, [this] {
        if (!m_left)
            submit(m_disposition);
    });
    return true;
}

void StatementRun::poll() {
    ApiRequest request;
    request.path = u"/api/2.0/sql/statements/"_s + m_statementId;
    request.maxBody = InlineBytes;
    watchCall(m_options.calls.call(std::move(request)), this, [this](const ApiResult& answer) { polled(answer); });
}

void StatementRun::polled(const ApiResult& answer) {
    if (m_left)
        return;
    if (answer) {
        m_failedPolls = 0;
        return take(*answer);
    }
    if (mayPass(answer.error().code) && ++m_failedPolls < m_options.failedPolls) {
        m_pause = std::max(m_pause, m_options.failedPause);
        m_poll.start(answer.error().fault.retryAfter.value_or(0s) + m_pause);
        return;
    }
    finish(std::unexpected(answer.error()));
    leave();
}

void StatementRun::take(const ApiAnswer& answer) {
    const auto reply = readStatement(viewOf(answer.body));
    if (!reply) {
        finish(std::unexpected(reply.error()));
        return m_statementId.isEmpty() ? end() : leave();
    }
    if (!reply->id.isEmpty())
        m_statementId = reply->id;
    if (reply->state == u"PENDING" || reply->state == u"RUNNING") {
        if (m_left)
            return cancelOnServer();
        m_stage = Stage::Polling;
        m_poll.start(m_pause);
        m_pause = std::min(m_pause * 3 / 2, m_options.lastPause);
        return;
    }
    if (m_left)
        return end();
    if (reply->state == u"SUCCEEDED")
        return fetch(*reply, answer.body);
    failStatement(faultOf(*reply));
}

/// Only what changes nothing may run a second time.
bool StatementRun::changesNothing() const { return sqlStatementKind(m_request.sql).effect == SqlEffect::Nothing; }

void StatementRun::failStatement(const StatementFault& fault) {
    if (isArrowOnly(fault))
        Q_EMIT arrowOnlyMet();
    if (asksForExternalLinks(fault) && m_disposition == Disposition::Inline && !m_left && changesNothing())
        return submit(Disposition::ExternalLinks);
    finish(std::unexpected(statementError(fault)));
    end();
}

void StatementRun::fetch(const StatementReply& reply, QByteArray body) {
    m_stage = Stage::Fetching;
    if (reply.result.hasAttachment && reply.result.rows.empty() && reply.result.links.empty()) {
        Q_EMIT arrowOnlyMet();
        finish(std::unexpected(arrowOnlyError()));
        return end();
    }
    m_totalRows = reply.totalRows;
    m_rows.emplace(reply.columns, m_request.rowLimit, m_request.byteLimit);
    m_firstBody = std::move(body);
    m_chunks = new ChunkReader(m_options.calls, m_statementId, *m_rows, this);
    connect(m_chunks, &ChunkReader::progressed, this, &StatementRun::showProgress);
    connect(m_chunks, &ChunkReader::finished, this, [this, cut = reply.truncated](const std::optional<Error>& error) {
        if (error) {
            finish(std::unexpected(*error));
        } else {
            SqlTable table = std::move(*m_rows).take();
            table.truncated = table.truncated || cut;
            table.facts.statementId = m_statementId;
            table.facts.totalTime = std::chrono::nanoseconds(m_elapsed.nsecsElapsed());
            finish(std::move(table));
        }
        end();
    });
    m_chunks->start(reply.result, reply.totalChunks);
}

void StatementRun::abandon() {
    if (m_promise)
        m_promise->future().cancel();
    finish({});
    leave();
}

/// Nobody waits any more. While the statement is being submitted its id is not known yet, so that call goes on: it is
/// answered at once.
void StatementRun::leave() {
    if (std::exchange(m_left, true))
        return;
    m_tick.stop();
    m_poll.stop();
    Q_EMIT left();
    if (m_stage == Stage::Polling)
        cancelOnServer();
    else if (m_stage != Stage::Submitting)
        end();
}

/// Best effort, and an empty answer (section 6.1, confirmed).
void StatementRun::cancelOnServer() {
    ApiRequest request;
    request.method = "POST";
    request.path = u"/api/2.0/sql/statements/%1/cancel"_s.arg(m_statementId);
    request.deadline = 15s;
    watchCall(m_options.calls.call(std::move(request)), this, [this](const ApiResult&) { end(); });
}

void StatementRun::showProgress() {
    if (!m_promise)
        return;
    const qint64 waited = m_elapsed.elapsed();
    QString text;
    if (m_stage == Stage::Waiting)
        text = u"Waiting for other statements, %1 s"_s.arg(seconds(waited));
    else if (m_stage == Stage::PutOff)
        text = u"The workspace is asked too often and wants a pause, %1 s"_s.arg(seconds(waited));
    else if (m_rows)
        text = rowsRead(m_rows->rowCount(), std::min(m_totalRows, m_request.rowLimit));
    else if (m_warehouseState == u"STARTING")
        text = u"%1 is starting, %2 s"_s.arg(warehouseName(), seconds(waited));
    else if (m_warehouseState == u"STOPPED" || m_warehouseState == u"STOPPING")
        text = u"%1 is about to start, %2 s"_s.arg(warehouseName(), seconds(waited));
    else
        text = u"Waiting for the SQL warehouse, %1 s"_s.arg(seconds(waited));
    m_promise->setProgressRange(0, 0);
    m_promise->setProgressValueAndText(++m_progress, text);
    const bool taken = m_stage == Stage::Submitting || m_stage == Stage::Polling;
    if (taken && waited >= m_options.warehouseLook.count())
        askWarehouse();
}

QString StatementRun::warehouseName() const {
    return m_warehouseName.isEmpty() ? u"The SQL warehouse"_s : u"SQL warehouse %1"_s.arg(m_warehouseName);
}

/// A PENDING statement does not say whether its warehouse is starting (assumed), so the warehouse is asked.
void StatementRun::askWarehouse() {
    if (std::exchange(m_askingWarehouse, true))
        return;
    ApiRequest request;
    request.path = u"/api/2.0/sql/warehouses/"_s + m_options.statement.warehouseId;
    watchCall(m_options.calls.call(std::move(request)), this, [this](const ApiResult& answer) {
        // Not being allowed to look at a warehouse is no reason to stop.
        const QJsonObject told = answer ? QJsonDocument::fromJson(answer->body).object() : QJsonObject();
        m_warehouseState = told.value(u"state"_s).toString();
        m_warehouseName = told.value(u"name"_s).toString();
        QTimer::singleShot(m_options.warehouseLook, this, [this] { m_askingWarehouse = false; });
    });
}

void StatementRun::finish(Result<SqlTable> result) {
    if (!m_promise)
        return;
    if (!m_promise->isCanceled())
        m_promise->addResult(std::move(result));
    m_promise->finish();
    m_promise.reset();
    m_deadline.stop();
    m_tick.stop();
}

void StatementRun::end() {
    if (std::exchange(m_stage, Stage::Ended) == Stage::Ended)
        return;
    m_poll.stop();
    Q_EMIT gone();
}

} // namespace spanglass
