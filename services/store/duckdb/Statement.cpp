#include "services/store/duckdb/Statement.h"

#include <chrono>
#include <string>
#include <thread>
#include <utility>

namespace spanglass::duck {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::microseconds WorkerPoll{50};

class Pending {
public:
    Pending() = default;
    ~Pending() { duckdb_destroy_pending(&m_pending); }
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;

    duckdb_pending_result get() const { return m_pending; }
    duckdb_pending_result* slot() const { return &m_pending; }

private:
    mutable duckdb_pending_result m_pending = nullptr;
};

} // namespace

Result<Statement> Statement::prepare(std::shared_ptr<Handle> handle, std::string_view sql) {
    Statement statement(std::move(handle));
    const std::string text(sql);
    if (duckdb_prepare(statement.m_handle->get(), text.c_str(), &statement.m_statement) != DuckDBSuccess) {
        const char* words = duckdb_prepare_error(statement.m_statement);
        return std::unexpected(statement.m_handle->fail(DUCKDB_ERROR_INVALID, words));
    }
    return statement;
}

Statement::~Statement() { duckdb_destroy_prepare(&m_statement); }

Statement::Statement(Statement&& other) noexcept
    : m_handle(std::move(other.m_handle))
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_badParameter(other.m_badParameter) { }

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(m_handle, other.m_handle);
    std::swap(m_statement, other.m_statement);
    std::swap(m_badParameter, other.m_badParameter);
    return *this;
}

Statement& Statement::note(duckdb_state state, int index) {
    if (state != DuckDBSuccess && m_badParameter == 0)
        m_badParameter = index;
    return *this;
}

Statement& Statement::bind(int index, std::int64_t value) {
    return note(duckdb_bind_int64(m_statement, static_cast<idx_t>(index), value), index);
}

Statement& Statement::bind(int index, std::uint64_t value) {
    return note(duckdb_bind_uint64(m_statement, static_cast<idx_t>(index), value), index);
}

Statement& Statement::bind(int index, double value) {
    return note(duckdb_bind_double(m_statement, static_cast<idx_t>(index), value), index);
}

Statement& Statement::bind(int index, bool value) {
    return note(duckdb_bind_boolean(m_statement, static_cast<idx_t>(index), value), index);
}

Statement& Statement::bind(int index, std::string_view text) {
    return note(duckdb_bind_varchar_length(m_statement, static_cast<idx_t>(index), text.data(), text.size()), index);
}

Statement& Statement::bind(int index, const QString& text) {
    const QByteArray utf8 = text.toUtf8();
    return bind(index, std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
}

Statement& Statement::bind(int index, TraceId id) { return bind(index, std::string_view(id.hex())); }

Statement& Statement::bind(int index, SpanId id) { return bind(index, std::string_view(id.hex())); }

Statement& Statement::bindNull(int index) {
    return note(duckdb_bind_null(m_statement, static_cast<idx_t>(index)), index);
}

int Statement::parameterCount() const { return static_cast<int>(duckdb_nparams(m_statement)); }

Result<Rows> Statement::run() { return go(duckdb_pending_prepared); }

Result<Rows> Statement::stream() { return go(duckdb_pending_prepared_streaming); }

Result<Rows> Statement::go(duckdb_state (*begin)(duckdb_prepared_statement, duckdb_pending_result*)) {
    if (m_badParameter != 0)
        return failure(ErrorCode::BadInput, u"The statement has no parameter %1."_s.arg(m_badParameter));
    const Pending pending;
    if (begin(m_statement, pending.slot()) != DuckDBSuccess)
        return std::unexpected(m_handle->fail(DUCKDB_ERROR_INVALID, duckdb_pending_error(pending.get())));
    // DuckDB's own loop spins while its other threads work, which costs a core during every checkpoint.
    duckdb_pending_state state = DUCKDB_PENDING_RESULT_NOT_READY;
    while (!duckdb_pending_execution_is_finished(state)) {
        state = duckdb_pending_execute_task(pending.get());
        if (state == DUCKDB_PENDING_NO_TASKS_AVAILABLE)
            std::this_thread::sleep_for(WorkerPoll);
    }
    if (state == DUCKDB_PENDING_ERROR)
        return std::unexpected(m_handle->fail(DUCKDB_ERROR_INVALID, duckdb_pending_error(pending.get())));
    duckdb_result result{};
    const duckdb_state done = duckdb_execute_pending(pending.get(), &result);
    Rows rows(m_handle, result);
    if (done != DuckDBSuccess)
        return std::unexpected(rows.error());
    return rows;
}

} // namespace spanglass::duck
