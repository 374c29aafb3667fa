#pragma once

#include "models/sql/SqlChart.h"
#include "models/sql/SqlExport.h"
#include "models/sql/SqlSession.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QStackedWidget;
class QToolButton;

namespace spanglass {

class Banner;
class ElidedLabel;
class SqlChartView;
class SqlGrid;

/// What became of one statement: its wait, its mistake, or its rows as a grid and, where it fits, as a chart.
class SqlResultPage final : public QWidget {
    Q_OBJECT
public:
    explicit SqlResultPage(QWidget* parent = nullptr);
    ~SqlResultPage() override;

    /// The run's present state; the rows are taken over once, when it is done.
    void showRun(const SqlRun& run);
    /// What it cost, learned after it was done.
    void showFacts(const SqlRun& run);
    /// Only the time, while it runs.
    void showTime(const SqlRun& run);

    SqlGrid& grid() { return *m_grid; }
    bool hasRows() const { return m_model->columnCount() > 0; }
    bool hasChart() const { return m_chart.has_value(); }
    bool showsChart() const;
    void setChartShown(bool shown);
    void focusAnswer();
    /// Writes the rows to a file, with progress below the grid.
    void save(const QString& file, SqlTextFormat format);
    bool isSettled() const;

Q_SIGNALS:
    void said(const QString& sentence);
    void mistakeClicked(); ///< the place in the editor is wanted
    void saveRequested();
    void settled();

private:
    QWidget* makeFoot();
    void showTable(const SqlTable& table);
    void finishSaving(const Result<SqlExported>& done, const QString& file);
    void updateFoot();

    SqlResultModel* m_model;
    SqlGrid* m_grid;
    SqlChartView* m_chartView;
    QStackedWidget* m_stack;
    QWidget* m_waiting;
    QLabel* m_waitText;
    QProgressBar* m_waitBar;
    Banner* m_banner;
    ElidedLabel* m_facts;
    QLabel* m_activity; ///< sorting, copying
    QProgressBar* m_saving;
    QToolButton* m_stopSaving;
    QToolButton* m_asGrid;
    QToolButton* m_asChart;
    QToolButton* m_save;
    std::optional<SqlChart> m_chart;
    Awaited<std::optional<SqlChart>> m_charting;
    QFutureWatcher<Result<SqlExported>> m_export;
    bool m_taken = false; ///< the rows are in the model
    bool m_canMark = false;
};

} // namespace spanglass
