#pragma once

#include "models/replay/ReplayDraft.h"
#include "models/replay/ReplaysModel.h"
#include "ui/common/Panel.h"

#include <memory>
#include <unordered_map>

class QAction;
class QListView;
class QStackedWidget;

namespace spanglass {

class EmptyState;
class NewReplayView;
class ReplayDetail;
class ReplayView;
class SpanSource;

/// What the replay panel works on. All outlive it.
struct ReplayParts {
    ReplayControl& replays;
    TraceFiles& files;
    SpanSource& source; ///< the store
    WorkspaceControl& workspaces;
    ConnectionControl& connections;
    QSettings& settings;
};

/// Replays: the list at the left; at the right the chosen one, or a new one as it is put together.
class ReplayPanel final : public Panel {
    Q_OBJECT
public:
    explicit ReplayPanel(const ReplayParts& parts, QWidget* parent = nullptr);
    ~ReplayPanel() override;

    /// Begins a new one of these; everything for an empty selection.
    void begin(const ReplaySelection& selection);
    /// Shows one of the list; false when it is not there.
    bool showReplay(const QString& id);

    bool isSettled() const override;
    QList<ShortcutSection> shortcuts() const override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;

Q_SIGNALS:
    void tracesRequested(); ///< the person wants to select some
    void traceRequested(spanglass::TraceId trace); ///< to see one of the store
    void connectionsRequested();

private:
    QWidget* makeSide();
    void makeEmpty();
    QAction* addKey(const QString& text, const QKeySequence& keys, void (ReplayPanel::*run)());
    void beginEmpty() { begin({}); }
    void beginLike();
    void pauseOrResume();
    void refresh();
    void showCurrent();
    void leaveNew();
    void forget(const QString& id);
    ReplayDetail* detailOf(const QString& id);
    void askHeaders(ReplayDetail& detail, const QStringList& names);
    QString currentId() const;

    ReplayControl& m_control;
    TargetChoice m_target;
    ReplayDraft m_draft;
    ReplaysModel m_model;
    std::unordered_map<QString, std::unique_ptr<ReplayDetail>> m_details;
    QString m_wanted; ///< id to be shown once it is there
    QString m_lookedAt; ///< in the last run, until the list has been read
    bool m_composing = false;
    QListView* m_list;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    NewReplayView* m_new;
    ReplayView* m_view;
    QAction* m_begin;
    QAction* m_pause;
};

} // namespace spanglass
