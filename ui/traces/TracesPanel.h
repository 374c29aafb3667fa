#pragma once

#include "services/core/TracePlace.h"
#include "ui/common/Panel.h"
#include "ui/traces/PlaceMenu.h"
#include "ui/traces/TraceBrowser.h"

class QSettings;
class QStackedWidget;
class QToolButton;

namespace spanglass {

/// Traces of the local store and of other places that are open, one at a time.
class TracesPanel final : public Panel {
    Q_OBJECT
public:
    TracesPanel(const TracePlace& local, QSettings& settings, QWidget* parent = nullptr);

    /// Shows traces of one more place, arranged as they were left.
    void addPlace(const TracePlace& place, std::unique_ptr<PlaceStanding> standing = {});
    /// Those that were open earlier, the latest first, to be offered again.
    void setRecentPlaces(const QList<NamedPlace>& places) { m_recent = places; }
    /// Drops its views; nothing of the place is used afterwards.
    void removePlace(const QString& placeId);
    bool showPlace(const QString& placeId);
    const TracePlace& currentPlace() const { return current()->place(); }

    /// Of the place in view: all that are listed; the trace that is open, or else those that are selected.
    /// exportRequested() tells which.
    void saveListed() { current()->saveListed(); }
    void saveChosen() { current()->saveChosen(); }
    void tellSavable(); ///< savableChanged() as it is now

    /// In its tab among those of the place in view, which is made when there is none yet.
    void openTrace(TraceId trace, std::optional<SpanId> span = {}) { current()->openTrace(trace, span); }

    bool isSettled() const override { return current()->isSettled(); }
    std::optional<Error> problem() const override { return current()->problem(); }
    QList<ShortcutSection> shortcuts() const override { return current()->shortcuts(); }
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    void saveStoreState(QSettings& settings) const override;
    void restoreStoreState(QSettings& settings) override;

Q_SIGNALS:
    void placeClosed(const QString& placeId); ///< by the person; its views are gone
    void reopenRequested(const QString& placeId); ///< one of the recent places
    void forgetRequested(const QString& placeId); ///< likewise
    void connectionRequested(const QString& placeId); ///< the person wants to mend that of an open place
    /// How many traces saveChosen() would save, and whether that is the open one.
    void savableChanged(const QString& placeTitle, quint64 chosen, bool opened);
    /// The person wants to see how an app is connected.
    void receiverPanelRequested();
    void sampleRequested(); ///< the example traces are wanted
    void workspaceRequested(); ///< traces of a workspace are wanted
    void setupRequested(); ///< tracing is to be set up in a workspace
    void filesRequested(); ///< trace files of the person's choice are wanted
    /// Of the place in view; none means all.
    void exportRequested(const std::vector<spanglass::TraceId>& traces);
    void replayRequested(const spanglass::ReplaySelection& selection); ///< traces of the store, to be sent again
    void wayRequested(spanglass::TraceId trace); ///< the person wants to know how far it got

private:
    TraceBrowser* add(const TracePlace& place);
    TraceBrowser* browserAt(int index) const;
    TraceBrowser* current() const;
    TraceBrowser* browserOf(const QString& placeId) const;
    TraceBrowser* local() const;
    std::vector<ComparedPlace> placesBeside(const TraceBrowser* browser) const;
    void fillPlaceMenu();
    void showCurrent();
    void showStanding();
    static void savePlace(const TraceBrowser& browser, QSettings& settings, const QString& group);

    QSettings& m_settings;
    QStackedWidget* m_stack;
    QToolButton* m_places;
    PlaceMenu* m_menu;
    QList<NamedPlace> m_recent;
};

} // namespace spanglass
