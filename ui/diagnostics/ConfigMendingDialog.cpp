#include "ui/diagnostics/ConfigMendingDialog.h"

#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/diagnostics/DifferenceView.h"
#include "ui/workspace/StepLine.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

ConfigMendingDialog::ConfigMendingDialog(
    DiagnosisControl& control, const QString& title, const ConfigRemedy& remedy, QWidget* parent)
    : QDialog(parent)
    , m_control(control)
    , m_remedy(remedy)
    , m_writing([this] { refresh(); })
    , m_write(namedButton(u"writeConfig"_s, tr("Write to the file")))
    , m_line(new StepLine) {
    setObjectName(u"configMending"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto* intro = wrappedLabel(u"configIntro"_s, true);
    intro->setText(remedy.file.isEmpty()
            ? tr("It was not read from a file, so it can only be copied. Secrets are shown as <secret>: put your own "
                 "in their places.")
            : tr("%1 is kept beside it as it was. Secrets are shown as <secret> and stay in the file as they are.")
                  .arg(remedy.file));
    auto* view = new DifferenceView;
    view->showTexts(remedy.before, remedy.after);
    auto* copy = namedButton(u"copyConfig"_s, tr("Copy"));
    copy->setIcon(themedIcon("copy"_L1));
    auto* leave = namedButton(u"closeConfig"_s, tr("Close"));
    m_write->setIcon(themedIcon("save"_L1));
    m_write->setVisible(!remedy.file.isEmpty());
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addStretch(1);
    foot->addWidget(m_write);
    foot->addWidget(copy);
    foot->addWidget(leave);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(intro);
    layout->addWidget(view, 1);
    layout->addWidget(m_line);
    layout->addLayout(foot);
    resize(1100, 520);
    connect(m_write, &QPushButton::clicked, this, &ConfigMendingDialog::write);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_remedy.after); });
    connect(leave, &QPushButton::clicked, this, &QDialog::close);
    connect(m_line, &StepLine::cancelRequested, this, [this] { m_writing.cancel(); });
}

void ConfigMendingDialog::write() {
    m_writing.ask(m_control.mend(m_remedy), [this](const QString& kept) {
        Q_EMIT mended(kept);
        close();
    });
}

void ConfigMendingDialog::refresh() {
    m_write->setEnabled(!m_writing.isBusy());
    if (m_writing.isBusy())
        m_line->showBusy(tr("Writing"));
    else if (m_writing.error() && m_writing.error()->code != ErrorCode::Cancelled)
        m_line->showError(*m_writing.error());
    else
        m_line->showNothing();
}

} // namespace spanglass
