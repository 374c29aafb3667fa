#include "ui/traces/SavedFiltersButton.h"

#include "ui/common/Icons.h"
#include "ui/common/NameDialog.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// A filter as menu text: short, and with nothing that a menu would take for a mnemonic.
QString menuText(const QString& text, const QFontMetrics& metrics) {
    return metrics.elidedText(text, Qt::ElideRight, 420).replace(u'&', u"&&"_s);
}

} // namespace

SavedFiltersButton::SavedFiltersButton(SavedFilters& filters, QWidget* parent)
    : QToolButton(parent)
    , m_filters(filters) {
    setObjectName(u"savedFiltersButton"_s);
    setAccessibleName(tr("Saved filters"));
    setToolTip(tr("Saved and recent filters"));
    setIcon(themedIcon("star"_L1));
    setText(tr("Saved"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(InstantPopup);
    auto* menu = new QMenu(this);
    menu->setObjectName(u"savedFiltersMenu"_s);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &SavedFiltersButton::fillMenu);
}

void SavedFiltersButton::fillMenu() {
    QMenu* menu = this->menu();
    menu->clear();
    qDeleteAll(menu->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly)); // clear() leaves submenus behind
    QAction* save = menu->addAction(themedIcon("save"_L1), tr("Save this filter…"), this, [this] {
        askName(this, tr("Save filter"), {}, [this, text = m_current](const QString& name) {
            m_filters.add(name, text);
            Q_EMIT changed(tr("Filter “%1” saved").arg(name));
        });
    });
    save->setObjectName(u"saveFilter"_s);
    save->setEnabled(!m_current.trimmed().isEmpty());
    if (m_filters.canUndo()) {
        menu->addAction(themedIcon("undo"_L1), tr("Undo the last change"), this, [this] { m_filters.undo(); });
    }

    menu->addSection(tr("Saved"));
    if (m_filters.entries().empty())
        menu->addAction(tr("None yet"))->setEnabled(false);
    for (const SavedFilters::Entry& entry : m_filters.entries()) {
        QMenu* one = menu->addMenu(menuText(entry.name, fontMetrics()));
        one->setToolTipsVisible(true);
        QAction* use = one->addAction(
            menuText(entry.text, fontMetrics()), this, [this, text = entry.text] { Q_EMIT chosen(text); });
        one->setDefaultAction(use);
        one->addSeparator();
        one->addAction(tr("Rename…"), this, [this, name = entry.name] {
            askName(this, tr("Rename filter"), name, [this, name](const QString& to) { m_filters.rename(name, to); });
        });
        one->addAction(themedIcon("trash"_L1), tr("Delete"), this, [this, name = entry.name] {
            m_filters.remove(name);
            Q_EMIT changed(tr("Filter “%1” deleted; Undo is in the same menu").arg(name));
        });
    }
    if (m_filters.recent().isEmpty())
        return;
    menu->addSection(tr("Recent"));
    for (const QString& text : m_filters.recent())
        menu->addAction(menuText(text, fontMetrics()), this, [this, text] { Q_EMIT chosen(text); });
}

} // namespace spanglass
