#include "services/diagnostics/app/config/ProjectFacts.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

qsizetype indentOf(const QString& line) {
    qsizetype i = 0;
    while (i < line.size() && line[i].isSpace())
        ++i;
    return i;
}

/// The lines below `at` that are deeper than it, as numbers from the next one to the returned one, which is not theirs.
qsizetype bodyEnd(const QStringList& lines, qsizetype at) {
    qsizetype end = at + 1;
    while (end < lines.size() && (lines[end].trimmed().isEmpty() || indentOf(lines[end]) > indentOf(lines[at])))
        ++end;
    return end;
}

bool anyMatches(const QStringList& lines, qsizetype from, qsizetype to, const QRegularExpression& form) {
    for (qsizetype i = from; i < to; ++i)
        if (form.match(lines[i]).hasMatch())
            return true;
    return false;
}

QString placeOf(const QString& name, qsizetype line) { return u"%1, line %2"_s.arg(name).arg(line + 1); }

} // namespace

void lookAtSource(const QString& text, const QString& name, ProjectFacts& facts) {
    static const QRegularExpression enables(
        u"^[^#]*(?:\\bautolog\\s*\\(|@mlflow\\.trace\\b|\\bmlflow\\.trace\\s*\\(|tracing\\.enable\\s*\\(|\\bstart_run\\s*\\(|set_tracer_provider\\s*\\(|\\.instrument\\s*\\(|set_destination\\s*\\(|configure_opentelemetry|Traceloop\\.init)"_s);
    static const QRegularExpression begins(u"^[^#]*\\bmlflow\\.start_span\\s*\\("_s);
    static const QRegularExpression setsUp(
        u"^[^#]*(?:mlflow\\.set_(?:tracking_uri|experiment)|set_tracer_provider|OTLPSpanExporter|set_destination)\\s*\\("_s);
    static const QRegularExpression tells(u"^\\s*(?:raise\\b|sys\\.exit|exit\\s*\\()"_s);
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        facts.enablesTracing = facts.enablesTracing || enables.match(lines[i]).hasMatch();
        if (facts.bareSpans.isEmpty() && begins.match(lines[i]).hasMatch())
            facts.bareSpans = placeOf(name, i);
        if (lines[i].trimmed() != "try:"_L1)
            continue;
        const qsizetype end = bodyEnd(lines, i);
        const bool isSetup = end < lines.size() && anyMatches(lines, i + 1, end, setsUp);
        if (isSetup && lines[end].trimmed().startsWith("except"_L1)
            && !anyMatches(lines, end + 1, bodyEnd(lines, end), tells) && facts.swallowedSetup.isEmpty())
            facts.swallowedSetup = placeOf(name, end);
    }
}

} // namespace spanglass
