#include "ui/timeline/TraceHeader.h"

#include "models/timeline/TokenTally.h"
#include "models/timeline/TraceSession.h"
#include "ui/common/CopyButton.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Theme.h"
#include "ui/timeline/RowStyle.h"
#include "ui/timeline/ServiceLegend.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

QString tokenText(const TokenUse& use) {
    const auto say = [](const char* text, std::int64_t n) {
        return QCoreApplication::translate("spanglass::TraceHeader", text).arg(QLocale().toString(qlonglong(n)));
    };
    QStringList parts;
    if (use.input)
        parts += say(QT_TRANSLATE_NOOP("spanglass::TraceHeader", "%1 tokens in"), *use.input);
    if (use.output)
        parts += say(QT_TRANSLATE_NOOP("spanglass::TraceHeader", "%1 out"), *use.output);
    if (!use.input && !use.output && use.total)
        parts += say(QT_TRANSLATE_NOOP("spanglass::TraceHeader", "%1 tokens"), *use.total);
    if (use.cached && *use.cached > 0)
        parts += say(QT_TRANSLATE_NOOP("spanglass::TraceHeader", "%1 cached"), *use.cached);
    if (use.reasoning && *use.reasoning > 0)
        parts += say(QT_TRANSLATE_NOOP("spanglass::TraceHeader", "%1 reasoning"), *use.reasoning);
    if (use.cost)
        parts += u'$' + QLocale::c().toString(*use.cost, 'f', *use.cost < 0.1 ? 5 : 2);
    return parts.join(u" · "_s);
}

TraceHeader::TraceHeader(TraceSession& session, TokenTally& tokens, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_tokens(tokens)
    , m_name(new ElidedLabel)
    , m_facts(new QLabel)
    , m_id(new QLabel)
    , m_services(new ServiceLegend) {
    setObjectName(u"traceHeader"_s);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_name->setFont(large);
    m_name->setObjectName(u"traceName"_s);
    m_facts->setObjectName(u"traceFacts"_s);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_id->setFont(fixedFont(font()));
    m_id->setObjectName(u"traceId"_s);
    m_id->setTextFormat(Qt::PlainText);
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* top = new QHBoxLayout;
    top->setSpacing(4);
    top->addWidget(m_name, 1);
    top->addSpacing(16);
    top->addWidget(m_id);
    top->addWidget(new CopyButton(tr("Copy trace id"), [this] { return m_session.id().text(); }));
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(24);
    bottom->addWidget(m_facts);
    bottom->addWidget(m_services, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(12, 8, 12, 6);
    all->setSpacing(2);
    all->addLayout(top);
    all->addLayout(bottom);
    connect(&session, &TraceSession::traceChanged, this, &TraceHeader::refresh);
    connect(&tokens, &TokenTally::changed, this, &TraceHeader::refresh);
    refresh();
}

QString TraceHeader::facts() const {
    const Trace& trace = *m_session.trace();
    const auto count = [](std::uint32_t n, const QString& one, const QString& many) {
        return n == 1 ? one : many.arg(QLocale().toString(n));
    };
    QStringList parts;
    if (trace.start().isSet())
        parts += formatTimestamp(trace.start()).chopped(6); // milliseconds; the tooltip has all digits
    parts += formatDuration(trace.duration());
    parts += count(trace.spanCount(), tr("1 span"), tr("%1 spans"));
    if (trace.errorCount() > 0)
        parts += count(trace.errorCount(), tr("1 error"), tr("%1 errors"));
    if (trace.rootCount() > 1)
        parts += count(trace.rootCount(), tr("1 root"), tr("%1 roots"));
    if (trace.duplicateCount() > 0)
        parts += count(trace.duplicateCount(), tr("1 copy folded"), tr("%1 copies folded"));
    if (const QString tokens = tokenText(m_tokens.sum()); !tokens.isEmpty())
        parts += tokens;
    return parts.join(u"   "_s);
}

void TraceHeader::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LocaleChange)
        refresh();
    QWidget::changeEvent(event);
}

void TraceHeader::refresh() {
    const TracePtr& trace = m_session.trace();
    setVisible(trace != nullptr);
    m_services->setTrace(trace);
    if (!trace)
        return;
    const auto root = std::ranges::find_if(
        trace->nodes(), [](const TraceNode& n) { return n.parent == NoNode && !n.has(NodeFlag::Placeholder); });
    m_name->setText(root != trace->nodes().end() ? rowName(*trace, *root)
            : trace->size() > 0                  ? rowName(*trace, trace->nodes().front())
                                                 : tr("Empty trace"));
    m_id->setText(trace->id().text());
    m_facts->setText(facts());
    m_facts->setToolTip(
        tr("Start %1\nEnd %2\nDuration %3")
            .arg(formatTimestamp(trace->start()), formatTimestamp(trace->end()), formatNanosExact(trace->duration())));
    QPalette look = palette();
    look.setColor(QPalette::WindowText, themeColors(palette()).mutedText);
    m_facts->setPalette(look);
    m_id->setPalette(look);
}

} // namespace spanglass
