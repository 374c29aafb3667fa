#include "ui/setup/ProvePage.h"

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupProof.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Banner.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/setup/HopsView.h"
#include "ui/workspace/StepLine.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

ProvePage::ProvePage(GuidedSetup& session, SetupProof& proof, QWidget* parent)
    : SetupPageView(session, SetupPage::Prove, parent)
    , m_proof(proof)
    , m_send(new QPushButton(themedIcon("play"_L1), tr("Send a test trace")))
    , m_open(new QPushButton(themedIcon("traces"_L1), tr("Open the trace")))
    , m_obstacle(wrappedLabel(u"proofObstacle"_s))
    , m_trace(wrappedLabel(u"proofTrace"_s, true))
    , m_hops(new HopsView)
    , m_result(new Banner)
    , m_line(new StepLine) {
    m_send->setObjectName(u"sendProof"_s);
    m_open->setObjectName(u"openProof"_s);
    m_result->setObjectName(u"proofResult"_s);
    m_result->setLasting();
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_send);
    row->addWidget(m_open);
    row->addWidget(m_obstacle, 1);
    body().addLayout(row);
    body().addWidget(m_line);
    body().addWidget(m_result);
    body().addWidget(m_hops);
    body().addWidget(m_trace);
    addRest();
    setFocusProxy(m_send);
    connect(m_send, &QPushButton::clicked, &m_proof, &SetupProof::start);
    connect(m_open, &QPushButton::clicked, &m_proof, &SetupProof::open);
    connect(m_line, &StepLine::cancelRequested, &m_proof, &SetupProof::cancel);
    connect(
        m_result, &Banner::actionTriggered, this, [this] { QGuiApplication::clipboard()->setText(m_proof.text()); });
    connect(&m_proof, &SetupProof::changed, this, &ProvePage::refresh);
}

void ProvePage::refresh() {
    SetupPageView::refresh();
    const bool busy = m_proof.isBusy();
    const QString obstacle = busy ? QString() : m_proof.obstacle();
    m_send->setEnabled(!busy && !m_proof.isOpening() && obstacle.isEmpty());
    m_open->setEnabled(!m_proof.isOpening());
    m_obstacle->setText(obstacle);
    m_open->setVisible(m_proof.canOpen());
    const auto& report = m_proof.report();
    m_hops->setHops(report ? report->hops : waitingHops(session().plan().mlflowServer));
    m_trace->setText(!report               ? tr("The trace has a root span and children, and is marked as a test.")
            : report->spansTable.isEmpty() ? tr("Test trace %1").arg(report->traceId)
                                           : tr("Test trace %1 in %2").arg(report->traceId, report->spansTable));
    if (busy)
        m_line->showBusy(waitingWords(
            m_proof.progress().isEmpty() ? tr("Following the trace") : m_proof.progress(), m_proof.seconds()));
    else if (m_proof.isOpening())
        m_line->showBusy(waitingWords(tr("Opening the trace"), m_proof.openingSeconds()));
    else
        m_line->showNothing();
    showResult();
}

void ProvePage::showResult() {
    const auto& report = m_proof.report();
    const ProofHopReport* failed = report ? report->firstFailure() : nullptr;
    if (m_proof.isBusy())
        m_result->hide();
    else if (m_proof.openProblem())
        m_result->showError(*m_proof.openProblem(), tr("Copy details"));
    else if (report && report->isProved() && session().state(SetupPage::Prove) == SetupPageState::LookAgain)
        m_result->showMessage(
            BannerKind::Info, tr("Proved before something was changed."), tr("Send another test trace."));
    else if (report && report->isProved())
        m_result->showMessage(BannerKind::Success, tr("Proved: the test trace arrived everywhere."),
            tr("Your app's traces go the same way. What to put into it stands under “Send from your app”."));
    else if (failed && failed->problem)
        m_result->showMessage(BannerKind::Error, tr("%1: %2").arg(proofHopWords(failed->hop), failed->problem->message),
            failed->problem->remedy, tr("Copy details"));
    else if (m_proof.failure())
        m_result->showError(*m_proof.failure(), tr("Copy details"));
    else
        m_result->hide();
}

} // namespace spanglass
