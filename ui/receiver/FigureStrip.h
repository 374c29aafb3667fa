#pragma once

#include "models/receiver/RateHistory.h"
#include "services/core/ReceiverControl.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace spanglass {

class Sparkline;

/// The receiver's figures in one line: rates with the last minute, totals, latency, what waits.
class FigureStrip final : public QWidget {
    Q_OBJECT
public:
    explicit FigureStrip(QWidget* parent = nullptr);

    void showSnapshot(const ReceiverSnapshot& snapshot);
    /// Moves the last minute on.
    void showHistory(UnixNanos now);
    void record(UnixNanos now, std::uint64_t spans) { m_history.add(now, spans); }

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* addFigure(const QString& name, const QString& caption, const QString& toolTip);
    void updateLook();

    QHBoxLayout* m_row;
    QList<QLabel*> m_captions;
    RateHistory m_history;
    QLabel* m_spanRate;
    Sparkline* m_sparkline;
    QLabel* m_byteRate;
    QLabel* m_latency;
    QLabel* m_queue;
    QLabel* m_connections;
    QLabel* m_requests;
    QLabel* m_spans;
    QLabel* m_logs;
    QLabel* m_points;
};

} // namespace spanglass
