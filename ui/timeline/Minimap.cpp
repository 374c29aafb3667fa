#include "ui/timeline/Minimap.h"

#include "models/timeline/TraceSession.h"
#include "ui/common/ServiceColor.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace spanglass {

namespace {

constexpr double Margin = 8;
constexpr double GripReach = 5;
/// More bars than this are thinned out evenly; errors never are.
constexpr std::uint32_t MostBars = 20'000;

} // namespace

Minimap::Minimap(TraceSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session) {
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview of the trace"));
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&session, &TraceSession::axisChanged, this, qOverload<>(&QWidget::update));
    connect(&session, &TraceSession::traceChanged, this, &Minimap::forget);
    connect(&session, &TraceSession::lookChanged, this, &Minimap::forget);
}

QSize Minimap::sizeHint() const { return {200, 48}; }

void Minimap::forget() {
    m_picture = {};
    update();
}

void Minimap::resizeEvent(QResizeEvent*) { forget(); }

void Minimap::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        forget();
    QWidget::changeEvent(event);
}

double Minimap::xOf(std::int64_t time) const {
    const TimeWindow all = m_session.axis().bounds();
    return Margin
        + (static_cast<double>(time) - static_cast<double>(all.from)) / static_cast<double>(all.length())
        * (width() - 2 * Margin);
}

std::int64_t Minimap::timeAt(double x) const {
    const TimeWindow all = m_session.axis().bounds();
    const double share = std::clamp((x - Margin) / std::max(1.0, width() - 2 * Margin), 0.0, 1.0);
    return all.from + static_cast<std::int64_t>(share * static_cast<double>(all.length()));
}

void Minimap::draw() {
    const double ratio = devicePixelRatioF();
    m_picture = QImage(size() * ratio, QImage::Format_ARGB32_Premultiplied);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(palette().color(QPalette::Base));
    const Trace& trace = *m_session.trace();
    const auto count = static_cast<std::uint32_t>(trace.size());
    if (count == 0)
        return;
    QPainter painter(&m_picture);
    std::vector<QColor> colors(1, themeColors(palette()).mutedText);
    const double room = height() - 8.0;
    const double line = std::clamp(room / count, 1.0, 4.0);
    const auto y = [&](std::uint32_t row) { return 4 + std::floor((room - line) * row / std::max(1u, count - 1)); };
    const std::uint32_t stride = count / MostBars + 1;
    for (std::uint32_t row = 0; row < count; row += stride) {
        const TraceNode& node = trace.nodes()[row];
        if (!node.start.isSet() || node.has(NodeFlag::Placeholder))
            continue;
        if (node.service >= colors.size())
            colors.resize(node.service + std::size_t{1});
        QColor& color = colors[node.service];
        if (!color.isValid())
            color = serviceColor(trace.text(node.service), palette());
        const double from = xOf(m_session.startOf(node));
        painter.fillRect(
            QRectF(from, y(row), std::max(xOf(m_session.endOf(node)) - from, 1.0), std::max(1.0, line - 1)), color);
    }
    const QColor error = themeColors(palette()).error;
    std::vector<bool> marked(static_cast<std::size_t>(width()) + 1);
    for (const TraceNode& node : trace.nodes()) {
        if (!node.isError() || !node.start.isSet())
            continue;
        const auto x = static_cast<std::size_t>(std::clamp(xOf(m_session.startOf(node)), 0.0, double(width())));
        if (marked[x])
            continue;
        marked[x] = true;
        painter.fillRect(QRectF(static_cast<double>(x) - 1, 0, 3, 4), error);
    }
}

void Minimap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    if (!m_session.trace()) {
        painter.fillRect(rect(), palette().color(QPalette::Base));
        return;
    }
    if (m_picture.isNull())
        draw();
    painter.drawImage(0, 0, m_picture);
    painter.setPen(colors.grid);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    const TimeAxis& axis = m_session.axis();
    if (axis.showsAll() && m_grip == Grip::None)
        return;
    const double from = xOf(axis.window().from);
    const double to = std::max(xOf(axis.window().to), from + 2);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.72f);
    painter.fillRect(QRectF(0, 0, from, height() - 1), veil);
    painter.fillRect(QRectF(to, 0, width() - to, height() - 1), veil);
    painter.setPen(QPen(colors.accent, 1.5));
    painter.drawRect(QRectF(from, 0.5, to - from, height() - 2));
    painter.fillRect(QRectF(from - 1.5, height() / 2.0 - 7, 4, 14), colors.accent);
    painter.fillRect(QRectF(to - 2.5, height() / 2.0 - 7, 4, 14), colors.accent);
}

Minimap::Grip Minimap::gripAt(double x) const {
    const TimeAxis& axis = m_session.axis();
    if (axis.showsAll())
        return Grip::New;
    const double from = xOf(axis.window().from);
    const double to = xOf(axis.window().to);
    if (std::abs(x - from) <= GripReach)
        return Grip::Left;
    if (std::abs(x - to) <= GripReach)
        return Grip::Right;
    return x > from && x < to ? Grip::Move : Grip::New;
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_session.trace())
        return;
    const TimeWindow window = m_session.axis().window();
    m_grip = gripAt(event->position().x());
    m_from = m_grip == Grip::Left ? window.to : m_grip == Grip::Right ? window.from : timeAt(event->position().x());
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (!m_session.trace())
        return;
    const double x = event->position().x();
    if (m_grip == Grip::None) {
        const Grip grip = gripAt(x);
        setCursor(grip == Grip::Left || grip == Grip::Right ? Qt::SizeHorCursor
                : grip == Grip::Move                        ? Qt::OpenHandCursor
                                                            : Qt::CrossCursor);
        return;
    }
    const std::int64_t time = timeAt(x);
    const TimeWindow window = m_session.axis().window();
    if (m_grip == Grip::Move) {
        m_session.changeAxis([&](TimeAxis& axis) {
            axis.show({window.from + time - m_from, window.to + time - m_from}, TimeAxis::Move::Pan);
        });
        m_from += m_session.axis().window().from - window.from;
    } else if (time != m_from) {
        m_session.changeAxis([&](TimeAxis& axis) {
            axis.show({std::min(time, m_from), std::max(time, m_from)}, TimeAxis::Move::Zoom);
        });
    }
}

void Minimap::mouseReleaseEvent(QMouseEvent*) {
    m_grip = Grip::None;
    update();
}

void Minimap::mouseDoubleClickEvent(QMouseEvent*) {
    if (m_session.trace())
        m_session.changeAxis([](TimeAxis& axis) { axis.fit(); });
}

void Minimap::wheelEvent(QWheelEvent* event) {
    if (!m_session.trace() || event->angleDelta().y() == 0)
        return;
    const std::int64_t time = timeAt(event->position().x());
    m_session.changeAxis(
        [&](TimeAxis& axis) { axis.zoom(std::pow(0.8, event->angleDelta().y() / 120.0), axis.xOf(time)); });
    event->accept();
}

} // namespace spanglass
