#include "ui/timeline/RowStyle.h"

#include "models/timeline/TraceSession.h"
#include "ui/common/ServiceColor.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(spanglass::RowStyle)
};

QString kindText(SpanKind kind) {
    switch (kind) {
    case SpanKind::Internal:
        return Tr::tr("internal");
    case SpanKind::Server:
        return Tr::tr("server");
    case SpanKind::Client:
        return Tr::tr("client");
    case SpanKind::Producer:
        return Tr::tr("producer");
    case SpanKind::Consumer:
        return Tr::tr("consumer");
    case SpanKind::Unspecified:
        break;
    }
    return {};
}

QString durationText(const TraceNode& node) {
    if (node.has(NodeFlag::NoTime))
        return Tr::tr("no start time");
    if (node.has(NodeFlag::Unfinished))
        return Tr::tr("unfinished");
    return formatDuration(node.duration());
}

} // namespace

RowStyle::RowStyle(const QPalette& p, const QFont& f)
    : palette(p)
    , font(f)
    , numbers(tabularFont(f))
    , metrics(font)
    , numberMetrics(numbers)
    , colors(themeColors(palette))
    , rowHeight(std::max(24, (metrics.height() + 9) / 2 * 2)) { }

const QColor& RowStyle::serviceOf(const Trace& trace, std::uint32_t service) const {
    if (service >= m_services.size())
        m_services.resize(service + std::size_t{1});
    QColor& color = m_services[service];
    if (!color.isValid())
        color = service == 0 ? colors.mutedText : serviceColor(trace.text(service), palette);
    return color;
}

QLatin1StringView spanIcon(const Trace& trace, const TraceNode& node) {
    if (node.has(NodeFlag::Placeholder))
        return "more"_L1;
    if (node.type != 0) {
        const QString type = trace.text(node.type).toLower();
        static const std::pair<QLatin1StringView, QLatin1StringView> Known[]{{"llm"_L1, "llm"_L1},
            {"chat"_L1, "llm"_L1}, {"completion"_L1, "llm"_L1}, {"generate"_L1, "llm"_L1}, {"tool"_L1, "tool"_L1},
            {"retriev"_L1, "retriever"_L1}, {"embed"_L1, "retriever"_L1}, {"rerank"_L1, "retriever"_L1},
            {"agent"_L1, "agent"_L1}, {"chain"_L1, "chain"_L1}, {"workflow"_L1, "chain"_L1}, {"task"_L1, "chain"_L1}};
        for (const auto& [part, icon] : Known)
            if (type.contains(part))
                return icon;
    }
    switch (node.kind) {
    case SpanKind::Server:
        return "server"_L1;
    case SpanKind::Client:
        return "client"_L1;
    case SpanKind::Producer:
        return "producer"_L1;
    case SpanKind::Consumer:
        return "consumer"_L1;
    default:
        return "internal"_L1;
    }
}

QString rowName(const Trace& trace, const TraceNode& node) {
    if (node.has(NodeFlag::Placeholder))
        return Tr::tr("missing parent %1").arg(node.id.text());
    return node.name ? trace.text(node.name) : Tr::tr("(no name)");
}

QStringList rowRemarks(const TraceNode& node) {
    QStringList remarks;
    if (node.has(NodeFlag::CycleCut))
        remarks += Tr::tr("cycle cut here");
    if (node.has(NodeFlag::SharedId))
        remarks += Tr::tr("shared id");
    if (node.has(NodeFlag::NegativeTime))
        remarks += Tr::tr("ends before it starts");
    if (node.has(NodeFlag::NoTime))
        remarks += Tr::tr("no start time");
    if (node.has(NodeFlag::Unfinished))
        remarks += Tr::tr("unfinished");
    return remarks;
}

QString spokenRow(const TraceSession& session, std::uint32_t row) {
    const Trace& trace = *session.trace();
    const TraceNode& node = trace.nodes()[row];
    QStringList parts{rowName(trace, node)};
    if (!node.has(NodeFlag::Placeholder)) {
        if (node.service)
            parts += Tr::tr("service %1").arg(trace.text(node.service));
        parts += durationText(node);
        parts += node.isError()             ? Tr::tr("error")
            : node.status == StatusCode::Ok ? Tr::tr("ok")
                                            : Tr::tr("status unset");
    }
    parts += Tr::tr("level %1").arg(node.depth + 1);
    if (session.rows().hasChildren(row))
        parts += session.rows().isCollapsed(row) ? Tr::tr("collapsed") : Tr::tr("expanded");
    return (parts + rowRemarks(node)).join(u", "_s);
}

QString rowToolTip(const TraceSession& session, std::uint32_t row) {
    const Trace& trace = *session.trace();
    const TraceNode& node = trace.nodes()[row];
    if (node.has(NodeFlag::Placeholder))
        return Tr::tr("The span %1 has not arrived. The rows below name it as their parent.").arg(node.id.text());
    QStringList lines{rowName(trace, node)};
    QStringList what;
    for (const QString& part : {trace.text(node.service), trace.text(node.type), kindText(node.kind)})
        if (!part.isEmpty())
            what += part;
    lines += what.join(u" · "_s);
    if (node.start.isSet()) {
        lines
            += Tr::tr("Start  %1  (+%2)").arg(formatTimestamp(node.start), formatDuration(node.start - trace.start()));
        if (node.end.isSet()) {
            lines += Tr::tr("End  %1").arg(formatTimestamp(node.end));
            lines
                += Tr::tr("Duration  %1  (%2)").arg(formatDuration(node.duration()), formatNanosExact(node.duration()));
            lines += Tr::tr("Self time  %1").arg(formatDuration(node.selfTime));
        }
    }
    lines += node.isError()             ? Tr::tr("Status  error")
        : node.status == StatusCode::Ok ? Tr::tr("Status  ok")
                                        : QString();
    if (node.has(NodeFlag::Slow))
        lines += Tr::tr("Its self time is far above that of the other spans.");
    if (node.has(NodeFlag::OutsideParent))
        lines += Tr::tr("Lies partly outside its parent.");
    if (node.skew != Nanos{})
        lines += Tr::tr("Its clock seems to be off by %1.").arg(formatDuration(Nanos{-node.skew.value}));
    lines += rowRemarks(node).join(u", "_s);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace spanglass
