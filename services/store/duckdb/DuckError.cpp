#include "services/store/duckdb/DuckError.h"

#include <initializer_list>

namespace spanglass::duck {

using namespace Qt::StringLiterals;

namespace {

bool hasAny(std::string_view text, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) {
        if (text.find(part) != std::string_view::npos)
            return true;
    }
    return false;
}

/// "IO Error: Cannot open ..." without its kind, and without the stack trace that fatal errors carry.
std::string_view essence(std::string_view text) {
    if (const auto trace = text.find("\n\nStack Trace"); trace != std::string_view::npos)
        text = text.substr(0, trace);
    if (const auto kind = text.find(" Error: "); kind != std::string_view::npos && kind < 30)
        text.remove_prefix(kind + 8);
    while (!text.empty() && text.back() == '\n')
        text.remove_suffix(1);
    return text;
}

ErrorCode codeOf(duckdb_error_type type, std::string_view text) {
    if (hasAny(text, {"No space left", "not enough space", "File too large", "quota exceeded", "Out of disk"}))
        return ErrorCode::NoSpace;
    if (hasAny(text, {"Could not set lock", "being used by another process", "Conflicting lock"}))
        return ErrorCode::Busy;
    if (hasAny(text, {"database file with version number", "newer version of DuckDB"}))
        return ErrorCode::TooNew;
    if (hasAny(text,
            {"not a valid DuckDB database", "Corrupt", "Could not read enough bytes", "Is a directory",
                "Failure while replaying WAL"}))
        return ErrorCode::Damaged;
    if (hasAny(text, {"Permission denied", "Read-only file system", "read-only mode", "Access is denied"}))
        return ErrorCode::ReadOnly;
    if (hasAny(text, {"No such file or directory", "cannot find the path"}))
        return ErrorCode::NotFound;
    // Where a pending query failed, only the text tells the kind.
    if (text.starts_with("INTERRUPT Error"))
        return ErrorCode::Cancelled;
    if (text.starts_with("Out of Memory Error"))
        return ErrorCode::LimitHit;
    if (text.starts_with("INTERNAL Error") || text.starts_with("FATAL Error"))
        return ErrorCode::Bug;
    switch (type) {
    case DUCKDB_ERROR_INTERRUPT:
        return ErrorCode::Cancelled;
    case DUCKDB_ERROR_OUT_OF_MEMORY:
        return ErrorCode::LimitHit;
    case DUCKDB_ERROR_INTERNAL:
    case DUCKDB_ERROR_FATAL:
    case DUCKDB_ERROR_IO:
        return ErrorCode::Bug;
    default:
        return ErrorCode::BadInput;
    }
}

QString remedyOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::NoSpace:
        return u"Free some disk space; the store goes on by itself."_s;
    case ErrorCode::LimitHit:
        return u"Ask for less: narrow the time range, or add a LIMIT."_s;
    case ErrorCode::Damaged:
        return u"Export what can still be read, then move the store away to start anew."_s;
    default:
        return {};
    }
}

} // namespace

Error toError(duckdb_error_type type, std::string_view text) {
    const ErrorCode code = codeOf(type, text);
    const std::string_view words = essence(text);
    if (code == ErrorCode::Cancelled)
        return {code, u"The query was cancelled."_s, {}};
    const QString message = QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
    if (code == ErrorCode::Damaged)
        return {code, u"The store's file is damaged: %1"_s.arg(message), remedyOf(code)};
    return {code, message, remedyOf(code)};
}

bool isFatal(duckdb_error_type type, std::string_view text) {
    // DuckDB 1.4 goes on after a commit that could not be written, but takes back the rows of text columns wrongly: the
    // next text that is appended comes out as all those that were taken back.
    // Only the beginning counts: messages quote the statement, which may hold any words.
    return type == DUCKDB_ERROR_FATAL || text.starts_with("FATAL Error")
        || text.starts_with("TransactionContext Error: Failed to commit") || text.starts_with("Failed to commit");
}

} // namespace spanglass::duck
