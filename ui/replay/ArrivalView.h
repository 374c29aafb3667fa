#pragma once

#include "models/replay/ArrivalFaultsModel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace spanglass {

class CopyButton;
class ReplayDetail;
class StepLine;

/// What of a replay is there at its target, what is missing, and a way to send just that.
class ArrivalView final : public QWidget {
    Q_OBJECT
public:
    explicit ArrivalView(QWidget* parent = nullptr);
    ~ArrivalView() override;

    void showDetail(const ReplayDetail& detail);

Q_SIGNALS:
    void checkRequested();
    void cancelRequested();
    void sendMissingRequested();
    void traceRequested(spanglass::TraceId trace);

private:
    ArrivalFaultsModel m_faults;
    QString m_shown; ///< of the report that the table has
    QLabel* m_intro;
    QLabel* m_result;
    QLabel* m_where;
    QPushButton* m_check;
    QPushButton* m_send;
    CopyButton* m_copy;
    StepLine* m_line;
    QTableView* m_table;
    QLabel* m_cut;
};

} // namespace spanglass
