#include "ui/replay/NewReplayView.h"

#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/replay/ReplayCheckView.h"
#include "ui/replay/ReplayOptionsView.h"
#include "ui/replay/ReplaySourceView.h"
#include "ui/replay/TargetEditor.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int TwoColumns = 1400;
constexpr int WidestColumn = 860;

QWidget* section(const QString& title, QWidget* content) {
    auto* made = new QWidget;
    auto* layout = new QVBoxLayout(made);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(stepHeading(title));
    layout->addWidget(content);
    made->setAccessibleName(title);
    return made;
}

QVBoxLayout* column(QWidget* first, QWidget* second) {
    auto* made = new QVBoxLayout;
    made->setSpacing(24);
    made->addWidget(first);
    made->addWidget(second);
    made->addStretch(1);
    return made;
}

QWidget* asWidget(QLayout* layout) {
    auto* content = new QWidget;
    layout->setContentsMargins(0, 0, 0, 0);
    content->setLayout(layout);
    content->setMaximumWidth(WidestColumn);
    auto* made = new QWidget;
    auto* row = new QHBoxLayout(made);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(content, 100);
    row->addStretch(1);
    return made;
}

} // namespace

NewReplayView::NewReplayView(ReplayDraft& draft, SpanSource& source, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_source(new ReplaySourceView(draft, source))
    , m_columns(new QBoxLayout(QBoxLayout::TopToBottom))
    , m_problem(new QuietLine(u"replayProblem"_s))
    , m_start(namedButton(u"startReplay"_s, tr("&Start")))
    , m_line(new StepLine) {
    setObjectName(u"newReplay"_s);
    auto* target = new TargetEditor(draft.target());
    auto* title = plainLabel(u"newReplayTitle"_s, tr("New replay"));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    m_columns->setSpacing(24);
    m_columns->addWidget(asWidget(column(section(tr("What is sent"), m_source), section(tr("Where to"), target))), 1);
    m_columns->addWidget(asWidget(column(section(tr("How"), new ReplayOptionsView(draft)),
                             section(tr("Before it starts"), new ReplayCheckView(draft)))),
        1);
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(24, 20, 24, 16);
    inside->setSpacing(16);
    inside->addWidget(title);
    inside->addLayout(m_columns);
    inside->addStretch(1);
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(area, 1);
    layout->addWidget(makeFoot());
    setFocusProxy(m_source);
    connect(target, &TargetEditor::connectionsRequested, this, &NewReplayView::connectionsRequested);
    connect(m_source, &ReplaySourceView::tracesRequested, this, &NewReplayView::tracesRequested);
    connect(&draft, &ReplayDraft::changed, this, &NewReplayView::refresh);
    refresh();
}

QWidget* NewReplayView::makeFoot() {
    m_start->setIcon(themedIcon("play"_L1));
    m_start->setDefault(true);
    auto* cancel = namedButton(u"cancelReplay"_s, tr("Cancel"));
    auto* foot = new QWidget;
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(24, 8, 24, 8);
    layout->addWidget(m_line);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_problem, 1);
    row->addWidget(cancel);
    row->addWidget(m_start);
    layout->addLayout(row);
    connect(m_start, &QPushButton::clicked, &m_draft, &ReplayDraft::start);
    connect(cancel, &QPushButton::clicked, this, &NewReplayView::cancelled);
    connect(m_line, &StepLine::cancelRequested, &m_draft, &ReplayDraft::cancelStart);
    return foot;
}

void NewReplayView::begin(const ReplaySelection& selection) {
    m_draft.begin(selection);
    m_source->begin();
}

void NewReplayView::refresh() {
    const QString problem = m_draft.problem();
    const auto& starting = m_draft.starting();
    m_problem->setText(problem);
    m_start->setEnabled(problem.isEmpty() && !starting.isBusy());
    if (starting.isBusy())
        m_line->showBusy(
            waitingWords(starting.progress().isEmpty() ? tr("Listing what is to be sent") : starting.progress(),
                starting.seconds()));
    else if (starting.error() && starting.error()->code != ErrorCode::Cancelled)
        m_line->showError(*starting.error());
    else
        m_line->showNothing();
}

void NewReplayView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool wide = event->size().width() >= TwoColumns;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_columns->setSpacing(wide ? 48 : 24);
}

} // namespace spanglass
