#pragma once

#include "models/replay/CaptureSessionsModel.h"
#include "models/traces/TraceFilter.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace spanglass {

class FilterBox;
class ReplayDraft;
class SpanSource;
class StepLine;

/// What is sent: traces that were selected, what a filter matches, a capture session, a file, or everything.
class ReplaySourceView final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive this. `source` is the store, for completions of the filter.
    ReplaySourceView(ReplayDraft& draft, SpanSource& source, QWidget* parent = nullptr);
    ~ReplaySourceView() override;

    /// Shows what the draft began with.
    void begin();

Q_SIGNALS:
    void tracesRequested(); ///< the person wants to select some in the list

private:
    QWidget* makeTraces();
    QWidget* makeFilter(SpanSource& source);
    QWidget* makeSessions();
    QWidget* makeFile();
    void refresh();
    void showSessions();
    void showFile();
    void tellFilter();
    void browse();

    ReplayDraft& m_draft;
    TraceFilter m_filter;
    CaptureSessionsModel m_sessionRows;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    QLabel* m_traces = nullptr;
    QLabel* m_filterProblem = nullptr;
    FilterBox* m_filterBox = nullptr;
    QTableView* m_sessions = nullptr;
    QLabel* m_noSessions = nullptr;
    StepLine* m_sessionLine = nullptr;
    QLineEdit* m_file = nullptr;
    QLabel* m_fileNote = nullptr;
    StepLine* m_fileLine = nullptr;
    bool m_refreshing = false;
};

} // namespace spanglass
