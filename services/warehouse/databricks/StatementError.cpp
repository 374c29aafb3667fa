#include "services/warehouse/databricks/StatementError.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr qsizetype MessageKept = 600;

struct KnownFault {
    QStringView mark; ///< in the message or the code
    ErrorCode code;
    QStringView sentence; ///< empty: the server's own words
    QStringView remedy;
};

/// In this order: the first mark that is found decides.
constexpr KnownFault Known[] = {
    {u"[TABLE_OR_VIEW_NOT_FOUND]", ErrorCode::NotFound, u"The table is not there, or you may not see it.",
        u"Check its name; ask for USE CATALOG, USE SCHEMA and SELECT on it."},
    {u"[SCHEMA_NOT_FOUND]", ErrorCode::NotFound, u"The schema is not there, or you may not see it.",
        u"Check its name; ask for USE CATALOG and USE SCHEMA."},
    {u"[NO_SUCH_CATALOG_EXCEPTION]", ErrorCode::NotFound, u"The catalog is not there, or you may not see it.",
        u"Check its name; ask for USE CATALOG."},
    {u"[INSUFFICIENT_PERMISSIONS]", ErrorCode::NotAllowed, u"",
        u"Ask for SELECT on the table, and USE CATALOG and USE SCHEMA above it."},
    {u"PERMISSION_DENIED", ErrorCode::NotAllowed, u"",
        u"Ask for SELECT on the table, USE CATALOG and USE SCHEMA above it, and CAN_USE on the warehouse."},
    {u"[UNRESOLVED_COLUMN", ErrorCode::BadInput, u"",
        u"The table has other columns than the statement asks for; it may be of another generation (v1 or v2)."},
    {u"[DATATYPE_MISMATCH", ErrorCode::BadInput, u"",
        u"A column has another type than the statement takes it for; the table may be of another generation."},
    {u"[INVALID_VARIANT_CAST]", ErrorCode::BadInput, u"", u"Use try_cast, or read the value as a STRING."},
    {u"Incomplete complex type", ErrorCode::Damaged,
        u"The table's description in Unity Catalog is damaged: it has an incomplete complex type.",
        u"Drop the table and let another SQL warehouse create it again."},
    {u"file-scan-node-base.cc", ErrorCode::Damaged, u"The table's data files cannot be read.",
        u"The storage of its catalog refuses to be read, or files were deleted; check the storage credential, or use "
        u"another catalog."},
    {u"Stage 0 failed", ErrorCode::Damaged, u"The table's data files cannot be read.",
        u"The storage of its catalog refuses to be read; check the storage credential, or use another catalog."},
    {u"is not a valid endpoint id", ErrorCode::NotFound, u"This SQL warehouse is not there any more.",
        u"Choose another SQL warehouse."},
    {u"RESOURCE_EXHAUSTED", ErrorCode::RateLimited, u"", u"Wait a moment and run it again."},
    {u"DEADLINE_EXCEEDED", ErrorCode::TimedOut, u"", u"Narrow the time range, or run it again."},
    {u"TEMPORARILY_UNAVAILABLE", ErrorCode::Busy, u"", u"Wait a moment and run it again."},
    {u"SERVICE_UNDER_MAINTENANCE", ErrorCode::Busy, u"", u"Wait a moment and run it again."},
    {u"UNAUTHENTICATED", ErrorCode::NeedsSignIn, u"", u"Sign in again."},
    {u"NOT_FOUND", ErrorCode::NotFound, u"", u""},
};

bool mentions(const StatementFault& fault, QStringView mark) {
    return fault.message.contains(mark, Qt::CaseInsensitive) || fault.code.contains(mark, Qt::CaseInsensitive);
}

} // namespace

bool isArrowOnly(const StatementFault& fault) { return mentions(fault, u"only supports ARROW_STREAM"); }

bool asksForExternalLinks(const StatementFault& fault) {
    return !isArrowOnly(fault) && (mentions(fault, u"EXTERNAL_LINKS") || mentions(fault, u"Inline byte limit"));
}

Error arrowOnlyError() {
    return {ErrorCode::NotAllowed,
        u"This SQL warehouse answers inline in Arrow format only, which Spanglass does not read (\"Inline disposition "
        u"only supports ARROW_STREAM format\")."_s,
        u"Choose another SQL warehouse, best a serverless one of type Pro."_s};
}

Error statementError(const StatementFault& fault) {
    if (isArrowOnly(fault))
        return arrowOnlyError();
    QString words = fault.message.trimmed().left(MessageKept);
    if (fault.state == u"CANCELED")
        return {ErrorCode::Busy, u"The warehouse cancelled the statement. %1"_s.arg(words).trimmed(),
            u"Someone may have cancelled it, or the warehouse was stopped; run it again."_s};
    if (fault.state == u"CLOSED")
        return {ErrorCode::NotFound, u"The warehouse has closed the statement and dropped its result."_s,
            u"Results are kept for an hour; run it again."_s};
    if (words.isEmpty())
        words = fault.code.isEmpty() ? u"The statement failed, and the warehouse does not say why."_s : fault.code;
    for (const KnownFault& known : Known) {
        if (!mentions(fault, known.mark))
            continue;
        const QString sentence
            = known.sentence.isEmpty() ? words : QString(known.sentence + u" (" + words.left(200) + u')');
        return {known.code, sentence, known.remedy.toString()};
    }
    if (fault.code == u"ABORTED" || fault.code == u"CANCELLED")
        return {ErrorCode::Busy, words, u"The warehouse may have been stopped; start it and run it again."_s};
    const bool ours = fault.code == u"BAD_REQUEST" || fault.code == u"INVALID_PARAMETER_VALUE";
    return {ours ? ErrorCode::BadInput : ErrorCode::Bug, words, {}};
}

} // namespace spanglass
