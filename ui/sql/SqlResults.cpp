#include "ui/sql/SqlResults.h"

#include "models/sql/SqlWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/sql/SqlResultPage.h"

#include <QTabBar>

#include <chrono>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr auto ClockStep = std::chrono::milliseconds(100);
constexpr qsizetype TitleLength = 28;

} // namespace

SqlResults::SqlResults(SqlSession& session, QWidget* parent)
    : QTabWidget(parent)
    , m_session(session) {
    setObjectName(u"sqlResults"_s);
    setDocumentMode(true);
    setUsesScrollButtons(true);
    tabBar()->setExpanding(false);
    m_clock.setInterval(ClockStep);
    connect(&session, &SqlSession::started, this, &SqlResults::begin);
    connect(&session, &SqlSession::changed, this, &SqlResults::showRun);
    connect(&session, &SqlSession::factsChanged, this,
        [this](int run) { page(run)->showFacts(m_session.runs()[static_cast<std::size_t>(run)]); });
    connect(&session, &SqlSession::finished, &m_clock, &QTimer::stop);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_session.tick();
        for (int run = 0; run < count(); ++run) {
            const SqlRun& each = m_session.runs()[static_cast<std::size_t>(run)];
            if (each.state == SqlRunState::Running)
                page(run)->showTime(each);
        }
    });
}

SqlResultPage* SqlResults::page(int run) const { return qobject_cast<SqlResultPage*>(widget(run)); }

bool SqlResults::isSettled() const {
    for (int run = 0; run < count(); ++run) {
        if (!page(run)->isSettled())
            return false;
    }
    return !m_session.isRunning();
}

void SqlResults::begin() {
    while (count() > 0) {
        QWidget* old = widget(0);
        removeTab(0);
        old->deleteLater();
    }
    for (int run = 0; run < static_cast<int>(m_session.runs().size()); ++run) {
        auto* made = new SqlResultPage;
        connect(made, &SqlResultPage::said, this, &SqlResults::said);
        connect(made, &SqlResultPage::mistakeClicked, this, [this, run] { Q_EMIT mistakeClicked(run); });
        connect(made, &SqlResultPage::saveRequested, this, &SqlResults::saveRequested);
        connect(made, &SqlResultPage::settled, this, &SqlResults::settled);
        const SqlRun& each = m_session.runs()[static_cast<std::size_t>(run)];
        addTab(made, title(run));
        setTabToolTip(run, sqlToolTip(each.statement.text));
        made->showRun(each);
    }
    tabBar()->setVisible(count() > 1);
    m_clock.start();
}

void SqlResults::showRun(int run) {
    const SqlRun& each = m_session.runs()[static_cast<std::size_t>(run)];
    page(run)->showRun(each);
    const ThemeColors& colors = themeColors(palette());
    const QIcon icon = each.state == SqlRunState::Done ? tintedIcon("ok"_L1, colors.success)
        : each.state == SqlRunState::Failed            ? tintedIcon("error"_L1, colors.error)
        : each.state == SqlRunState::Running           ? tintedIcon("play"_L1, colors.accent)
                                                       : tintedIcon("stop"_L1, colors.mutedText);
    setTabIcon(run, icon);
    // Follow the run until it fails.
    if (each.state == SqlRunState::Running || each.state == SqlRunState::Failed)
        setCurrentIndex(run);
}

QString SqlResults::title(int run) const {
    QString text = sqlInOneLine(m_session.runs()[static_cast<std::size_t>(run)].statement.text);
    if (text.size() > TitleLength)
        text = text.left(TitleLength - 1) + u'…';
    return tr("%1  %2").arg(run + 1).arg(text.replace(u'&', u"&&"_s));
}

} // namespace spanglass
