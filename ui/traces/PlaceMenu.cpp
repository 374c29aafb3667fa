#include "ui/traces/PlaceMenu.h"

#include "models/common/ToolTip.h"
#include "models/workspace/PlaceStanding.h"
#include "ui/common/Icons.h"

#include <QActionGroup>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int MostWidth = 420;

/// Texts of menus take & for the mark of a key.
QString shown(QString title) { return title.replace(u'&', u"&&"_s); }

} // namespace

PlaceMenu::PlaceMenu(QWidget* parent)
    : QMenu(parent) {
    setObjectName(u"placeMenu"_s);
    setToolTipsVisible(true);
}

void PlaceMenu::fill(
    const QList<NamedPlace>& open, const QString& current, const QList<NamedPlace>& recent, PlaceStanding* standing) {
    if (m_standing)
        m_standing->disconnect(this);
    clear();
    m_standing = standing;
    addOpen(open, current);
    if (m_standing)
        addStanding();
    QList<NamedPlace> closed = recent;
    closed.removeIf(
        [&](const NamedPlace& each) { return std::ranges::find(open, each.id, &NamedPlace::id) != open.end(); });
    if (!closed.isEmpty())
        addRecent(closed);
    addSeparator();
    addAction(themedIcon("plus"_L1), tr("Open a workspace…"), this, &PlaceMenu::openRequested)
        ->setObjectName(u"placeOpenWorkspace"_s);
    const auto place = std::ranges::find(open, current, &NamedPlace::id);
    if (place != open.begin() && place != open.end())
        addAction(themedIcon("close"_L1), tr("Close %1").arg(shown(place->title)), this,
            [this, current] { Q_EMIT closeRequested(current); });
}

void PlaceMenu::addOpen(const QList<NamedPlace>& open, const QString& current) {
    auto* places = new QActionGroup(this);
    for (const NamedPlace& each : open) {
        QAction* action = addAction(shown(each.title), this, [this, id = each.id] { Q_EMIT placeChosen(id); });
        action->setCheckable(true);
        action->setChecked(each.id == current);
        places->addAction(action);
    }
}

void PlaceMenu::addStanding() {
    addSeparator();
    const auto line = [this](const QString& name) {
        QAction* made = addAction(QString());
        made->setObjectName(name);
        made->setEnabled(false);
        return made;
    };
    m_connection = line(u"placeConnection"_s);
    m_warehouse = line(u"placeWarehouse"_s);
    m_signIn = addAction(themedIcon("connections"_L1), tr("Sign in again…"), m_standing, &PlaceStanding::signIn);
    m_signIn->setObjectName(u"placeSignIn"_s);
    m_start
        = addAction(themedIcon("play"_L1), tr("Start the SQL warehouse"), m_standing, &PlaceStanding::startWarehouse);
    m_start->setObjectName(u"placeStart"_s);
    m_mend = addAction(themedIcon("connections"_L1), tr("Show the connection"), this, &PlaceMenu::connectionRequested);
    m_mend->setObjectName(u"placeMend"_s);
    connect(m_standing, &PlaceStanding::changed, this, &PlaceMenu::showStanding);
    showStanding();
}

void PlaceMenu::showStanding() {
    const auto tell = [this](QAction* line, const QString& words) {
        line->setText(shown(fontMetrics().elidedText(words, Qt::ElideRight, MostWidth)));
        line->setToolTip(plainToolTip(words));
        line->setVisible(!words.isEmpty());
    };
    const bool wrong = m_standing->hasProblem();
    tell(m_connection, m_standing->connectionWords());
    m_connection->setIcon(wrong ? themedIcon("warning"_L1) : QIcon());
    tell(m_warehouse, m_standing->warehouseWords());
    m_signIn->setVisible(wrong && m_standing->canSignIn());
    m_start->setVisible(m_standing->canStart());
    m_mend->setVisible(wrong);
}

void PlaceMenu::addRecent(const QList<NamedPlace>& recent) {
    addSeparator();
    addAction(tr("Open again:"))->setEnabled(false);
    for (const NamedPlace& each : recent)
        addAction(
            themedIcon("server"_L1), shown(each.title), this, [this, id = each.id] { Q_EMIT reopenRequested(id); });
    auto* forget = addMenu(tr("Forget"));
    forget->setObjectName(u"placeForget"_s);
    for (const NamedPlace& each : recent)
        forget->addAction(shown(each.title), this, [this, id = each.id] { Q_EMIT forgetRequested(id); });
}

} // namespace spanglass
