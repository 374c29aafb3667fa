#pragma once

#include "models/replay/ReplayDraft.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace spanglass {

class ReplaySourceView;
class SpanSource;
class StepLine;

/// A replay being put together: what, where to, how, and what it comes to; one column, or two where there is room.
class NewReplayView final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive this.
    NewReplayView(ReplayDraft& draft, SpanSource& source, QWidget* parent = nullptr);

    void begin(const ReplaySelection& selection);

Q_SIGNALS:
    void cancelled();
    void tracesRequested();
    void connectionsRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeFoot();
    void refresh();

    ReplayDraft& m_draft;
    ReplaySourceView* m_source;
    QBoxLayout* m_columns;
    QLabel* m_problem;
    QPushButton* m_start;
    StepLine* m_line;
};

} // namespace spanglass
