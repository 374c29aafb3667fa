#include "services/practice/tracing/TraceFilter.h"

#include "services/net/HttpMessage.h"
#include "services/practice/http/ApiFailure.h"
#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementFailure.h"

#include <array>
#include <optional>

namespace spanglass::practice {

namespace {

[[noreturn]] void fail(std::string_view what) {
    failBadInput("Invalid clause(s) in filter string: '" + std::string(what) + "'.");
}

/// What a condition or an order speaks of.
struct Key {
    std::string sql;
    bool isNumber = false;
    std::string perItem; ///< a list whose items are looked at one by one as `s`; `sql` is then of one item
};

struct Named {
    std::string_view name;
    std::string_view sql;
    bool isNumber = false;
};

constexpr std::array TraceKeys{Named{"timestamp_ms", "epoch_ms(request_time)", true},
    Named{"timestamp", "epoch_ms(request_time)", true}, Named{"request_time", "epoch_ms(request_time)", true},
    Named{"execution_time_ms", "execution_duration_ms", true}, Named{"execution_time", "execution_duration_ms", true},
    Named{"execution_duration_ms", "execution_duration_ms", true},
    Named{"execution_duration", "execution_duration_ms", true}, Named{"status", "state"}, Named{"state", "state"},
    Named{"name", "tags['mlflow.traceName']"}, Named{"trace_id", "trace_id"}, Named{"request_id", "trace_id"},
    Named{"client_request_id", "client_request_id"}, Named{"run_id", "trace_metadata['mlflow.sourceRun']"},
    Named{"user", "trace_metadata['mlflow.trace.user']"}, Named{"user_id", "trace_metadata['mlflow.trace.user']"},
    Named{"session", "trace_metadata['mlflow.trace.session']"},
    Named{"session_id", "trace_metadata['mlflow.trace.session']"}, Named{"request", "request"},
    Named{"response", "response"}, Named{"text", "concat(request, ' ', response)"}};

class Reader {
public:
    Reader(std::string_view text, TraceFilter& filter)
        : m_in(text)
        , m_filter(filter) { }

    void conditions();
    std::string order();

private:
    Key key();
    Key spanKey(const std::string& rest);
    Key assessmentKey(const std::string& kind, const std::string& name);
    std::string condition();
    std::string comparison(const Key& key);
    std::string operation();
    std::string value(bool isNumber);
    std::string parameter(std::string text);

    SqlCursor m_in;
    TraceFilter& m_filter;
};

std::string Reader::parameter(std::string text) {
    m_filter.values.push_back(std::move(text));
    return "$" + std::to_string(m_filter.values.size());
}

Key Reader::spanKey(const std::string& rest) {
    constexpr std::string_view Attributes = "attributes.";
    if (rest == "name")
        return {"s.name", false, "spans"};
    if (rest == "type")
        return {"s.attributes['mlflow.spanType']", false, "spans"};
    if (!rest.starts_with(Attributes))
        fail("span." + rest);
    return {"s.attributes[" + parameter(rest.substr(Attributes.size())) + ']', false, "spans"};
}

Key Reader::assessmentKey(const std::string& kind, const std::string& name) {
    return {"CASE WHEN s ->> '$.assessment_name' = " + parameter(name) + " THEN trim(s ->> '$." + kind
            + ".value', '\"') END",
        false, "CAST(assessments AS JSON[])"};
}

Key Reader::key() {
    const auto parts = m_in.needName();
    std::string rest;
    for (std::size_t i = 1; i < parts.size(); ++i)
        rest += (i > 1 ? "." : "") + parts[i];
    const std::string prefix = parts.size() == 1 ? "trace" : lowerCased(parts[0]);
    if (prefix == "tag" || prefix == "tags")
        return {"tags[" + parameter(rest) + ']', false, {}};
    if (prefix == "metadata" || prefix == "request_metadata")
        return {"trace_metadata[" + parameter(rest) + ']', false, {}};
    if (prefix == "span")
        return spanKey(rest);
    if (prefix == "feedback" || prefix == "expectation")
        return assessmentKey(prefix, rest);
    const std::string name = lowerCased(parts.size() == 1 ? parts[0] : rest);
    if (prefix == "trace" || prefix == "attribute" || prefix == "attributes") {
        for (const Named& each : TraceKeys) {
            if (each.name == name)
                return {std::string(each.sql), each.isNumber, {}};
        }
    }
    fail(parts.size() == 1 ? parts[0] : parts[0] + '.' + rest);
}

std::string Reader::operation() {
    for (const std::string_view word : {"like", "ilike", "rlike", "in", "is"}) {
        if (m_in.takeWord(word))
            return std::string(word);
    }
    if (m_in.takeWords("not in"))
        return "not in";
    std::string symbols;
    while (!m_in.atEnd() && (m_in.isSymbol("=") || m_in.isSymbol("!") || m_in.isSymbol("<") || m_in.isSymbol(">")))
        symbols += m_in.take();
    constexpr std::array<std::string_view, 6> Known{"=", "!=", "<", ">", "<=", ">="};
    for (const std::string_view each : Known) {
        if (symbols == each)
            return symbols;
    }
    fail(m_in.rest());
}

std::string Reader::value(bool isNumber) {
    if (m_in.atEnd())
        fail("the value is missing");
    const SqlToken& token = m_in.token(m_in.index());
    if (!isNumber)
        return parameter(m_in.needText());
    if (token.type != SqlToken::Type::Number)
        fail(token.text);
    return "CAST(" + parameter(std::string(m_in.take())) + " AS DOUBLE)";
}

std::string Reader::comparison(const Key& key) {
    const std::string how = operation();
    if (how == "is") {
        const bool negated = m_in.takeWord("not");
        m_in.needWord("null");
        return key.sql + (negated ? " IS NOT NULL" : " IS NULL");
    }
    if (how == "in" || how == "not in") {
        std::string all;
        m_in.needSymbol("(");
        do
            all += (all.empty() ? "" : ", ") + value(key.isNumber);
        while (m_in.takeSymbol(","));
        m_in.needSymbol(")");
        return key.sql + ' ' + how + " (" + all + ')';
    }
    if (how == "rlike")
        return "regexp_matches(" + key.sql + ", " + value(false) + ')';
    return key.sql + ' ' + how + ' ' + value(key.isNumber);
}

std::string Reader::condition() {
    const Key left = key();
    const std::string holds = comparison(left);
    if (left.perItem.empty())
        return '(' + holds + ')';
    return "(len(list_filter(" + left.perItem + ", lambda s: coalesce(" + holds + ", false))) > 0)";
}

void Reader::conditions() {
    do
        m_filter.condition += (m_filter.condition.empty() ? "" : " AND ") + condition();
    while (m_in.takeWord("and"));
    if (!m_in.atEnd())
        fail(m_in.rest());
}

std::string Reader::order() {
    const Key by = key();
    if (!by.perItem.empty())
        fail("an order by what a trace has several of");
    const bool falls = m_in.takeWord("desc");
    if (!falls)
        m_in.takeWord("asc");
    if (!m_in.atEnd())
        fail(m_in.rest());
    return by.sql + (falls ? " DESC" : " ASC");
}

} // namespace

TraceFilter readTraceFilter(std::string_view text) {
    TraceFilter filter;
    try {
        Reader reader(text, filter);
        if (text.find_first_not_of(" \t\r\n") != std::string_view::npos)
            reader.conditions();
    } catch (const StatementFailure&) {
        fail(text);
    }
    return filter;
}

std::string readTraceOrder(const std::vector<std::string>& order, TraceFilter& filter) {
    std::string sql;
    try {
        for (const std::string& each : order)
            sql += (sql.empty() ? "" : ", ") + Reader(each, filter).order();
    } catch (const StatementFailure&) {
        fail("order_by");
    }
    return sql.empty() ? "request_time DESC" : sql;
}

} // namespace spanglass::practice
