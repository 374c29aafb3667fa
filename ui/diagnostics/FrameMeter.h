#pragma once

#include "models/diagnostics/FrameTimes.h"

#include <QElapsedTimer>
#include <QObject>

class QWidget;

namespace spanglass {

/// Measures each frame that a window paints. Costs two readings of a clock a frame. GUI thread.
class FrameMeter final : public QObject {
    Q_OBJECT
public:
    explicit FrameMeter(QObject* parent = nullptr);

    /// Measures this window from now on, and no other.
    void watch(QWidget* window);
    const FrameTimes& times() const { return m_times; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_window = nullptr;
    QElapsedTimer m_clock;
    FrameTimes m_times;
    bool m_painting = false;
};

} // namespace spanglass
