#pragma once

#include "services/core/TraceFiles.h"

#include <QDialog>

namespace spanglass {

/// What could not be read: file, line and reason, to copy as a whole. Deletes itself when closed.
class ImportReportDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ImportReportDialog(const ImportReport& report, QWidget* parent = nullptr);
};

} // namespace spanglass
