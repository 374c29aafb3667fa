#pragma once

#include "models/diagnostics/CountersModel.h"
#include "ui/diagnostics/FrameMeter.h"

#include <QTimer>
#include <QWidget>

class QTableView;

namespace spanglass {

class FrameChart;
class QuietLine;

/// The program's counters with their meanings, and how fast its window paints.
class CountersPage final : public QWidget {
    Q_OBJECT
public:
    /// `meter` must outlive this.
    CountersPage(const CounterSources& sources, const FrameMeter& meter, QWidget* parent = nullptr);
    ~CountersPage() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();

    CountersModel m_model;
    const FrameMeter& m_meter;
    QTimer m_clock; ///< only while it is looked at
    std::uint64_t m_frames = 0; ///< when the chart was last painted
    QTableView* m_table;
    FrameChart* m_chart;
    QuietLine* m_words;
};

} // namespace spanglass
