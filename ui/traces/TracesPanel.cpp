#include "ui/traces/TracesPanel.h"

#include "models/common/ToolTip.h"
#include "models/workspace/PlaceStanding.h"
#include "ui/common/Icons.h"

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
    , m_places(new QToolButton(this))
    , m_menu(new PlaceMenu(m_places)) {
    setObjectName(u"tracesPanel"_s);
    m_places->setObjectName(u"placeButton"_s);
    m_places->setAutoRaise(true);
    m_places->setPopupMode(QToolButton::InstantPopup);
    m_places->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_places->setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &TracesPanel::fillPlaceMenu);
    connect(m_menu, &PlaceMenu::placeChosen, this, &TracesPanel::showPlace);
    connect(m_menu, &PlaceMenu::openRequested, this, &TracesPanel::workspaceRequested);
    connect(m_menu, &PlaceMenu::reopenRequested, this, &TracesPanel::reopenRequested);
    connect(m_menu, &PlaceMenu::forgetRequested, this, &TracesPanel::forgetRequested);
    connect(m_menu, &PlaceMenu::connectionRequested, this, [this] { Q_EMIT connectionRequested(currentPlace().id); });
    connect(m_menu, &PlaceMenu::closeRequested, this, [this](const QString& id) {
        removePlace(id);
        Q_EMIT placeClosed(id);
    });

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
    connect(browser, &TraceBrowser::setupRequested, this, &TracesPanel::setupRequested);
    connect(browser, &TraceBrowser::filesRequested, this, &TracesPanel::filesRequested);
    connect(browser, &TraceBrowser::exportRequested, this, &TracesPanel::exportRequested);
    connect(browser, &TraceBrowser::replayRequested, this, &TracesPanel::replayRequested);
    connect(browser, &TraceBrowser::wayRequested, this, &TracesPanel::wayRequested);
    connect(browser, &TraceBrowser::settled, this, [this, browser] {
        if (browser == current())
            Q_EMIT settled();
    });
    connect(browser, &TraceBrowser::savableChanged, this, [this, browser] {
        if (browser == current())
            tellSavable();
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

void TracesPanel::addPlace(const TracePlace& place, std::unique_ptr<PlaceStanding> standing) {
    TraceBrowser* browser = add(place);
    if (standing) {
        connect(standing.get(), &PlaceStanding::changed, this, [this, browser] {
            if (browser == current())
                showStanding();
        });
        browser->setStanding(std::move(standing));
    }
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
    showStanding();
    tellSavable();
    current()->setCorner(m_places);
    m_places->show();
    setFocusProxy(current());
}

void TracesPanel::showStanding() {
    const PlaceStanding* standing = current()->standing();
    const bool wrong = standing && standing->hasProblem();
    m_places->setIcon(themedIcon(wrong ? "warning"_L1 : currentPlace().store ? "store"_L1 : "server"_L1));
    QStringList lines{tr("Where the traces are read from")};
    if (standing)
        lines << standing->connectionWords() << standing->warehouseWords();
    lines.removeAll(QString());
    m_places->setToolTip(plainToolTip(lines.join(u'\n')));
}

void TracesPanel::tellSavable() {
    Q_EMIT savableChanged(currentPlace().title, current()->chosenCount(), current()->showsTrace());
}

void TracesPanel::fillPlaceMenu() {
    QList<NamedPlace> open;
    for (int i = 0; i < m_stack->count(); ++i)
        open << NamedPlace{browserAt(i)->place().id, browserAt(i)->place().title};
    PlaceStanding* standing = current()->standing();
    if (standing)
        standing->refresh();
    m_menu->fill(open, currentPlace().id, m_recent, standing);
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
