#pragma once

#include "services/core/Trace.h"

#include <QWidget>

namespace spanglass {

/// The services of a trace with their colours, busiest first, as many as fit; the rest is counted and in the tooltip.
class ServiceLegend final : public QWidget {
    Q_OBJECT
public:
    explicit ServiceLegend(QWidget* parent = nullptr);

    void setTrace(const TracePtr& trace);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_names;
};

} // namespace spanglass
