#pragma once

#include "services/core/Ids.h"
#include "services/store/duckdb/Connection.h"

#include <string>
#include <variant>
#include <vector>

namespace spanglass {

/// SQL text and the values of its parameters, built up piece by piece. Values never become part of the text.
class BoundSql {
public:
    BoundSql() = default;
    explicit BoundSql(std::string_view sql)
        : m_text(sql) { }

    BoundSql& operator<<(std::string_view sql) {
        m_text += sql;
        return *this;
    }
    /// Keeps the value and gives its placeholder, "$3".
    std::string value(QStringView text) { return keep(text.toUtf8().toStdString()); }
    std::string value(std::int64_t number) { return keep(number); }
    std::string value(std::uint64_t number) { return keep(number); }
    std::string value(double number) { return keep(number); }
    std::string value(TraceId id) { return keep(id.hex()); }
    std::string value(SpanId id) { return keep(id.hex()); }
    /// Ids as one text parameter, spelled as a subquery: "(SELECT unnest(string_split($3, ',')))".
    std::string values(const std::vector<TraceId>& ids);

    const std::string& text() const { return m_text; }

    Result<duck::Rows> run(duck::Connection& connection) const;
    /// Rows while the query goes on.
    Result<duck::Rows> stream(duck::Connection& connection) const;

private:
    using Value = std::variant<std::string, std::int64_t, std::uint64_t, double>;

    std::string keep(Value value);
    Result<duck::Statement> prepare(duck::Connection& connection) const;

    std::string m_text;
    std::vector<Value> m_values;
};

} // namespace spanglass
