#include "ui/main/NavigationRail.h"

#include "ui/common/Panel.h"
#include "ui/common/Theme.h"
#include "ui/main/RailButton.h"

#include <QPainter>
#include <QVBoxLayout>

namespace spanglass {

NavigationRail::NavigationRail(QWidget* parent)
    : QWidget(parent)
    , m_buttons(new QVBoxLayout) {
    setObjectName(QStringLiteral("navigationRail"));
    setAccessibleName(tr("Panels"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 1, 8);
    m_buttons->setSpacing(2);
    layout->addLayout(m_buttons);
    layout->addStretch(1);
    connect(&m_group, &QButtonGroup::buttonClicked, this,
        [this](QAbstractButton* button) { Q_EMIT chosen(button->property("panelId").toString()); });
}

void NavigationRail::add(const Panel& panel, const QString& shortcutText) {
    auto* button = new RailButton(panel.iconName(), panel.title());
    button->setObjectName(u"rail-" + panel.panelId());
    button->setProperty("panelId", QString(panel.panelId()));
    button->setToolTip(QStringLiteral("%1 (%2)").arg(panel.title(), shortcutText));
    m_group.addButton(button);
    m_buttons->addWidget(button);
}

void NavigationRail::clear() {
    const auto buttons = m_group.buttons();
    qDeleteAll(buttons);
}

void NavigationRail::setCurrent(QLatin1StringView panelId) {
    // Exclusive groups keep one button checked, but not every panel has one.
    m_group.setExclusive(false);
    const auto buttons = m_group.buttons();
    for (QAbstractButton* button : buttons)
        button->setChecked(button->property("panelId").toString() == panelId);
    m_group.setExclusive(true);
}

void NavigationRail::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColors(palette()).elevated);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), themeColors(palette()).grid);
}

} // namespace spanglass
