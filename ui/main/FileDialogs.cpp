#include "ui/main/FileDialogs.h"

#include "models/common/Quantity.h"
#include "models/common/Settings.h"

#include <QCoreApplication>
#include <QFileDialog>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("FileDialogs", text); }

struct Format {
    const char* filter;
    QLatin1StringView suffix;
    ExportFormat format;
};

constexpr std::array<Format, 5> Formats{{
    {QT_TRANSLATE_NOOP("FileDialogs", "OTLP JSON lines (*.jsonl *.jsonl.gz *.jsonl.zst)"), QLatin1StringView("jsonl"),
        ExportFormat::OtlpJsonLines},
    {QT_TRANSLATE_NOOP("FileDialogs", "OTLP protobuf (*.pb *.pb.gz *.pb.zst)"), QLatin1StringView("pb"),
        ExportFormat::OtlpProtobuf},
    {QT_TRANSLATE_NOOP("FileDialogs", "Jaeger JSON (*.jaeger.json)"), QLatin1StringView("jaeger.json"),
        ExportFormat::Jaeger},
    {QT_TRANSLATE_NOOP("FileDialogs", "Chrome trace (*.chrome.json)"), QLatin1StringView("chrome.json"),
        ExportFormat::Chrome},
    {QT_TRANSLATE_NOOP("FileDialogs", "CSV (*.csv)"), QLatin1StringView("csv"), ExportFormat::Csv},
}};

QFileDialog* open(QWidget* parent, Settings& settings, const QString& title, const QStringList& filters,
    std::function<void(QFileDialog*)> chosen) {
    auto* dialog = new QFileDialog(parent, title, settings.value(setting::FileFolder));
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(filters);
    QObject::connect(dialog, &QFileDialog::accepted, dialog, [dialog, &settings, chosen = std::move(chosen)] {
        settings.setValue(setting::FileFolder, dialog->directory().absolutePath());
        chosen(dialog);
    });
    dialog->open();
    return dialog;
}

QString storeFilter() { return tr("Spanglass stores (*.duckdb)"); }

} // namespace

void chooseTraceFiles(QWidget* parent, Settings& settings, std::function<void(QStringList)> chosen) {
    const QStringList filters{tr("Trace files (*.json *.jsonl *.ndjson *.pb *.bin *.gz *.zst)"), tr("All files (*)")};
    open(parent, settings, tr("Open trace files"), filters, [chosen](QFileDialog* dialog) {
        chosen(dialog->selectedFiles());
    })->setFileMode(QFileDialog::ExistingFiles);
}

void chooseExportFile(QWidget* parent, Settings& settings, const std::vector<TraceId>& traces, const QString& place,
    std::function<void(QString, ExportFormat)> chosen) {
    const QString title = traces.empty()
        ? tr("Save every trace of %1").arg(place)
        : counted(traces.size(), tr("Save %1 trace of %2"), tr("Save %1 traces of %2")).arg(place);
    QStringList filters;
    for (const Format& format : Formats)
        filters << tr(format.filter);
    auto* dialog = open(parent, settings, title, filters, [chosen, filters](QFileDialog* done) {
        const auto index = static_cast<std::size_t>(qMax(qsizetype(0), filters.indexOf(done->selectedNameFilter())));
        chosen(done->selectedFiles().value(0), Formats[index].format);
    });
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(Formats[0].suffix);
    dialog->selectFile(traces.size() == 1 ? u"trace-"_s + traces.front().text().left(8) : u"traces"_s);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters](const QString& filter) {
        const qsizetype index = filters.indexOf(filter);
        if (index >= 0)
            dialog->setDefaultSuffix(Formats[static_cast<std::size_t>(index)].suffix);
    });
}

void chooseStore(QWidget* parent, Settings& settings, std::function<void(QString)> chosen) {
    open(parent, settings, tr("Open store"), {storeFilter(), tr("All files (*)")}, [chosen](QFileDialog* dialog) {
        chosen(dialog->selectedFiles().value(0));
    })->setFileMode(QFileDialog::ExistingFile);
}

void chooseNewStore(QWidget* parent, Settings& settings, std::function<void(QString)> chosen) {
    auto* dialog = open(parent, settings, tr("New store"), {storeFilter()},
        [chosen](QFileDialog* done) { chosen(done->selectedFiles().value(0)); });
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"duckdb"_s);
    // An existing store named here is opened, never written over.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
}

} // namespace spanglass
