#include "ui/receiver/ForwardDialog.h"

#include "models/replay/ForwardWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/receiver/ForwardStrip.h"
#include "ui/replay/TargetEditor.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

ForwardDialog::ForwardDialog(const ForwardParts& parts, QWidget* parent)
    : QDialog(parent)
    , m_control(parts.forward)
    , m_receiver(parts.receiver)
    , m_choice(parts.workspaces, parts.connections, parts.settings, u"forward/target"_s)
    , m_problem(new QuietLine(u"forwardProblem"_s))
    , m_line(new StepLine)
    , m_start(namedButton(u"startForward"_s, tr("&Pass on"))) {
    setObjectName(u"forwardDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Pass on what is received"));
    resize(680, 480);
    auto* why = wrappedLabel();
    why->setText(
        tr("Each request that the receiver acknowledges is also sent on, in order for each sender. What cannot "
           "be sent waits in the store, also over a restart. Senders are not slowed, and need no token: "
           "Spanglass signs in."));
    auto* target = new TargetEditor(m_choice);
    target->leaveOut(TargetKind::File);
    m_start->setIcon(themedIcon("forward"_L1));
    m_start->setDefault(true);
    auto* cancel = namedButton(u"cancelForward"_s, tr("Cancel"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_problem, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_start);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(why);
    layout->addWidget(target);
    layout->addStretch(1);
    layout->addWidget(m_line);
    layout->addLayout(foot);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &ForwardDialog::start);
    connect(m_line, &StepLine::cancelRequested, this, [this] { m_starting.cancel(); });
    connect(target, &TargetEditor::connectionsRequested, this, [this] {
        reject();
        Q_EMIT connectionsRequested();
    });
    connect(&m_choice, &TargetChoice::changed, this, &ForwardDialog::refresh);
    refresh();
}

QString ForwardDialog::problem() const {
    const QString missing = m_choice.problem();
    return missing.isEmpty() && leadsBack(m_choice.target(), m_receiver.snapshot())
        ? tr("This is the receiver itself: what it takes would come back to it.")
        : missing;
}

void ForwardDialog::refresh() {
    const QString missing = problem();
    m_problem->setText(missing);
    m_start->setEnabled(missing.isEmpty() && !m_starting.isPending());
}

void ForwardDialog::start() {
    if (!problem().isEmpty())
        return;
    m_choice.remember();
    m_line->showBusy(tr("Setting it up"));
    m_starting.ask(m_control.start(m_choice.target(), m_choice.headers()), [this](const Result<>& answer) {
        if (answer)
            return accept();
        if (answer.error().code == ErrorCode::Cancelled)
            m_line->showNothing();
        else
            m_line->showError(answer.error());
        refresh();
    });
    refresh();
}

} // namespace spanglass
