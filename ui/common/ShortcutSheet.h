#pragma once

#include "ui/common/ShortcutSection.h"

#include <QDialog>

namespace spanglass {

/// Every key that does something here, by section, in two columns. Deletes itself when closed.
class ShortcutSheet final : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutSheet(const QList<ShortcutSection>& sections, QWidget* parent = nullptr);

private:
    QWidget* makeSection(const ShortcutSection& section);
};

} // namespace spanglass
