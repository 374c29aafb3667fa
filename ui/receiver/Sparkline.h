#pragma once

#include "models/receiver/RateHistory.h"

#include <QWidget>

namespace spanglass {

/// The last minute of a rate as a small area, newest at the right, scaled to its own highest second.
class Sparkline final : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(QWidget* parent = nullptr);

    void setValues(const std::array<std::uint64_t, RateHistory::Seconds>& values);
    QSize sizeHint() const override { return {120, 32}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<std::uint64_t, RateHistory::Seconds> m_values{};
};

} // namespace spanglass
