#include "ui/receiver/FigureStrip.h"

#include "models/common/Quantity.h"
#include "ui/common/Theme.h"
#include "ui/receiver/Sparkline.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

FigureStrip::FigureStrip(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_sparkline(new Sparkline) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(24);
    m_spanRate = addFigure(u"spanRate"_s, tr("Spans / s"), tr("Over the last five seconds"));
    m_row->addWidget(m_sparkline, 1);
    m_byteRate = addFigure(u"byteRate"_s, tr("Bytes / s"), tr("Bodies as they came, over the last five seconds"));
    m_latency = addFigure(u"latency"_s, tr("To commit, median · p99"),
        tr("From the last byte of a request to its commit, over the last 1,000 requests"));
    m_queue = addFigure(u"queue"_s, tr("Waiting"), tr("Bytes that wait for a commit"));
    m_connections = addFigure(u"connections"_s, tr("Connections"), tr("Open now"));
    m_requests = addFigure(u"requests"_s, tr("Requests"), tr("Since the receiver was started"));
    m_spans = addFigure(u"spans"_s, tr("Spans"), tr("Since the receiver was started"));
    m_logs = addFigure(u"logs"_s, tr("Log records"), tr("Kept and counted since the receiver was started"));
    m_points = addFigure(u"points"_s, tr("Metric points"), tr("Kept and counted since the receiver was started"));
    m_row->addStretch(1);
    updateLook();
    showSnapshot(ReceiverSnapshot());
}

QLabel* FigureStrip::addFigure(const QString& name, const QString& caption, const QString& toolTip) {
    auto* value = new QLabel;
    value->setObjectName(name);
    value->setAccessibleName(caption);
    QFont large = tabularFont(font());
    large.setPointSizeF(large.pointSizeF() * 1.3);
    value->setFont(large);
    auto* title = new QLabel(caption);
    title->setToolTip(toolTip);
    value->setToolTip(toolTip);
    m_captions << title;
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(value);
    column->addWidget(title);
    m_row->addLayout(column);
    return value;
}

void FigureStrip::showSnapshot(const ReceiverSnapshot& snapshot) {
    const bool timed = snapshot.requests > 0;
    m_spanRate->setText(formatRate(snapshot.spansPerSecond));
    m_byteRate->setText(formatBytes(snapshot.bytesPerSecond));
    m_latency->setText(timed
            ? formatDuration(snapshot.commitLatencyMedian) + u" · "_s + formatDuration(snapshot.commitLatencyP99)
            : u"–"_s);
    m_queue->setText(formatBytes(double(snapshot.queuedBytes)));
    m_connections->setText(formatCount(snapshot.connections));
    m_requests->setText(formatCount(snapshot.requests));
    m_spans->setText(formatCount(snapshot.spans));
    m_logs->setText(formatCount(snapshot.logs));
    m_points->setText(formatCount(snapshot.metricPoints));
}

void FigureStrip::showHistory(UnixNanos now) { m_sparkline->setValues(m_history.perSecond(now)); }

void FigureStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QWidget::changeEvent(event);
}

void FigureStrip::updateLook() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, themeColors(palette()).mutedText);
    for (QLabel* caption : m_captions)
        caption->setPalette(muted);
}

} // namespace spanglass
