#include "ui/traces/TracesPanel.h"

#include "ui/common/Icons.h"

#include <QActionGroup>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString groupOf(const QString& placeId) { return u"traces/places/"_s + placeId; }

} // namespace

TracesPanel::TracesPanel(const TracePlace& local, QSettings& settings, QWidget* parent)
    : Panel("traces"_L1, tr("Traces"), "traces"_L1, parent)
    , m_settings(settings)
    , m_stack(new QStackedWidget)
    , m_places(new QToolButton(this)) {
    setObjectName(u"tracesPanel"_s);
    m_places->setObjectName(u"placeButton"_s);
    m_places->setAutoRaise(true);
    m_places->setPopupMode(QToolButton::InstantPopup);
    m_places->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_places->setToolTip(tr("Where the traces are read from"));
    auto* menu = new QMenu(m_places);
    menu->setObjectName(u"placeMenu"_s);
    m_places->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &TracesPanel::fillPlaceMenu);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_stack, &QStackedWidget::currentChanged, this, &TracesPanel::showCurrent);
    add(local);
}

TraceBrowser* TracesPanel::add(const TracePlace& place) {
    auto* browser = new TraceBrowser(place, m_settings);
    connect(browser, &TraceBrowser::statusMessage, this, &Panel::statusMessage);
    connect(browser, &TraceBrowser::receiverPanelRequested, this, &TracesPanel::receiverPanelRequested);
    connect(browser, &TraceBrowser::sampleRequested, this, &TracesPanel::sampleRequested);
    connect(browser, &TraceBrowser::workspaceRequested, this, &TracesPanel::workspaceRequested);
    connect(browser, &TraceBrowser::filesRequested, this, &TracesPanel::filesRequested);
    connect(browser, &TraceBrowser::exportRequested, this, &TracesPanel::exportRequested);
    connect(browser, &TraceBrowser::settled, this, [this, browser] {
        if (browser == current())
            Q_EMIT settled();
    });
    browser->setOthers([this, browser] { return placesBeside(browser); });
    m_stack->addWidget(browser);
    return browser;
}

std::vector<ComparedPlace> TracesPanel::placesBeside(const TraceBrowser* browser) const {
    std::vector<ComparedPlace> places;
    for (int i = 0; i < m_stack->count(); ++i) {
        if (browserAt(i) != browser)
            places.push_back(comparedPlace(browserAt(i)->place()));
    }
    return places;
}

void TracesPanel::addPlace(const TracePlace& place) {
    TraceBrowser* browser = add(place);
    if (place.remembered) {
        m_settings.beginGroup(groupOf(place.id));
        browser->restorePlaceState(m_settings);
        m_settings.endGroup();
    }
    m_stack->setCurrentWidget(browser);
}

void TracesPanel::removePlace(const QString& placeId) {
    TraceBrowser* browser = browserOf(placeId);
    if (!browser || browser == local())
        return;
    savePlace(*browser, m_settings, groupOf(placeId));
    if (browser == current())
        m_stack->setCurrentWidget(local());
    m_stack->removeWidget(browser);
    for (int i = 0; i < m_stack->count(); ++i)
        browserAt(i)->forgetPlace(placeId);
    delete browser;
}

bool TracesPanel::showPlace(const QString& placeId) {
    TraceBrowser* browser = browserOf(placeId);
    if (browser)
        m_stack->setCurrentWidget(browser);
    return browser;
}

void TracesPanel::showCurrent() {
    const TracePlace& place = currentPlace();
    m_places->setText(place.title);
    m_places->setIcon(themedIcon(place.store ? "store"_L1 : "server"_L1));
    current()->setCorner(m_places);
    m_places->show();
    setFocusProxy(current());
}

void TracesPanel::fillPlaceMenu() {
    QMenu& menu = *m_places->menu();
    menu.clear();
    auto* places = new QActionGroup(&menu);
    for (int i = 0; i < m_stack->count(); ++i) {
        const QString id = browserAt(i)->place().id;
        QAction* action = menu.addAction(
            QString(browserAt(i)->place().title).replace(u'&', u"&&"_s), this, [this, id] { showPlace(id); });
        action->setCheckable(true);
        action->setChecked(i == m_stack->currentIndex());
        places->addAction(action);
    }
    menu.addSeparator();
    QAction* open
        = menu.addAction(themedIcon("plus"_L1), tr("Open a workspace…"), this, &TracesPanel::workspaceRequested);
    open->setObjectName(u"placeOpenWorkspace"_s);
    if (current() != local()) {
        const QString id = currentPlace().id;
        menu.addAction(themedIcon("close"_L1), tr("Close %1").arg(QString(currentPlace().title).replace(u'&', u"&&"_s)),
            this, [this, id] {
                removePlace(id);
                Q_EMIT placeClosed(id);
            });
    }
}

TraceBrowser* TracesPanel::browserAt(int index) const { return qobject_cast<TraceBrowser*>(m_stack->widget(index)); }
TraceBrowser* TracesPanel::current() const { return browserAt(m_stack->currentIndex()); }
TraceBrowser* TracesPanel::local() const { return browserAt(0); }

TraceBrowser* TracesPanel::browserOf(const QString& placeId) const {
    for (int i = 0; i < m_stack->count(); ++i) {
        if (browserAt(i)->place().id == placeId)
            return browserAt(i);
    }
    return nullptr;
}

void TracesPanel::savePlace(const TraceBrowser& browser, QSettings& settings, const QString& group) {
    if (!browser.place().remembered)
        return;
    settings.beginGroup(group);
    browser.savePlaceState(settings);
    settings.endGroup();
}

void TracesPanel::saveState(QSettings& settings) const {
    local()->saveState(settings);
    for (int i = 1; i < m_stack->count(); ++i) // the window keeps a panel's state in the group of its id
        savePlace(*browserAt(i), settings, u"places/"_s + browserAt(i)->place().id);
}

void TracesPanel::restoreState(QSettings& settings) { local()->restoreState(settings); }

void TracesPanel::saveStoreState(QSettings& settings) const { local()->savePlaceState(settings); }
void TracesPanel::restoreStoreState(QSettings& settings) { local()->restorePlaceState(settings); }

} // namespace spanglass
