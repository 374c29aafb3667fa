#include "ui/main/MainActions.h"

#include "models/common/Quantity.h"
#include "models/common/Settings.h"
#include "ui/common/Icons.h"

#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int TextStep = 10; // percent

} // namespace

MainActions::MainActions(Settings& settings, QMenuBar& menuBar, QObject* parent)
    : QObject(parent)
    , m_settings(settings) {
    openFiles = add("openFiles", tr("&Open trace files…"), QKeySequence::Open, "import");
    saveTraces = add("saveTraces", tr("&Save traces…"), QKeySequence::Save, "export");
    saveChosen = add("saveChosen", tr("Save se&lected traces…"), QKeySequence(u"Ctrl+Shift+S"_s), "export");
    importSample = add("importSample", tr("Read in the &example traces"), {}, "plus");
    openWorkspace = add("openWorkspace", tr("Open a &workspace…"), QKeySequence(u"Ctrl+Shift+O"_s), "server");
    setUp = add("setUp", tr("Set &up tracing…"), {}, "setup");
    openStore = add("openStore", tr("Open s&tore…"), {}, "store");
    newStore = add("newStore", tr("&New store…"), {}, "plus");
    quit = add("quit", tr("&Quit"), QKeySequence(u"Ctrl+Q"_s));
    quit->setMenuRole(QAction::QuitRole);
    auto* file = menuBar.addMenu(tr("&File"));
    file->addActions({openFiles, saveTraces, saveChosen, importSample});
    file->addSeparator();
    file->addActions({openWorkspace, setUp});
    file->addSeparator();
    file->addActions({openStore, newStore});
    file->addSeparator();
    file->addAction(quit);

    makeView(menuBar);

    gettingStarted = add("gettingStarted", tr("&Getting started"), QKeySequence::HelpContents, "help");
    shortcuts = add("shortcuts", tr("&Keyboard shortcuts"), QKeySequence(u"?"_s), "keyboard");
    about = add("about", tr("&About Spanglass"), {}, "info");
    about->setMenuRole(QAction::AboutRole);
    menuBar.addMenu(tr("&Help"))->addActions({gettingStarted, shortcuts, about});

    connect(&settings, &Settings::changed, this, &MainActions::showSettings);
    showSettings();
}

void MainActions::setStoreOpen(bool open) {
    m_storeOpen = open;
    for (QAction* action : {openFiles, saveTraces, importSample, openWorkspace, setUp})
        action->setEnabled(open);
    saveChosen->setEnabled(open && m_someChosen);
}

void MainActions::showSavable(QString place, quint64 chosen, bool opened) {
    place.replace(u'&', u"&&"_s);
    saveTraces->setText(tr("&Save traces of %1…").arg(place));
    saveChosen->setText(opened ? tr("Save t&his trace of %1…").arg(place)
            : chosen > 0
            ? counted(chosen, tr("Save %1 se&lected trace of %2…"), tr("Save %1 se&lected traces of %2…")).arg(place)
            : tr("Save se&lected traces of %1…").arg(place));
    m_someChosen = chosen > 0;
    saveChosen->setEnabled(m_storeOpen && m_someChosen);
}

QAction* MainActions::add(const char* name, const QString& text, const QKeySequence& keys, const char* icon) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(keys);
    if (icon)
        action->setIcon(themedIcon(QLatin1StringView(icon)));
    m_all.append(action);
    return action;
}

void MainActions::makeView(QMenuBar& menuBar) {
    auto* view = menuBar.addMenu(tr("&View"));
    auto* themes = view->addMenu(themedIcon("theme"_L1), tr("&Theme"));
    m_themes = new QActionGroup(this);
    const std::pair<const char*, QString> choices[]{
        {"system", tr("Follow the &system")}, {"light", tr("&Light")}, {"dark", tr("&Dark")}};
    for (const auto& [value, text] : choices) {
        auto* choice = themes->addAction(text);
        choice->setObjectName("theme-"_L1 + QLatin1StringView(value));
        choice->setData(QString(QLatin1StringView(value)));
        choice->setCheckable(true);
        m_themes->addAction(choice);
    }
    connect(m_themes, &QActionGroup::triggered, this,
        [this](const QAction* choice) { m_settings.setValue(setting::Theme, choice->data().toString()); });

    auto* larger = add("largerText", tr("&Larger text"), QKeySequence::ZoomIn, "zoom-in");
    larger->setShortcuts({QKeySequence::ZoomIn, QKeySequence(u"Ctrl+="_s)});
    auto* smaller = add("smallerText", tr("&Smaller text"), QKeySequence::ZoomOut, "zoom-out");
    auto* normal = add("normalText", tr("&Normal text size"), QKeySequence(u"Ctrl+0"_s));
    connect(larger, &QAction::triggered, this, [this] { changeText(TextStep); });
    connect(smaller, &QAction::triggered, this, [this] { changeText(-TextStep); });
    connect(normal, &QAction::triggered, this,
        [this] { m_settings.setValue(setting::TextPercent, setting::TextPercent.fallback); });
    m_utc = add("utc", tr("Times in &UTC"), QKeySequence(u"Ctrl+Shift+U"_s));
    m_utc->setCheckable(true);
    connect(m_utc, &QAction::toggled, this, [this](bool on) { m_settings.setValue(setting::Utc, on); });
    view->addSeparator();
    view->addActions({larger, smaller, normal});
    view->addSeparator();
    view->addAction(m_utc);
}

void MainActions::changeText(int step) {
    m_settings.setValue(setting::TextPercent,
        std::clamp(m_settings.value(setting::TextPercent) + step, setting::TextPercentMin, setting::TextPercentMax));
}

void MainActions::showSettings() {
    const auto choices = m_themes->actions();
    for (QAction* choice : choices)
        choice->setChecked(choice->data().toString() == m_settings.value(setting::Theme));
    m_utc->setChecked(m_settings.value(setting::Utc));
}

} // namespace spanglass
