#include "ui/common/Panel.h"

namespace spanglass {

Panel::Panel(QLatin1StringView panelId, QString title, QLatin1StringView icon, QWidget* parent)
    : QWidget(parent)
    , m_panelId(panelId)
    , m_title(std::move(title))
    , m_icon(icon) {
    setObjectName(panelId + QLatin1StringView("Panel"));
    setAccessibleName(m_title);
}

void Panel::saveState(QSettings&) const { }
void Panel::restoreState(QSettings&) { }
void Panel::saveStoreState(QSettings&) const { }
void Panel::restoreStoreState(QSettings&) { }

} // namespace spanglass
