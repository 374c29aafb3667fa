#include "ui/traces/PollLine.h"

#include "models/common/ToolTip.h"
#include "models/traces/PollWords.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace spanglass {

namespace {

constexpr std::chrono::milliseconds Intervals[] = {5s, 10s, 30s, 1min, 5min};

} // namespace

PollLine::PollLine(PolledFeed& feed, QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_words(new ElidedLabel)
    , m_interval(new QToolButton)
    , m_banner(new Banner) {
    setObjectName(u"pollLine"_s);
    m_words->setObjectName(u"pollWords"_s);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_banner->setObjectName(u"pollProblem"_s);
    m_interval->setObjectName(u"pollInterval"_s);
    m_interval->setAutoRaise(true);
    m_interval->setIcon(themedIcon("clock"_L1));
    m_interval->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_interval->setPopupMode(QToolButton::InstantPopup);
    m_interval->setAccessibleName(tr("How often new traces are asked for"));
    buildMenu();

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_words, 1);
    row->addWidget(m_interval);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_banner);
    connect(m_banner, &Banner::actionTriggered, &feed, &PolledFeed::askNow);
    connect(&feed, &PolledFeed::stateChanged, this, &PollLine::showState);
    showState();
}

void PollLine::buildMenu() {
    auto* menu = new QMenu(m_interval);
    auto* group = new QActionGroup(menu);
    for (const std::chrono::milliseconds each : Intervals) {
        QAction* action = menu->addAction(
            tr("Every %1").arg(pollInterval(each)), &m_feed, [this, each] { m_feed.setInterval(each); });
        action->setCheckable(true);
        group->addAction(action);
        connect(menu, &QMenu::aboutToShow, action,
            [this, action, each] { action->setChecked(m_feed.state().interval == each); });
    }
    m_interval->setMenu(menu);
}

void PollLine::showState() {
    const PollState& state = m_feed.state();
    m_words->setText(pollWords(state));
    m_interval->setText(tr("Every %1").arg(pollInterval(state.interval)));
    m_interval->setToolTip(plainToolTip(pollDetails(state)));
    if (state.on && state.problem)
        m_banner->showError(*state.problem, tr("Try again"));
    else
        m_banner->dismiss();
}

} // namespace spanglass
