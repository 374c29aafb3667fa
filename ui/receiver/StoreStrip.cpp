#include "ui/receiver/StoreStrip.h"

#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"
#include "models/receiver/ReceiverWords.h"
#include "ui/common/Banner.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

StoreStrip::StoreStrip(StoreControl& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_icon(new QLabel)
    , m_contents(new QLabel)
    , m_retention(new QLabel)
    , m_problem(new Banner) {
    m_contents->setObjectName(u"storeContents"_s);
    m_retention->setObjectName(u"storeRetention"_s);
    m_problem->setObjectName(u"storeProblem"_s);
    m_contents->setTextFormat(Qt::PlainText);
    auto* line = new QHBoxLayout;
    line->addWidget(m_icon);
    line->addWidget(m_contents);
    line->addStretch(1);
    line->addWidget(m_retention);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_problem);
    layout->addLayout(line);
    connect(&store, &StoreControl::statusChanged, this, &StoreStrip::refresh);
    refresh();
}

void StoreStrip::refresh() {
    const StoreStatus status = m_store.status();
    const QString separator = u" · "_s;
    m_contents->setText(tr("Store %1").arg(sizeWords(status)) + separator
        + counted(status.traces, tr("%1 trace"), tr("%1 traces")) + separator
        + counted(status.spans, tr("%1 span"), tr("%1 spans")) + separator
        + counted(status.logs, tr("%1 log record"), tr("%1 log records")) + separator
        + counted(status.metricPoints, tr("%1 metric point"), tr("%1 metric points")));
    m_contents->setToolTip(plainToolTip(status.file));
    QString retention = retentionWords(status.retention);
    if (status.retention.maxBytes.value_or(StoreStatus::LeastLimit) < StoreStatus::LeastLimit)
        retention
            += tr(" (counts as %1, which a store needs by itself)").arg(formatBytes(double(StoreStatus::LeastLimit)));
    if (status.tracesRemoved > 0)
        retention += separator + counted(status.tracesRemoved, tr("%1 trace removed"), tr("%1 traces removed"));
    m_retention->setText(retention);

    const ThemeColors& colors = themeColors(palette());
    m_icon->setPixmap(tintedIcon("store"_L1, colors.mutedText).pixmap({16, 16}, devicePixelRatioF()));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, colors.mutedText);
    m_retention->setPalette(muted);

    const std::optional<Error>& current = status.problem ? status.problem : status.upkeepProblem;
    const QString problem = current ? current->oneLine() : QString();
    if (std::exchange(m_shownProblem, problem) == problem)
        return;
    if (current)
        m_problem->showError(*current);
    else
        m_problem->dismiss();
}

void StoreStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace spanglass
