#pragma once

#include "services/core/TraceFiles.h"

#include <QFileDialog>

namespace spanglass {

/// Asks under what name and in which format traces are saved; an empty list means every trace. Deletes itself when
/// closed.
class ExportDialog final : public QFileDialog {
    Q_OBJECT
public:
    explicit ExportDialog(const std::vector<TraceId>& traces, QWidget* parent = nullptr);

    ExportFormat format() const;

Q_SIGNALS:
    void chosen(const std::vector<spanglass::TraceId>& traces, spanglass::ExportFormat format, const QString& file);

private:
    void followFormat();
};

} // namespace spanglass
