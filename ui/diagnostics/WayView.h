#pragma once

#include "services/core/Diagnosis.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace spanglass {

class QuietLine;

/// The stations of one trace's way, each with its state in shape and words, what was seen there, and what to do.
class WayView final : public QWidget {
    Q_OBJECT
public:
    explicit WayView(QWidget* parent = nullptr);

    /// `started`: whether anything is looked at; before that the stations only say what they are.
    void showStops(const QList<WayStop>& stops, bool started);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QLabel* icon;
        QLabel* name;
        QLabel* evidence;
        QuietLine* more;
    };
    void addRow();
    void show(const Row& row, const WayStop& stop) const;

    QGridLayout* m_grid;
    QList<Row> m_rows;
    QList<WayStop> m_stops;
    bool m_started = false;
};

} // namespace spanglass
