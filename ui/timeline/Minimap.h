#pragma once

#include <QImage>
#include <QWidget>

namespace spanglass {

class TraceSession;

/// The whole trace at a glance, with a brush over the part that the axis shows: drag inside to move it, an edge to
/// resize it, outside to choose another part. GUI thread.
class Minimap final : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(TraceSession& session, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    enum class Grip : std::uint8_t { None, Move, Left, Right, New };

    void forget();
    void draw();
    double xOf(std::int64_t time) const;
    std::int64_t timeAt(double x) const;
    Grip gripAt(double x) const;

    TraceSession& m_session;
    QImage m_picture;
    Grip m_grip = Grip::None;
    std::int64_t m_from = 0; ///< fixed end of a new brush or edge, or the time under the pointer when moving
};

} // namespace spanglass
