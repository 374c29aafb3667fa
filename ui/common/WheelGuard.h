#pragma once

#include <QObject>

namespace spanglass {

/// Keeps the wheel from changing a spin box or combo box that it merely passes over while a form is scrolled: such a
/// field turns with the wheel only once it has the focus.
class WheelGuard final : public QObject {
    Q_OBJECT
public:
    /// Guards the fields that stand in `form` now. The guard belongs to the form.
    static void install(QWidget& form);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using QObject::QObject;
};

} // namespace spanglass
