#pragma once

#include "models/setup/FindingsModel.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace spanglass {

class TextBlock;

/// What was found, a row each; of the chosen row what was seen and what to do. Takes no room when there is nothing.
class FindingsView final : public QWidget {
    Q_OBJECT
public:
    explicit FindingsView(const QString& accessibleName, QWidget* parent = nullptr);

    void setFindings(const QList<SetupFinding>& findings, bool openFirst = true);
    const FindingsModel& model() const { return m_model; }

Q_SIGNALS:
    void rowActivated(int row);

private:
    void fit();
    void showChosen();

    FindingsModel m_model;
    QTableView* m_table;
    QLabel* m_evidence;
    TextBlock* m_remedy;
    QWidget* m_remedyRow;
    QWidget* m_chosen;
};

} // namespace spanglass
