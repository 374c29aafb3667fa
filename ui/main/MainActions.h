#pragma once

#include <QAction>
#include <QActionGroup>
#include <QObject>

class QMenuBar;

namespace spanglass {

class Settings;

/// The main window's menu commands. Those that change a setting do it here; the rest is the window's work.
class MainActions final : public QObject {
    Q_OBJECT
public:
    MainActions(Settings& settings, QMenuBar& menuBar, QObject* parent);

    QAction* openFiles;
    QAction* saveTraces;
    QAction* saveChosen;
    QAction* importSample;
    QAction* openWorkspace;
    QAction* setUp;
    QAction* openStore;
    QAction* newStore;
    QAction* quit;
    QAction* shortcuts;
    QAction* gettingStarted;
    QAction* about;

    /// Files can be read and written only while a store is open.
    void setStoreOpen(bool open);
    /// Names the place that traces are saved of, and how many are chosen there; `opened`: that is the open trace.
    void showSavable(QString place, quint64 chosen, bool opened);
    QList<QAction*> all() const { return m_all; }

private:
    QAction* add(const char* name, const QString& text, const QKeySequence& keys, const char* icon = nullptr);
    void makeView(QMenuBar& menuBar);
    void changeText(int step);
    void showSettings();

    Settings& m_settings;
    QList<QAction*> m_all;
    QActionGroup* m_themes;
    QAction* m_utc;
    bool m_storeOpen = false;
    bool m_someChosen = false;
};

} // namespace spanglass
