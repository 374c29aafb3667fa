#include "services/core/TracePrint.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// Deeper levels are printed at this indent, with their depth as a number.
constexpr int DeepestIndent = 40;

QString safe(const QString& text, int maxLength) {
    QString out = text.size() > maxLength ? text.left(maxLength - 1) + u'…' : text;
    for (QChar& c : out) {
        if (!c.isPrint())
            c = u'\uFFFD';
    }
    return out;
}

QString counted(std::uint32_t count, const QString& one, const QString& many) {
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

QString heading(const Trace& trace) {
    QStringList parts{formatDuration(trace.duration()), counted(trace.spanCount(), u"span"_s, u"spans"_s)};
    if (trace.errorCount() > 0)
        parts += counted(trace.errorCount(), u"error"_s, u"errors"_s);
    if (trace.duplicateCount() > 0)
        parts += counted(trace.duplicateCount(), u"duplicate left out"_s, u"duplicates left out"_s);
    if (trace.rootCount() != 1)
        parts += counted(trace.rootCount(), u"root"_s, u"roots"_s);
    QString text = u"trace "_s + trace.id().text() + u'\n' + parts.join(u", "_s);
    if (trace.start().isSet())
        text += u", began "_s + formatIso(trace.start());
    return text + u'\n';
}

QStringList oddities(const TraceNode& node) {
    static constexpr std::pair<NodeFlag, QStringView> Words[] = {{NodeFlag::ParentMissing, u"parent has not come"},
        {NodeFlag::CycleCut, u"parent link closed a cycle"}, {NodeFlag::SharedId, u"id used by another span"},
        {NodeFlag::NegativeTime, u"ends before it begins"}, {NodeFlag::NoTime, u"no time"},
        {NodeFlag::Unfinished, u"not finished"}, {NodeFlag::OutsideParent, u"outside its parent's time"},
        {NodeFlag::Slow, u"slow"}, {NodeFlag::Skewed, u"clock skew assumed"}};
    QStringList words;
    for (const auto& [flag, word] : Words) {
        if (node.has(flag))
            words += word.toString();
    }
    return words;
}

QString kindWord(SpanKind kind) {
    const std::string_view name = spanKindName(kind);
    const std::string_view word = name.starts_with("SPAN_KIND_") ? name.substr(10) : name;
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())).toLower();
}

QString details(const Trace& trace, const TraceNode& node) {
    const bool hasTime = !node.has(NodeFlag::NoTime);
    QStringList parts;
    if (hasTime && !node.has(NodeFlag::Unfinished))
        parts += formatDuration(node.duration());
    if (hasTime)
        parts += u'+' + formatDuration(node.start - trace.start());
    if (node.service != 0)
        parts += safe(trace.text(node.service), 60);
    if (node.kind != SpanKind::Unspecified && node.kind != SpanKind::Internal)
        parts += kindWord(node.kind);
    if (node.type != 0)
        parts += safe(trace.text(node.type), 40);
    if (node.markerCount > 0)
        parts += counted(node.markerCount, u"event"_s, u"events"_s);
    if (node.linkCount > 0)
        parts += counted(node.linkCount, u"link"_s, u"links"_s);
    return parts.join(u"  "_s);
}

QString line(const Trace& trace, const TraceNode& node, const TracePrintOptions& options) {
    QString text = options.spanIds ? node.id.text() + u"  "_s : QString();
    const int depth = node.depth;
    text += QString(2 * std::min(depth, DeepestIndent), u' ');
    if (depth > DeepestIndent)
        text += u'(' + QString::number(depth) + u") "_s;
    if (node.has(NodeFlag::Placeholder))
        return text + u"? span "_s + node.id.text() + u" has not come"_s;
    text += node.isError() ? u"✗ "_s : u"• "_s;
    text += node.name != 0 ? safe(trace.text(node.name), options.maxNameLength) : u"(no name)"_s;
    text += u"  "_s + details(trace, node);
    QStringList words = oddities(node);
    if (node.isError())
        words.prepend(u"error"_s);
    return words.isEmpty() ? text : text + u"  ["_s + words.join(u", "_s) + u']';
}

} // namespace

QString printTrace(const Trace& trace, const TracePrintOptions& options) {
    QString text = heading(trace);
    for (const TraceNode& node : trace.nodes())
        text += line(trace, node, options) + u'\n';
    return text;
}

} // namespace spanglass
