#include "ui/diagnostics/WayView.h"

#include "models/diagnostics/DiagnosisWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/common/Theme.h"
#include "ui/diagnostics/CheckLook.h"
#include "ui/workspace/ChoiceTable.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int IconSize = 20;

} // namespace

WayView::WayView(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this)) {
    setObjectName(u"way"_s);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(14);
    m_grid->setColumnStretch(2, 1);
    m_grid->setColumnMinimumWidth(1, 130);
}

void WayView::addRow() {
    const int at = static_cast<int>(m_rows.size());
    Row row{new QLabel, stepHeading({}), wrappedLabel(u"wayEvidence"_s, true), new QuietLine(u"wayMore"_s)};
    row.icon->setObjectName(u"wayIcon"_s);
    row.name->setObjectName(u"wayName"_s);
    row.more->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* texts = new QWidget;
    auto* column = new QVBoxLayout(texts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(row.evidence);
    column->addWidget(row.more);
    m_grid->addWidget(row.icon, at, 0, Qt::AlignTop);
    m_grid->addWidget(row.name, at, 1, Qt::AlignTop);
    m_grid->addWidget(texts, at, 2, Qt::AlignTop);
    m_rows << row;
}

void WayView::showStops(const QList<WayStop>& stops, bool started) {
    m_stops = stops;
    m_started = started;
    while (m_rows.size() < stops.size())
        addRow();
    for (qsizetype i = 0; i < stops.size(); ++i)
        show(m_rows[i], stops[i]);
}

void WayView::show(const Row& row, const WayStop& stop) const {
    const QString words = m_started ? wayStateWords(stop.state) : QString();
    const QIcon icon
        = m_started ? wayStateIcon(stop.state, palette()) : tintedIcon("clock"_L1, themeColors(palette()).mutedText);
    row.icon->setPixmap(icon.pixmap(QSize(IconSize, IconSize), devicePixelRatioF()));
    row.icon->setAccessibleName(words);
    row.name->setText(wayStationWords(stop.station));
    QStringList seen{
        words, stop.at.isValid() ? momentWords(stop.at, QDateTime::currentDateTimeUtc()) : QString(), stop.evidence};
    seen.removeAll(QString());
    row.evidence->setText(m_started ? seen.join(u" · "_s) : wayStationMeaning(stop.station));
    row.more->setText(stop.remedy.isEmpty() && m_started ? wayStationMeaning(stop.station) : stop.remedy);
    row.more->setVisible(!row.more->text().isEmpty());
}

void WayView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        showStops(m_stops, m_started);
    QWidget::changeEvent(event);
}

} // namespace spanglass
