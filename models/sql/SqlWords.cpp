#include "models/sql/SqlWords.h"

#include "models/common/Quantity.h"
#include "services/core/SqlTokens.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("SqlWords", text); }

} // namespace

QString sqlInOneLine(const QString& sql) {
    const std::string utf8 = sql.left(5'000).toStdString();
    std::string out;
    for (const SqlToken& token : sqlTokens(utf8))
        out += token.type == SqlToken::Type::Blank ? std::string_view(" ") : token.text;
    return QString::fromStdString(out).simplified().left(300);
}

QString sqlToolTip(const QString& text) {
    constexpr qsizetype MaxLength = 2'000;
    return u"<p style='white-space:pre-wrap'>"_s + text.left(MaxLength).toHtmlEscaped() + u"</p>"_s;
}

QString sqlElapsed(std::chrono::nanoseconds time) {
    const double seconds = std::chrono::duration<double>(time).count();
    return seconds < 60 ? tr("%1 s").arg(seconds, 0, 'f', 1) : sqlDuration(time);
}

QString sqlDuration(std::chrono::nanoseconds time) {
    const double seconds = std::chrono::duration<double>(time).count();
    if (seconds < 0.0095)
        return tr("%1 ms").arg(seconds * 1e3, 0, 'f', 1);
    if (seconds < 0.9995)
        return tr("%1 ms").arg(seconds * 1e3, 0, 'f', 0);
    if (seconds < 59.95)
        return tr("%1 s").arg(seconds, 0, 'f', seconds < 10 ? 2 : 1);
    const auto whole = qRound64(seconds);
    return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
}

QString sqlFacts(const SqlTable& table) {
    const SqlFacts& facts = table.facts;
    QStringList parts;
    const QString rows = counted(table.rowCount(), tr("%1 row"), tr("%1 rows"));
    parts << (table.truncated ? tr("first %1").arg(rows) : rows);
    parts << (facts.serverTime ? tr("%1 (server %2)").arg(sqlDuration(facts.totalTime), sqlDuration(*facts.serverTime))
                               : sqlDuration(facts.totalTime));
    if (facts.rowsScanned)
        parts << counted(*facts.rowsScanned, tr("%1 row scanned"), tr("%1 rows scanned"));
    if (facts.bytesScanned)
        parts << tr("%1 read").arg(formatBytes(static_cast<double>(*facts.bytesScanned)));
    if (!facts.statementId.isEmpty())
        parts << tr("statement %1").arg(facts.statementId);
    return parts.join(u" · "_s);
}

QString sqlFacts(const SqlRun& run) {
    QString text = sqlFacts(run.table);
    if (run.factsProblem)
        text += u" · "_s + tr("rows scanned: not known. %1").arg(run.factsProblem->message);
    return text;
}

QString sqlEffectWords(SqlEffect effect) {
    switch (effect) {
    case SqlEffect::Nothing:
        return tr("only reads");
    case SqlEffect::Session:
        return tr("changes its own session");
    case SqlEffect::Data:
        return tr("changes data");
    case SqlEffect::Schema:
        return tr("changes tables or other objects");
    case SqlEffect::Grants:
        return tr("changes who may do what");
    case SqlEffect::Unknown:
        return tr("may change something; its effect cannot be told from its text");
    }
    return {};
}

} // namespace spanglass
