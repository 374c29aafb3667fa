#pragma once

#include "services/core/Ids.h"
#include "ui/common/ShortcutSection.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QDockWidget;
class QMainWindow;
class QProgressBar;
class QStackedWidget;

namespace spanglass {

class Banner;
class ComparisonView;
class EmptyState;
class SpanDetailsView;
class SpanSource;
class TraceFeed;
class TokenTally;
class TraceActions;
class TraceSession;
class TraceToolBar;
class WaterfallView;

/// One trace: header, tools, overview, waterfall and the details of the selected span, with states for nothing chosen,
/// loading and failure. Grows with the trace while it is open when there is a feed. GUI thread.
class TraceView final : public QWidget {
    Q_OBJECT
public:
    /// `feed` may be null. Both must outlive the view.
    TraceView(SpanSource& source, TraceFeed* feed, QWidget* parent = nullptr);
    ~TraceView() override;

    void open(TraceId trace, std::optional<SpanId> select = {});
    void close();
    TraceId traceId() const;
    /// False while anything that is shown is still being read.
    bool isSettled() const;

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);
    QList<ShortcutSection> shortcuts() const;
    /// Something more that can be done with the trace where it is read from: a button, and an entry of the menu.
    void addTraceAction(QAction* action);

    TraceSession& session() { return *m_session; }
    ComparisonView& comparison() { return *m_comparison; }

Q_SIGNALS:
    void settled();
    void traceRequested(spanglass::TraceId trace, spanglass::SpanId span); ///< a link to another trace was followed
    void saveRequested(spanglass::TraceId trace);
    void leaveRequested(); ///< Esc with nothing left to leave
    void workspaceRequested(); ///< to compare the trace with its copy there

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildContent();
    QWidget* buildLoading();
    void connectParts();
    void connectComparison();
    void showState();
    void showLoading();
    void showMenu(const QPoint& place);
    void follow(TraceId trace, SpanId span);
    void leave();
    void settle();

    TraceSession* m_session;
    TokenTally* m_tokens;
    TraceActions* m_actions;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    EmptyState* m_loading = nullptr;
    EmptyState* m_failed;
    QProgressBar* m_progress;
    QElapsedTimer m_loadingSince;
    QTimer m_loadingClock; ///< while the trace is read
    Banner* m_banner;
    TraceToolBar* m_toolBar;
    WaterfallView* m_waterfall;
    SpanDetailsView* m_details;
    QMainWindow* m_docks; ///< within the view: the timeline, and the details beside it, below it or in a window
    QDockWidget* m_detailsDock;
    ComparisonView* m_comparison;
    QDockWidget* m_comparisonDock; ///< below, when it is asked for
    QTimer m_linkRefresh;
    QList<QAction*> m_traceActions; ///< of others
};

} // namespace spanglass
