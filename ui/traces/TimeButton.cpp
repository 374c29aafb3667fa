#include "ui/traces/TimeButton.h"

#include "ui/common/Icons.h"
#include "ui/traces/TimeRangeDialog.h"

#include <QActionGroup>
#include <QEvent>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace spanglass {

TimeButton::TimeButton(TraceFilter& filter, QWidget* parent)
    : QToolButton(parent)
    , m_filter(filter) {
    setObjectName(u"timeButton"_s);
    setAccessibleName(tr("Time range"));
    setToolTip(tr("Which traces are shown, by the start of the trace"));
    setIcon(themedIcon("clock"_L1));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(InstantPopup);
    auto* menu = new QMenu(this);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &TimeButton::fillMenu);
    connect(&filter, &TraceFilter::queryChanged, this, &TimeButton::showChoice);
    showChoice();
}

void TimeButton::fillMenu() {
    menu()->clear();
    auto* group = new QActionGroup(menu());
    for (const TimeChoice& choice : usualTimeChoices(m_filter.requiresBeginning())) {
        QAction* action = menu()->addAction(choice.words(), this, [this, choice] { m_filter.setTime(choice); });
        action->setCheckable(true);
        action->setChecked(choice == m_filter.time());
        group->addAction(action);
    }
    menu()->addSeparator();
    menu()->addAction(tr("From… to…"), this, &TimeButton::askCustom);
}

void TimeButton::askCustom() {
    auto* dialog = new TimeRangeDialog(m_filter.range(), m_filter.requiresBeginning(), window());
    connect(dialog, &TimeRangeDialog::chosen, this,
        [this](const TimeRange& range) { m_filter.setTime(TimeChoice::from(range)); });
    dialog->open();
}

void TimeButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LocaleChange)
        showChoice();
    QToolButton::changeEvent(event);
}

void TimeButton::showChoice() { setText(m_filter.time().words()); }

} // namespace spanglass
