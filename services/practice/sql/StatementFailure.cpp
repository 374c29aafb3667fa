#include "services/practice/sql/StatementFailure.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

StatementFailure worded(std::string_view errorClass, std::string_view text, std::string_view sqlState) {
    std::string message = "[" + std::string(errorClass) + "] " + std::string(text);
    return {message + (sqlState.empty() ? "" : " SQLSTATE: " + std::string(sqlState)), "BAD_REQUEST",
        std::string(sqlState)};
}

/// One complaint of DuckDB: what it begins like, and the class that it has in Databricks. %1 is what was captured.
struct Wording {
    const char16_t* pattern;
    const char* errorClass;
    const char16_t* text;
    const char* sqlState;
};
const Wording Wordings[]{
    {u"syntax error at or near \"([^\"]*)\"", "PARSE_SYNTAX_ERROR", u"Syntax error at or near '%1'.", "42601"},
    {u"syntax error at end of input", "PARSE_SYNTAX_ERROR", u"Syntax error at or near end of input.", "42601"},
    {u"Referenced column \"([^\"]*)\"", "UNRESOLVED_COLUMN.WITH_SUGGESTION",
        u"A column or parameter with the name `%1` cannot be resolved.", "42703"},
    {u"does not have a column named \"([^\"]*)\"", "UNRESOLVED_COLUMN.WITH_SUGGESTION",
        u"A column or parameter with the name `%1` cannot be resolved.", "42703"},
    {u"Could not find key \"([^\"]*)\" in struct", "FIELD_NOT_FOUND", u"No such struct field `%1`.", "42704"},
    {u"Ambiguous reference to column name \"([^\"]*)\"", "AMBIGUOUS_REFERENCE", u"Reference `%1` is ambiguous.",
        "42704"},
    {u"Function with name \"?([^ \"]*)\"? does not exist", "UNRESOLVED_ROUTINE",
        u"The function `%1` is not known to the practice workspace.", "42883"},
    {u"Table with name \"?([^ \"]*)\"? does not exist", "TABLE_OR_VIEW_NOT_FOUND",
        u"The table or view `%1` cannot be found.", "42P01"},
    {u"No function matches the given name and argument types '([^']*)'", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
        u"Cannot resolve %1: an argument has the wrong type.", "42K09"},
    {u"Cannot compare values of type (\\w+)", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
        u"The two sides of a comparison have different types (%1).", "42K09"},
    {u"Malformed JSON", "MALFORMED_RECORD_IN_PARSING", u"The text is not JSON.", "22023"},
    {u"Could not convert string '([^']*)'", "CAST_INVALID_INPUT",
        u"The value '%1' cannot be cast to the type asked for.", "22018"},
    {u"[Oo]ut of [Rr]ange|Overflow", "ARITHMETIC_OVERFLOW", u"A number is out of range.", "22003"},
    {u"must appear in the GROUP BY clause", "MISSING_AGGREGATION",
        u"A column that is not aggregated must be named in GROUP BY.", "42803"},
};

} // namespace

void failStatement(std::string_view errorClass, std::string_view text, std::string_view sqlState) {
    throw worded(errorClass, text, sqlState);
}

void failSyntax(std::string_view near) {
    failStatement("PARSE_SYNTAX_ERROR",
        "Syntax error at or near " + (near.empty() ? "end of input" : "'" + std::string(near) + "'") + '.', "42601");
}

void failUnsupported(std::string_view what) {
    throw worded("UNSUPPORTED_FEATURE", std::string(what) + " is not supported by the practice workspace.", "0A000");
}

StatementFailure inDatabricksWords(const Error& error) {
    if (error.code == ErrorCode::LimitHit)
        return {error.message.toStdString(), "RESOURCE_EXHAUSTED", {}};
    for (const Wording& each : Wordings) {
        const auto match = QRegularExpression(QString::fromUtf16(each.pattern)).match(error.message);
        if (!match.hasMatch())
            continue;
        QString text = QString::fromUtf16(each.text);
        if (text.contains(u"%1"))
            text = text.arg(match.captured(1));
        return worded(each.errorClass, text.toStdString(), each.sqlState);
    }
    QString words = error.message.section(u"\n\n"_s, 0, 0);
    words.replace(u"uc_"_s, QString());
    return worded("PRACTICE_WORKSPACE",
        "The practice workspace cannot run this, which need not be so in Databricks: " + words.toStdString(), "0A000");
}

} // namespace spanglass::practice
