#include "services/store/duckdb/Statement.h"

#include <string>
#include <utility>

namespace spanglass::duck {

using namespace Qt::StringLiterals;

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

Result<Rows> Statement::run() {
    duckdb_result result{};
    return finish(duckdb_execute_prepared(m_statement, &result), result);
}

Result<Rows> Statement::stream() {
    duckdb_pending_result pending = nullptr;
    duckdb_result result{};
    duckdb_state state = duckdb_pending_prepared_streaming(m_statement, &pending);
    if (state == DuckDBSuccess) {
        state = duckdb_execute_pending(pending, &result);
    } else {
        const Error error = m_handle->fail(DUCKDB_ERROR_INVALID, duckdb_pending_error(pending));
        duckdb_destroy_pending(&pending);
        return std::unexpected(error);
    }
    duckdb_destroy_pending(&pending);
    return finish(state, result);
}

Result<Rows> Statement::finish(duckdb_state state, duckdb_result result) {
    Rows rows(m_handle, result);
    if (m_badParameter != 0)
        return failure(ErrorCode::BadInput, u"The statement has no parameter %1."_s.arg(m_badParameter));
    if (state != DuckDBSuccess)
        return std::unexpected(rows.error());
    return rows;
}

} // namespace spanglass::duck
