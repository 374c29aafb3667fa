#pragma once

#include "models/diagnostics/RequestsModel.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QTableView;

namespace spanglass {

class QuietLine;

/// What the program has asked of others, and how that was answered. Holds no fields, bodies or tokens.
class RequestsPage final : public QWidget {
    Q_OBJECT
public:
    /// `records` must outlive this.
    explicit RequestsPage(const OwnRecords& records, QWidget* parent = nullptr);
    ~RequestsPage() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    void showCount();

    const OwnRecords& m_records;
    RequestsModel m_model;
    QTimer m_clock; ///< only while it is looked at
    QLineEdit* m_search;
    QCheckBox* m_faulty;
    QTableView* m_table;
    QuietLine* m_count;
};

} // namespace spanglass
