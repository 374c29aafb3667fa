#include "ui/diagnostics/SetupMendingDialog.h"

#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Banner.h"
#include "ui/common/CallsView.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/setup/FindingsView.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace spanglass {

using namespace Qt::StringLiterals;

SetupMendingDialog::SetupMendingDialog(
    SetupControl& control, const QString& title, const SetupRemedy& remedy, QWidget* parent)
    : QDialog(parent)
    , m_mending(control, remedy)
    , m_summary(wrappedLabel(u"mendingSummary"_s, true))
    , m_problem(new Banner)
    , m_findings(new FindingsView(tr("What was found")))
    , m_cautions(wrappedLabel(u"mendingCautions"_s, true))
    , m_calls(new CallsView)
    , m_line(new StepLine)
    , m_apply(namedButton(u"applyMending"_s, tr("Apply")))
    , m_close(namedButton(u"closeMending"_s, tr("Cancel"))) {
    setObjectName(u"setupMending"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_problem->setObjectName(u"mendingProblem"_s);
    m_problem->setLasting();
    auto* content = new QWidget;
    auto* body = new QVBoxLayout(content);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(12);
    for (QWidget* each : std::initializer_list<QWidget*>{m_summary, m_problem, m_findings, m_cautions, m_calls})
        body->addWidget(each);
    body->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_line);
    layout->addWidget(makeFoot());
    resize(760, 520);
    connect(&m_mending, &SetupMending::changed, this, &SetupMendingDialog::refresh);
    connect(m_line, &StepLine::cancelRequested, &m_mending, &SetupMending::cancel);
    connect(m_line, &StepLine::actionRequested, &m_mending, &SetupMending::look);
    refresh();
}

QWidget* SetupMendingDialog::makeFoot() {
    m_apply->setIcon(themedIcon("play"_L1));
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(m_apply);
    row->addWidget(m_close);
    connect(m_apply, &QPushButton::clicked, &m_mending, &SetupMending::apply);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    return foot;
}

void SetupMendingDialog::refresh() {
    const auto& report = m_mending.report();
    const SetupStepReport known = report.value_or(SetupStepReport());
    m_summary->setText(report ? known.summary : tr("Looking how it stands, and what it takes."));
    m_findings->setFindings(known.findings);
    m_calls->setCalls(known.calls);
    QStringList cautions = known.cautions;
    for (QString& each : cautions)
        each = tr("Note: %1").arg(each);
    m_cautions->setText(cautions.join(u'\n'));
    m_cautions->setVisible(!cautions.isEmpty());
    const auto problem = m_mending.problem();
    if (problem && !m_mending.isBusy() && problem->code != ErrorCode::Cancelled)
        m_problem->showError(*problem);
    else if (report && known.calls.isEmpty() && !m_mending.isBusy())
        m_problem->showMessage(BannerKind::Success, tr("It is so already: nothing has to be sent."));
    else
        m_problem->hide();
    if (m_mending.isBusy())
        m_line->showBusy(waitingWords(!m_mending.progress().isEmpty() ? m_mending.progress()
                : m_mending.isApplying()                              ? tr("Applying")
                                                                      : tr("Looking"),
            m_mending.seconds()));
    else
        m_line->showNothing();
    m_apply->setVisible(!known.calls.isEmpty() || !report);
    m_apply->setEnabled(m_mending.canApply());
    m_close->setText(known.calls.isEmpty() && report ? tr("Close") : tr("Cancel"));
    if (!m_mending.isDone() || m_told)
        return;
    m_told = true;
    Q_EMIT applied();
    close();
}

} // namespace spanglass
