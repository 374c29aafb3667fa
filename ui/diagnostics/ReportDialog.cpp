#include "ui/diagnostics/ReportDialog.h"

#include "models/common/Quantity.h"
#include "ui/common/Banner.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/common/TextBlock.h"
#include "ui/workspace/StepLine.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>

namespace spanglass {

using namespace Qt::StringLiterals;

ReportDialog::ReportDialog(DiagnosisControl& control, const DiagnosisReport& report, QWidget* parent)
    : QDialog(parent)
    , m_control(control)
    , m_report(report)
    , m_files(control.preview(report))
    , m_writing([this] { refresh(); })
    , m_list(new QListWidget)
    , m_text(new TextBlock(u"reportText"_s, tr("The file as it is written"), TextBlock::Height::Free))
    , m_save(namedButton(u"saveReport"_s, tr("Save…")))
    , m_line(new StepLine)
    , m_done(new Banner) {
    setObjectName(u"reportDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Report"));
    m_list->setObjectName(u"reportFiles"_s);
    m_list->setAccessibleName(tr("Files of the report"));
    m_done->setObjectName(u"reportDone"_s);
    for (const DiagnosisFile& each : m_files)
        m_list->addItem(tr("%1 (%2)").arg(each.name, formatBytes(double(each.content.size()))));
    m_save->setIcon(themedIcon("save"_L1));
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_list);
    split->addWidget(m_text);
    split->setStretchFactor(1, 1);
    split->setSizes({220, 700});
    auto* leave = namedButton(u"closeReport"_s, tr("Close"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(new CopyButton(tr("Copy this file"), [this] { return m_text->toPlainText(); }));
    foot->addStretch(1);
    foot->addWidget(m_save);
    foot->addWidget(leave);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new QuietLine(u"reportIntro"_s,
        tr("This is what will be written, to the byte: secrets and contents of messages are left out. Markdown and "
           "HTML hold the report alone, a zip archive holds all files.")));
    layout->addWidget(split, 1);
    layout->addWidget(m_line);
    layout->addWidget(m_done);
    layout->addLayout(foot);
    resize(960, 620);
    connect(m_list, &QListWidget::currentRowChanged, this, &ReportDialog::showFile);
    connect(m_save, &QPushButton::clicked, this, &ReportDialog::save);
    connect(leave, &QPushButton::clicked, this, &QDialog::close);
    connect(m_line, &StepLine::cancelRequested, this, [this] { m_writing.cancel(); });
    m_list->setCurrentRow(0);
}

void ReportDialog::showFile(int row) {
    if (row >= 0 && row < m_files.size())
        m_text->showText(QString::fromUtf8(m_files[row].content));
}

void ReportDialog::save() {
    auto* dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Zip archive (*.zip)"), tr("Markdown (*.md)"), tr("HTML (*.html)")});
    dialog->setDefaultSuffix(u"zip"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(".md"_L1) ? u"md"_s
                : filter.contains(".html"_L1)              ? u"html"_s
                                                           : u"zip"_s);
    });
    dialog->selectFile(u"spanglass-report"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &ReportDialog::write);
    dialog->open();
}

void ReportDialog::write(const QString& file) {
    m_file = file;
    m_writing.ask(m_control.write(m_report, file).then([](const Result<>& done) -> Result<bool> {
        return done ? Result<bool>(true) : std::unexpected(done.error());
    }));
}

void ReportDialog::refresh() {
    m_save->setEnabled(!m_writing.isBusy());
    m_done->hide();
    if (m_writing.isBusy())
        m_line->showBusy(tr("Writing"));
    else if (m_writing.error() && m_writing.error()->code != ErrorCode::Cancelled)
        m_line->showError(*m_writing.error());
    else
        m_line->showNothing();
    if (m_writing.value())
        m_done->showMessage(BannerKind::Success, tr("The report is in %1.").arg(m_file));
}

} // namespace spanglass
