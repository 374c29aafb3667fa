#pragma once

#include "services/core/Ids.h"
#include "services/store/duckdb/Rows.h"

namespace spanglass::duck {

/// A prepared statement with bound parameters ($1, $2, ... or ?). Short-lived: prepare, bind, run.
/// Parameter indexes begin at 1. A failed bind is reported by run().
class Statement {
public:
    static Result<Statement> prepare(std::shared_ptr<Handle> handle, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::uint64_t value);
    Statement& bind(int index, int value) { return bind(index, std::int64_t{value}); }
    Statement& bind(int index, double value);
    Statement& bind(int index, bool value);
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    Statement& bind(int index, const QString& text);
    Statement& bind(int index, TraceId id); ///< as its 32 lower-case digits
    Statement& bind(int index, SpanId id); ///< as its 16 lower-case digits
    Statement& bindNull(int index);
    int parameterCount() const;

    /// Runs to the end and keeps all rows in memory.
    Result<Rows> run();
    /// Gives rows while the query goes on; for answers that may be large.
    Result<Rows> stream();

private:
    explicit Statement(std::shared_ptr<Handle> handle)
        : m_handle(std::move(handle)) { }
    Statement& note(duckdb_state state, int index);
    Result<Rows> go(duckdb_state (*begin)(duckdb_prepared_statement, duckdb_pending_result*));

    std::shared_ptr<Handle> m_handle;
    duckdb_prepared_statement m_statement = nullptr;
    int m_badParameter = 0;
};

} // namespace spanglass::duck
