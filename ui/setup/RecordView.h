#pragma once

#include "models/setup/SetupRecordModel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace spanglass {

class Banner;
class StepLine;

/// What was changed by setups, with a way back where there is one.
class RecordView final : public QWidget {
    Q_OBJECT
public:
    /// `control` must outlive this.
    explicit RecordView(SetupControl& control, QWidget* parent = nullptr);
    ~RecordView() override;

private:
    QWidget* makeHead();
    void refresh();
    void askUndo();
    void save();

    SetupControl& m_control;
    SetupRecordModel m_record;
    QTableView* m_table;
    QLabel* m_none;
    QPushButton* m_undo;
    QPushButton* m_save;
    StepLine* m_line;
    Banner* m_damage;
    Banner* m_notice;
};

} // namespace spanglass
