#include "ui/main/ImportReportDialog.h"

#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"
#include "ui/common/CopyButton.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString asText(const ImportReport& report) {
    QString text;
    for (const ImportProblem& problem : report.problems) {
        text += problem.file;
        if (problem.line > 0)
            text += u':' + QString::number(problem.line);
        text += u": "_s + problem.message + u'\n';
    }
    return text;
}

} // namespace

ImportReportDialog::ImportReportDialog(const ImportReport& report, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"importReport"_s);
    setWindowTitle(tr("Could not be read"));
    auto* intro = new QLabel(report.problemCount > report.problems.size()
            ? tr("The first %1 of %2 places. Everything else was kept.")
                  .arg(report.problems.size())
                  .arg(formatCount(report.problemCount))
            : tr("Everything else was kept."));
    intro->setTextFormat(Qt::PlainText);

    auto* list = new QTreeWidget;
    list->setObjectName(u"importProblems"_s);
    list->setAccessibleName(windowTitle());
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setHeaderLabels({tr("File"), tr("Line"), tr("Why")});
    for (const ImportProblem& problem : report.problems) {
        auto* item = new QTreeWidgetItem(list);
        item->setText(0, QFileInfo(problem.file).fileName());
        item->setText(1, problem.line > 0 ? QLocale().toString(static_cast<qulonglong>(problem.line)) : QString());
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(2, problem.message);
        item->setToolTip(0, plainToolTip(problem.file));
        item->setToolTip(2, plainToolTip(problem.message));
    }
    list->resizeColumnToContents(0);
    list->resizeColumnToContents(1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* copy = new CopyButton(tr("Copy the list"), [text = asText(report)] { return text; });
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy->setText(tr("Copy the list"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(copy);
    bottom->addWidget(buttons);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(list, 1);
    layout->addLayout(bottom);
    resize(760, 420);
}

} // namespace spanglass
