#pragma once

#include "models/sql/SqlExport.h"
#include "models/timeline/TraceComparer.h"

#include <QWidget>

#include <array>
#include <functional>

class QComboBox;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace spanglass {

class Banner;
class ElidedLabel;
class EmptyState;
class TraceSession;

/// The trace in view beside the same trace in another open place: lost spans, changed values, delay. Reads when it is
/// asked to. GUI thread.
class ComparisonView final : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonView(TraceSession& session, QWidget* parent = nullptr);
    ~ComparisonView() override;

    /// Where the trace in view is from, and what tells which other places are open.
    void setPlaces(const ComparedPlace& own, std::function<std::vector<ComparedPlace>()> others);
    /// Reads the trace from both places and compares them.
    void begin();
    /// The place is closed.
    void forgetPlace(const QString& id);
    bool isSettled() const;

Q_SIGNALS:
    void settled();
    void spanActivated(); ///< the span of the row is selected in the trace, and wants the focus
    void workspaceRequested(); ///< there is no other place, and one is wanted
    void leaveRequested(); ///< Esc

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildChoices();
    void buildTable();
    void buildLoading();
    void fillPlaces();
    void showState();
    void showFailure();
    void showRows();
    void selectSpan(const QModelIndex& row);
    void showMenu(const QPoint& at);
    void copySelected();
    void chooseFile();
    void save(const QString& file);
    void settle();

    TraceSession& m_session;
    TraceComparer m_comparer;
    ComparedPlace m_own;
    std::function<std::vector<ComparedPlace>()> m_others;
    std::vector<ComparedPlace> m_offered;
    ComparisonFilter m_filter;
    SqlResultModel m_model;
    ComparisonRows m_rows;

    QComboBox* m_place;
    ElidedLabel* m_words;
    QToolButton* m_again;
    QToolButton* m_save;
    QWidget* m_choices;
    std::array<QToolButton*, ComparisonKindCount> m_kinds{};
    QLineEdit* m_search;
    Banner* m_banner;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    EmptyState* m_loading;
    QTableView* m_table;
    Awaited<QString> m_copying;
    Awaited<SqlExported> m_saving;
};

} // namespace spanglass
