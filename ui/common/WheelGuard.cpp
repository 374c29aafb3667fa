#include "ui/common/WheelGuard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace spanglass {

void WheelGuard::install(QWidget& form) {
    auto* guard = new WheelGuard(&form);
    const auto watch = [guard](const auto& fields) {
        for (QWidget* field : fields) {
            field->setFocusPolicy(Qt::StrongFocus); // theirs is WheelFocus
            field->installEventFilter(guard);
        }
    };
    watch(form.findChildren<QAbstractSpinBox*>());
    watch(form.findChildren<QComboBox*>());
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    const auto* field = qobject_cast<QWidget*>(watched);
    if (event->type() != QEvent::Wheel || !field || field->hasFocus())
        return QObject::eventFilter(watched, event);
    event->ignore(); // and so it goes on to what scrolls
    return true;
}

} // namespace spanglass
