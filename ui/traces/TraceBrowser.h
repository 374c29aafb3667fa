#pragma once

#include "models/timeline/TraceComparer.h"
#include "models/traces/TraceTasks.h"
#include "services/core/SpanSource.h"
#include "services/core/TracePlace.h"
#include "ui/common/ShortcutSection.h"
#include "ui/traces/TraceListPage.h"

#include <QHash>
#include <QTabWidget>
#include <QWidget>

#include <optional>

class QAction;
class QSettings;

namespace spanglass {

class ActivityBar;
class Banner;
class PlaceStanding;
class TraceView;

/// A place as comparisons see it. What has a store has its traces straight from their senders.
ComparedPlace comparedPlace(const TracePlace& place);

/// The trace list of one place and, in tabs beside it, the traces that are open.
class TraceBrowser final : public QWidget {
    Q_OBJECT
public:
    TraceBrowser(const TracePlace& place, QSettings& settings, QWidget* parent = nullptr);
    ~TraceBrowser() override;

    const TracePlace& place() const { return m_place; }

    /// What tells which other places are open, for comparing a trace with its copy there.
    void setOthers(std::function<std::vector<ComparedPlace>()> others) { m_others = std::move(others); }
    /// Nothing of that place is used afterwards.
    void forgetPlace(const QString& placeId);
    /// How the way to the place stands, where that can be asked.
    void setStanding(std::unique_ptr<PlaceStanding> standing);
    PlaceStanding* standing() const { return m_standing.get(); }
    void saveListed() { m_list->saveListed(); }
    void saveChosen(); ///< the open trace, or what is selected in the list
    bool showsTrace() const { return m_tabs->currentIndex() > 0; }
    std::size_t chosenCount() const { return showsTrace() ? 1 : m_list->chosenTraces().size(); }
    /// A widget beside the tabs.
    void setCorner(QWidget* widget);
    /// In its tab, which is made when there is none yet.
    void openTrace(TraceId trace, std::optional<SpanId> span = {});

    bool isSettled() const;
    /// Why the trace in view cannot be shown.
    std::optional<Error> problem() const;
    QList<ShortcutSection> shortcuts() const;
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);
    /// What belongs to the place, such as the filter and the open traces.
    void savePlaceState(QSettings& settings) const;
    void restorePlaceState(QSettings& settings);

Q_SIGNALS:
    void settled();
    void statusMessage(const QString& message);
    /// The person wants to see how an app is connected.
    void receiverPanelRequested();
    void sampleRequested(); ///< the example traces are wanted
    void workspaceRequested(); ///< traces of a workspace are wanted
    void setupRequested(); ///< tracing is to be set up in a workspace
    void filesRequested(); ///< trace files of the person's choice are wanted
    void exportRequested(const std::vector<spanglass::TraceId>& traces); ///< none means all
    void replayRequested(const spanglass::ReplaySelection& selection); ///< to be sent again
    void wayRequested(spanglass::TraceId trace); ///< how far it got
    void savableChanged(); ///< chosenCount() or showsTrace()

protected:
    void focusInEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildActions();
    TraceView* addTab(TraceId trace, const QString& title);
    void nameTab(TraceView* view);
    TraceView* viewAt(int tab) const;
    int tabOf(TraceId trace) const;
    void openInTab(TraceId trace, const QString& name, bool inBackground);
    void openWaiting(int tab);
    void keepOpened();
    void connectTasks();
    void closeTab(int tab);
    void reopenLast();
    void settleIfQuiet();

    TracePlace m_place;
    std::unique_ptr<PlaceStanding> m_standing; ///< null for the local store
    std::function<std::vector<ComparedPlace>()> m_others;
    QTabWidget* m_tabs;
    TraceListPage* m_list;
    QHash<const TraceView*, TraceId> m_traces; ///< of every tab, also of those that were not looked at yet
    QList<TraceView*> m_waiting; ///< opened when they are first looked at
    QList<TraceId> m_closed; ///< latest last
    QByteArray m_viewState; ///< how the view that was closed or looked at last is arranged
    TraceTasks m_tasks; ///< with the trace in view
    Banner* m_banner;
    ActivityBar* m_activity;
    QAction* m_keep = nullptr;
    QAction* m_close = nullptr;
    QAction* m_reopen = nullptr;
    QAction* m_toList = nullptr;
};

} // namespace spanglass
