#pragma once

#include "models/traces/SavedFilters.h"
#include "models/traces/TraceFilter.h"
#include "models/traces/TraceSelection.h"
#include "models/traces/TraceTasks.h"
#include "services/core/ReplayPlan.h"
#include "services/core/TracePlace.h"
#include "ui/common/ShortcutSection.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QLayout;
class QSettings;
class QStackedLayout;
class QToolButton;

namespace spanglass {

class ActivityBar;
class Banner;
class FilterBox;
class PlaceStanding;
class PolledFeed;
class SavedFiltersButton;
class TraceListEmpty;
class TraceTable;

/// The trace list of one place, with its filter, counts and actions.
class TraceListPage final : public QWidget {
    Q_OBJECT
public:
    TraceListPage(const TracePlace& place, QSettings& settings, QWidget* parent = nullptr);
    ~TraceListPage() override;

    bool isSettled() const { return m_model.isSettled(); }
    QList<ShortcutSection> shortcuts() const;
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);
    /// Filter, time range and order, which belong to the place.
    void savePlaceState(QSettings& settings) const;
    void restorePlaceState(QSettings& settings);
    void setFilterText(const QString& text);
    /// Those that are selected; none while that is being looked up.
    std::vector<TraceId> chosenTraces() const;
    /// Asks to export everything that is listed.
    void saveListed();
    /// What can mend a failure; null: nothing. It must outlive the page, or be taken away before it goes.
    void setStanding(PlaceStanding* standing);
    /// Whether this list or a trace of its place is looked at: a feed that has to ask does so only then.
    void setPlaceInView(bool inView);
    /// For the tools of a trace; null where news come by themselves.
    QAction* followAction() const { return m_polled ? m_followAction : nullptr; }

Q_SIGNALS:
    void settled();
    void statusMessage(const QString& message);
    void traceOpened(spanglass::TraceId trace, const QString& name, bool inBackground);
    void receiverPanelRequested();
    void sampleRequested(); ///< the example traces are wanted
    void workspaceRequested(); ///< traces of a workspace are wanted
    void setupRequested(); ///< tracing is to be set up in a workspace
    void filesRequested(); ///< trace files of the person's choice are wanted
    void exportRequested(const std::vector<spanglass::TraceId>& traces); ///< none means all
    /// The person wants to send these again: the selected ones, or what is listed.
    void replayRequested(const spanglass::ReplaySelection& selection);
    void wayRequested(spanglass::TraceId trace); ///< the person wants to know how far it got
    void chosenChanged();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildActions();
    void buildLayout();
    void updateLook();
    QLayout* buildFilterRow();
    QLayout* buildCountRow();
    void connectModels();
    void ask();
    void slideTime();
    void follow(bool on);
    void hold(bool on);
    void poll();
    void showState();
    void showCounts();
    void showFailure(const Error& error);
    void mend();
    void showWaiting();
    void exportSelected();
    void replaySelected();
    void askWay();
    void stopListing();
    void showArrived();
    void updateActions();
    void openSelected(bool inBackground);
    void openTrace(TraceId trace, bool inBackground);
    void confirmDelete();
    void copyIds();
    void showContextMenu(const QPoint& position);
    void narrow(const QString& condition);

    TraceListModel m_model;
    TraceSelection m_selection;
    TraceFilter m_filter;
    SavedFilters m_saved;
    TraceTasks m_tasks;
    PolledFeed* const m_polled; ///< null where news come by themselves
    bool m_placeInView = false;
    SpanSource& m_source;
    Awaited<TracePage> m_listed; ///< what is to be saved
    PlaceStanding* m_standing = nullptr;
    bool m_failureTold = false; ///< of the list as it is now

    FilterBox* m_filterBox;
    SavedFiltersButton* m_savedButton;
    QLabel* m_filterProblem;
    QLabel* m_counts;
    QLabel* m_selected;
    QToolButton* m_arrived;
    Banner* m_banner;
    ActivityBar* m_activity;
    ActivityBar* m_reading; ///< of the list
    QTimer m_readingClock; ///< while the list is read
    QElapsedTimer m_readingSince;
    const bool m_silent; ///< nothing tells of news
    const bool m_exportsAll; ///< without a selection
    const std::function<QString()> m_remark; ///< of the place about its list
    TraceTable* m_table;
    TraceListEmpty* m_empty;
    QStackedLayout* m_stack;
    bool m_listFailed = false; ///< the banner tells of the list, not of an action
    UnixNanos m_slid; ///< when the time window was last moved on

    QAction* m_open;
    QAction* m_openBehind;
    QAction* m_delete;
    QAction* m_keep;
    QAction* m_copy;
    QAction* m_focusFilter;
    QAction* m_followAction;
    QAction* m_holdAction;
    QAction* m_reload;
    QAction* m_export;
    QAction* m_replay;
    QAction* m_way;
};

} // namespace spanglass
