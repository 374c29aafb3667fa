#pragma once

#include "services/core/SetupReport.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace spanglass {

/// The places that a test trace passes, each with its state in shape and words, what was seen, and when.
class HopsView final : public QWidget {
    Q_OBJECT
public:
    explicit HopsView(QWidget* parent = nullptr);

    void setHops(const QList<ProofHopReport>& hops);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QLabel* icon;
        QLabel* name;
        QLabel* time;
        QLabel* evidence;
    };
    void addRow();
    void show(const Row& row, const ProofHopReport& hop);

    QGridLayout* m_grid;
    QList<Row> m_rows;
    QList<ProofHopReport> m_hops;
};

} // namespace spanglass
