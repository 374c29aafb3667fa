#pragma once

#include <QWidget>

namespace spanglass {

class TraceSession;

/// The scale above the bars: time since the trace's start in the unit that fits. GUI thread.
class TimeRuler final : public QWidget {
    Q_OBJECT
public:
    explicit TimeRuler(TraceSession& session, QWidget* parent = nullptr);

    /// Where the bars begin, from the left edge.
    void setTreeWidth(int width);

    static constexpr int TickSpacing = 96;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TraceSession& m_session;
    int m_treeWidth = 0;
};

} // namespace spanglass
