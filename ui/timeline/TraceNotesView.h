#pragma once

#include <QWidget>

class QLabel;

namespace spanglass {

class Banner;
class DetailsTree;
class NotesLoader;
class TraceSession;

/// Notes and log records of the trace in view, with the state of reading them. GUI thread.
class TraceNotesView final : public QWidget {
    Q_OBJECT
public:
    TraceNotesView(TraceSession& session, NotesLoader& notes, QWidget* parent = nullptr);

    DetailsTree& tree() { return *m_tree; }
    /// Whether there is something to show, or to say about why there is nothing.
    bool isWanted() const;

Q_SIGNALS:
    void refreshed();

private:
    void refresh();

    TraceSession& m_session;
    NotesLoader& m_notes;
    Banner* m_banner;
    QLabel* m_state;
    DetailsTree* m_tree;
};

} // namespace spanglass
