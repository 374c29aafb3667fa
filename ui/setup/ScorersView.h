#pragma once

#include "models/setup/ScorersModel.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QTableView;

namespace spanglass {

class StepLine;

/// The scorers that the experiment has: change their rate, stop them, start them again, delete them.
class ScorersView final : public QWidget {
    Q_OBJECT
public:
    /// `control` must outlive this.
    explicit ScorersView(SetupControl& control, QWidget* parent = nullptr);
    ~ScorersView() override;

    void setExperiment(const QString& connectionId, const QString& experimentId);
    void reread() { m_scorers.read(); }

private:
    QWidget* makeTools();
    void refresh();
    void ask(const ScorerChange& change, const SetupCall& call);

    ScorersModel m_scorers;
    QTableView* m_table;
    QLabel* m_none;
    QDoubleSpinBox* m_rate;
    QPushButton* m_start;
    QPushButton* m_stop;
    QPushButton* m_delete;
    StepLine* m_line;
    QString m_experimentId;
};

} // namespace spanglass
