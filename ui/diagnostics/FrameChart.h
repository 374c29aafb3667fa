#pragma once

#include <QWidget>

namespace spanglass {

class FrameTimes;

/// The newest frames as bars, the newest at the right, against the time that 60 frames a second leave.
class FrameChart final : public QWidget {
    Q_OBJECT
public:
    /// `times` must outlive this.
    explicit FrameChart(const FrameTimes& times, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {480, 72}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const FrameTimes& m_times;
};

} // namespace spanglass
