#pragma once

#include "models/diagnostics/LogModel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QTableView;

namespace spanglass {

class Banner;
class QuietLine;

/// The program's log as it grows, by level and search, and how the last run ended when that was a crash.
class LogPage final : public QWidget {
    Q_OBJECT
public:
    /// `records` must outlive this.
    explicit LogPage(const OwnRecords& records, QWidget* parent = nullptr);
    ~LogPage() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeTools();
    void refresh();
    void showCount();
    void showChosen();

    const OwnRecords& m_records;
    LogModel m_model;
    QTimer m_clock; ///< only while it is looked at
    Banner* m_crash;
    QComboBox* m_level;
    QLineEdit* m_search;
    QTableView* m_table;
    QuietLine* m_chosen;
    QuietLine* m_count;
};

} // namespace spanglass
