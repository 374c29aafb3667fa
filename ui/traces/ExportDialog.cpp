#include "ui/traces/ExportDialog.h"

#include "models/common/Quantity.h"
#include "models/traces/TraceTasks.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString nameFilter(ExportFormat format) {
    return exportFormatTitle(format) + u" (*"_s + exportFormatSuffix(format) + u')';
}

} // namespace

ExportDialog::ExportDialog(const std::vector<TraceId>& traces, QWidget* parent)
    : QFileDialog(parent,
        traces.empty() ? tr("Export every trace")
                       : counted(traces.size(), tr("Export %1 trace"), tr("Export %1 traces"))) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"exportDialog"_s);
    setAcceptMode(AcceptSave);
    QStringList filters;
    for (const ExportFormat format : exportFormats())
        filters << nameFilter(format);
    setNameFilters(filters);
    followFormat();
    selectFile(traces.size() == 1 ? u"trace-"_s + traces.front().text().left(8) : u"traces"_s);
    connect(this, &QFileDialog::filterSelected, this, &ExportDialog::followFormat);
    connect(this, &QFileDialog::fileSelected, this,
        [this, traces](const QString& file) { Q_EMIT chosen(traces, format(), file); });
}

ExportFormat ExportDialog::format() const {
    for (const ExportFormat format : exportFormats()) {
        if (nameFilter(format) == selectedNameFilter())
            return format;
    }
    return ExportFormat::OtlpJsonLines;
}

void ExportDialog::followFormat() { setDefaultSuffix(exportFormatSuffix(format()).mid(1)); }

} // namespace spanglass
