#pragma once

#include <QDialog>

namespace spanglass {

/// Version, what the program is built with, and where its files lie. Deletes itself when closed.
class AboutDialog final : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace spanglass
