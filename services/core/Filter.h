#pragma once

#include "services/core/Nanos.h"

#include <QString>

#include <expected>
#include <memory>
#include <vector>

namespace spanglass {

/// What a comparison looks at. A trace matches a filter when at least one of its spans does; fields that begin with
/// Trace look at the whole trace.
enum class FilterField : std::uint8_t {
    Service,
    Name,
    Status, ///< error, ok, unset
    Kind, ///< server, client, internal, producer, consumer
    Duration, ///< of the span
    Type, ///< LLM span type: tool, llm, retriever, ...
    SpanId, ///< 16 hex digits
    TraceIdField,
    Attribute, ///< span attribute by key; falls back to the resource's attribute of the same key
    TraceDuration,
    TraceSpans,
    TraceErrors,
    Root, ///< name of the root span
};

enum class FilterOp : std::uint8_t {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Matches,
    NotMatches,
    Exists
};

struct Filter;
using FilterPtr = std::shared_ptr<const Filter>; ///< null: everything matches

/// One node of a parsed filter. Immutable.
struct Filter {
    enum class Type : std::uint8_t { And, Or, Not, Compare, Text };

    Type type = Type::Text;
    std::vector<FilterPtr> children; ///< And, Or: two or more; Not: one

    FilterField field = FilterField::Name; ///< Compare
    FilterOp op = FilterOp::Equal;
    QString key; ///< attribute key
    QString value; ///< as typed, unquoted; for Text the words looked for
    bool isNumber = false;
    double number = 0; ///< numeric comparisons; nanoseconds for durations
};

struct FilterError {
    qsizetype position = 0; ///< in UTF-16 units of the text
    qsizetype length = 0;
    QString message;
};

/// Grammar, loosest first: `a OR b`, `a AND b` (AND may be left out), `NOT a`, `(a)`, `field op value`, `key exists`,
/// `"free text"` or bare words. op is one of = != > >= < <= ~ !~ ; ~ takes an RE2 regular expression. Durations take
/// units: `duration > 250ms`. Any field name that is not known is an attribute key; `attr."odd key"` quotes one and
/// `attr.name` reaches one that is spelled like a field. Values are bare (up to a blank, with balanced brackets) or in
/// quotes, where \" and \\ are escapes; a number in quotes is compared as text. `a != 1` asks for an attribute `a` that
/// is something else; `NOT a = 1` holds without one too. Blank text gives a null filter. Limits: 10,000 characters, 250
/// conditions, 64 levels.
std::expected<FilterPtr, FilterError> parseFilter(QStringView text);

} // namespace spanglass
