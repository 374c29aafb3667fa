#include "ui/diagnostics/FrameMeter.h"

#include <QEvent>
#include <QWidget>

namespace spanglass {

FrameMeter::FrameMeter(QObject* parent)
    : QObject(parent) {
    m_clock.start();
}

void FrameMeter::watch(QWidget* window) {
    if (m_window == window)
        return;
    if (m_window)
        m_window->removeEventFilter(this);
    m_window = window;
    connect(window, &QObject::destroyed, this, [this, window] {
        if (m_window == window)
            m_window = nullptr;
    });
    window->installEventFilter(this);
}

/// Qt paints everything that has to be painted within a window's UpdateRequest, so the meter handles it in between two
/// readings of the clock.
bool FrameMeter::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_window || event->type() != QEvent::UpdateRequest || m_painting)
        return false;
    const Nanos begun{m_clock.nsecsElapsed()};
    m_painting = true;
    watched->event(event);
    m_painting = false;
    m_times.add(begun, {m_clock.nsecsElapsed()});
    return true;
}

} // namespace spanglass
