#pragma once

#include "models/traces/TraceSelection.h"

#include <QStackedLayout>
#include <QWidget>

class QToolButton;

namespace spanglass {

class TraceTable;

/// The newest traces as they come, with follow and hold.
class NewestTraces final : public QWidget {
    Q_OBJECT
public:
    NewestTraces(SpanSource& source, TraceFeed& feed, QWidget* parent = nullptr);

    bool isSettled() const { return m_model.isSettled(); }
    /// Buttons for the section's heading.
    QList<QWidget*> tools() const;

Q_SIGNALS:
    void traceRequested(spanglass::TraceId trace);
    void settled();

private:
    void showArrived();

    TraceListModel m_model;
    TraceSelection m_selection;
    TraceTable* m_table;
    QStackedLayout* m_stack;
    QToolButton* m_arrived;
    QToolButton* m_hold;
    QToolButton* m_follow;
};

} // namespace spanglass
