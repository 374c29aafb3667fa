#include "services/warehouse/ErrorPlace.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// The excerpt of a long line has an ellipsis where it was cut.
QString withoutEllipses(QString excerpt) {
    if (excerpt.startsWith(u"..."))
        excerpt.remove(0, 3);
    if (excerpt.endsWith(u"..."))
        excerpt.chop(3);
    return excerpt;
}

/// Byte of `text` that the quoted line and its mark point at.
std::optional<std::size_t> byteIn(const QString& text, int line, const QString& excerpt, qsizetype mark) {
    qsizetype lineStart = 0;
    for (int i = 1; i < line; ++i) {
        lineStart = text.indexOf(u'\n', lineStart) + 1;
        if (lineStart == 0)
            return std::nullopt;
    }
    const qsizetype found = text.indexOf(withoutEllipses(excerpt), lineStart);
    if (found < 0)
        return std::nullopt;
    const qsizetype cut = excerpt.startsWith(u"...") ? 3 : 0;
    return static_cast<std::size_t>(text.left(found + std::max<qsizetype>(0, mark - cut)).toUtf8().size());
}

std::size_t sourceOf(std::size_t byte, const std::vector<DuckSql::Piece>& pieces) {
    const auto after = std::ranges::upper_bound(pieces, byte, {}, &DuckSql::Piece::at);
    return after == pieces.begin() ? 0 : std::prev(after)->source;
}

} // namespace

Error placedInStatement(Error error, const DuckSql& sql, const QString& statement) {
    static const QRegularExpression quote(u"\\n+LINE (\\d+): ([^\\n]*)\\n( *)\\^[^\\n]*"_s);
    const QRegularExpressionMatch match = quote.match(error.message);
    if (!match.hasMatch())
        return error;
    error.message.remove(quote); // a mistake of syntax is quoted twice
    // The mark stands under the line as it is printed, after "LINE n: ".
    const qsizetype mark = match.capturedLength(3) - (match.capturedStart(2) - match.capturedStart(1) + 5);
    const auto byte = byteIn(QString::fromStdString(sql.text), match.captured(1).toInt(), match.captured(2), mark);
    if (!byte)
        return error;
    const QByteArray before = statement.toUtf8().left(static_cast<qsizetype>(sourceOf(*byte, sql.pieces)));
    const auto lines = before.count('\n');
    const QString lastLine = QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1));
    error.message += u" (line %1, pos %2)"_s.arg(lines + 1).arg(lastLine.size());
    return error;
}

} // namespace spanglass
