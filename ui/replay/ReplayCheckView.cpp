#include "ui/replay/ReplayCheckView.h"

#include "models/common/Quantity.h"
#include "models/replay/ReplayDraft.h"
#include "models/replay/ReplayWords.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/FailureNote.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/replay/ReplayLook.h"
#include "ui/workspace/StepLine.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

ReplayCheckView::ReplayCheckView(ReplayDraft& draft, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_estimate(wrappedLabel(u"replayEstimate"_s))
    , m_remarks(new QuietLine(u"replayRemarks"_s))
    , m_estimateLine(new StepLine)
    , m_dryRun(namedButton(u"dryRun"_s, tr("&Check the target")))
    , m_dryLine(new StepLine)
    , m_dryNote(new QuietLine(
          u"dryRunNote"_s, tr("Looks at the address, the sign-in, the tables and the rights there. Nothing is sent.")))
    , m_findings(new QWidget)
    , m_grid(new QGridLayout(m_findings)) {
    m_estimate->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_estimateLine->setObjectName(u"estimateLine"_s);
    m_dryLine->setObjectName(u"dryRunLine"_s);
    m_dryRun->setIcon(themedIcon("search"_L1));
    m_findings->setObjectName(u"replayFindings"_s);
    m_grid->setContentsMargins(0, 4, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(2, 1);
    auto* dry = new QHBoxLayout;
    dry->setSpacing(12);
    dry->addWidget(m_dryRun);
    dry->addWidget(m_dryNote, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_estimate);
    layout->addWidget(m_remarks);
    layout->addWidget(m_estimateLine);
    layout->addLayout(dry);
    layout->addWidget(m_dryLine);
    layout->addWidget(m_findings);
    connect(m_dryRun, &QPushButton::clicked, &draft, &ReplayDraft::dryRun);
    connect(m_dryLine, &StepLine::cancelRequested, &draft, &ReplayDraft::cancelDryRun);
    connect(m_dryLine, &StepLine::actionRequested, &draft, &ReplayDraft::dryRun);
    connect(m_estimateLine, &StepLine::actionRequested, &draft, &ReplayDraft::estimateAgain);
    connect(&draft, &ReplayDraft::changed, this, &ReplayCheckView::refresh);
    refresh();
}

void ReplayCheckView::refresh() {
    showEstimate();
    const auto& findings = m_draft.findings();
    m_dryRun->setEnabled(m_draft.target().problem().isEmpty() && !findings.isBusy());
    if (findings.isBusy())
        m_dryLine->showBusy(waitingWords(
            findings.progress().isEmpty() ? tr("Looking at the target") : findings.progress(), findings.seconds()));
    else if (findings.error() && findings.error()->code != ErrorCode::Cancelled)
        m_dryLine->showError(*findings.error(), tr("Try again"));
    else
        m_dryLine->showNothing();
    showFindings();
}

void ReplayCheckView::showEstimate() {
    const auto& estimate = m_draft.estimate();
    const auto& value = estimate.value();
    m_estimate->setText(value ? estimateWords(*value)
            : estimate.error()
            ? QString()
            : (m_draft.selectionProblem().isEmpty() ? tr("Counting what is sent…") : m_draft.selectionProblem()));
    m_estimate->setVisible(!estimate.error());
    QStringList remarks = value ? value->remarks : QStringList();
    if (value && value->spansTakenBefore > 0)
        remarks.prepend(counted(value->spansTakenBefore, tr("%1 span is left out: the target took it before."),
            tr("%1 spans are left out: the target took them before.")));
    m_remarks->setText(remarks.join(u'\n'));
    m_remarks->setVisible(!remarks.isEmpty());
    if (estimate.error() && estimate.error()->code != ErrorCode::Cancelled)
        m_estimateLine->showError(*estimate.error(), tr("Try again"));
    else
        m_estimateLine->showNothing();
}

void ReplayCheckView::showFindings() {
    const auto& findings = m_draft.findings().value();
    m_findings->setVisible(findings.has_value());
    if (findings == m_shown)
        return;
    m_shown = findings;
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const ReplayFinding& finding : m_shown.value_or(QList<ReplayFinding>()))
        addFinding(finding, row++);
}

void ReplayCheckView::addFinding(const ReplayFinding& finding, int row) {
    const QString words = findingStateWords(finding.state);
    auto* icon = new QLabel;
    icon->setPixmap(findingStateIcon(finding.state, palette()).pixmap(QSize(16, 16), devicePixelRatioF()));
    icon->setAccessibleName(words);
    QLabel* subject = wrappedLabel(u"findingSubject"_s);
    subject->setText(finding.subject);
    QLabel* evidence = wrappedLabel(u"findingEvidence"_s);
    evidence->setText(finding.evidence.isEmpty() ? words : tr("%1: %2").arg(words, finding.evidence));
    evidence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_grid->addWidget(icon, row, 0, Qt::AlignTop);
    m_grid->addWidget(subject, row, 1, Qt::AlignTop);
    auto* texts = new QWidget;
    auto* column = new QVBoxLayout(texts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(evidence);
    m_grid->addWidget(texts, row, 2, Qt::AlignTop);
    if (!finding.remedy.isEmpty()) {
        auto* remedy = new QuietLine(u"findingRemedy"_s, finding.remedy);
        remedy->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(remedy);
    }
    if (finding.state == ReplayFinding::State::Failed)
        if (auto* note = failureNote({ErrorCode::BadInput, finding.evidence, finding.remedy}))
            column->addWidget(note);
}

void ReplayCheckView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        m_shown.reset();
        showFindings();
    }
    QWidget::changeEvent(event);
}

} // namespace spanglass
