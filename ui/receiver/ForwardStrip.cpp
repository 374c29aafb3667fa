#include "ui/receiver/ForwardStrip.h"

#include "models/common/Quantity.h"
#include "models/replay/ForwardWords.h"
#include "models/replay/TargetChoice.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/Theme.h"
#include "ui/receiver/ForwardDialog.h"
#include "ui/receiver/ForwardedDialog.h"
#include "ui/replay/HeaderValuesDialog.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QIcon stateIcon(const ForwardStatus& now, const ThemeColors& colors) {
    switch (now.state) {
    case ForwardState::Off:
        return tintedIcon("forward"_L1, colors.mutedText);
    case ForwardState::Running:
        return tintedIcon("forward"_L1, colors.success);
    case ForwardState::Draining:
        return tintedIcon("forward"_L1, colors.accent);
    case ForwardState::Waiting:
        return tintedIcon("clock"_L1, colors.warning);
    case ForwardState::Stopped:
        return tintedIcon("error"_L1, colors.error);
    }
    return {};
}

/// Whether something waits although nothing is passed on.
bool keeps(const ForwardStatus& now) { return now.state == ForwardState::Off && now.waitingRequests > 0; }

} // namespace

ForwardStrip::ForwardStrip(const ForwardParts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_icon(new QLabel)
    , m_state(plainLabel(u"forwardState"_s))
    , m_figures(new ElidedLabel)
    , m_requests(namedButton(u"forwardRequests"_s, tr("Requests…")))
    , m_again(namedButton(u"forwardAgain"_s, tr("Start again")))
    , m_stop(namedButton(u"stopForward"_s, tr("Stop…")))
    , m_setUp(namedButton(u"setUpForward"_s, tr("Pass on…")))
    , m_problem(new Banner) {
    build();
    connect(m_setUp, &QPushButton::clicked, this, &ForwardStrip::setUp);
    connect(m_again, &QPushButton::clicked, this, [this] { startAgain(); });
    connect(m_stop, &QPushButton::clicked, this, &ForwardStrip::askStop);
    connect(m_requests, &QPushButton::clicked, this, [this] { (new ForwardedDialog(m_parts, window()))->open(); });
    connect(&m_parts.forward, &ForwardControl::changed, this, &ForwardStrip::refresh);
    refresh();
}

void ForwardStrip::build() {
    setAccessibleName(tr("Passing on"));
    m_figures->setObjectName(u"forwardFigures"_s);
    m_problem->setObjectName(u"forwardTrouble"_s);
    m_requests->setToolTip(tr("Each request that was passed on, with its answer"));
    QFont strong = m_state->font();
    strong.setWeight(QFont::DemiBold);
    m_state->setFont(strong);
    m_figures->setFont(tabularFont(m_figures->font()));
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_icon);
    line->addWidget(m_state);
    line->addWidget(m_figures, 1);
    for (QPushButton* each : {m_requests, m_again, m_stop, m_setUp})
        line->addWidget(each);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_problem);
}

void ForwardStrip::refresh() {
    const ForwardStatus now = m_parts.forward.status();
    m_icon->setPixmap(stateIcon(now, themeColors(palette())).pixmap({16, 16}, devicePixelRatioF()));
    m_state->setText(forwardStateWords(now));
    QStringList figures;
    if (now.state == ForwardState::Off) {
        figures << (keeps(now) ? tr("Kept for %1: %2").arg(now.target.title(), backlogWords(now))
                               : tr("What is received can also be sent on to a workspace, a server or a collector."));
    } else {
        figures << backlogWords(now) << forwardedWords(now) << now.note;
        figures.removeAll(QString());
    }
    m_figures->setText(figures.join(u" · "_s));
    const bool free = !m_starting.isPending();
    m_setUp->setVisible(now.state == ForwardState::Off);
    m_again->setVisible(now.state == ForwardState::Stopped);
    m_again->setEnabled(free);
    m_stop->setVisible(isForwarding(now.state) || keeps(now));
    m_stop->setText(keeps(now)                    ? tr("What waits…")
            : now.state == ForwardState::Draining ? tr("Stop now…")
                                                  : tr("Stop…"));
    m_requests->setVisible(isForwarding(now.state) && !now.replayId.isEmpty());
    showProblem(now);
}

void ForwardStrip::showProblem(const ForwardStatus& now) {
    if (now.state != ForwardState::Stopped)
        m_failure.reset();
    const std::optional<Error>& shown = m_failure ? m_failure : now.problem;
    const QString text = shown ? shown->oneLine() : QString();
    if (std::exchange(m_shownProblem, text) == text)
        return;
    if (!shown)
        m_problem->hide();
    else if (now.state == ForwardState::Stopped)
        m_problem->showError(*shown);
    else
        m_problem->showMessage(BannerKind::Warning, shown->message, shown->remedy);
}

void ForwardStrip::setUp() {
    auto* dialog = new ForwardDialog(m_parts, window());
    connect(dialog, &ForwardDialog::connectionsRequested, this, &ForwardStrip::connectionsRequested);
    dialog->open();
}

/// Values of headers that are not kept any more are asked for.
void ForwardStrip::startAgain(const TargetHeaders& headers) {
    const ReplayTarget target = m_parts.forward.status().target;
    m_starting.ask(m_parts.forward.start(target, headers), [this, target](const Result<>& answer) {
        m_failure.reset();
        if (!answer && answer.error().code != ErrorCode::Cancelled)
            m_failure = answer.error();
        if (!answer && answer.error().code == ErrorCode::NeedsSignIn && !target.headerNames.isEmpty())
            askHeaders();
        refresh();
    });
    refresh();
}

void ForwardStrip::askHeaders() {
    const ReplayTarget target = m_parts.forward.status().target;
    const TargetChoice place(m_parts.workspaces, m_parts.connections, m_parts.settings, u"forward/target"_s);
    auto* dialog = new HeaderValuesDialog(target.title(), target.headerNames, place.secretPlaceWords(), window());
    connect(dialog, &HeaderValuesDialog::entered, this, &ForwardStrip::startAgain);
    dialog->open();
}

void ForwardStrip::askStop() {
    const ForwardStatus now = m_parts.forward.status();
    if (now.waitingRequests == 0)
        return m_parts.forward.stop(now.state == ForwardState::Stopped ? ForwardStop::Keep : ForwardStop::Drain);
    auto* box = new QMessageBox(QMessageBox::Question, keeps(now) ? tr("What waits") : tr("Stop passing on"),
        tr("%1. What becomes of them?").arg(backlogWords(now)), QMessageBox::NoButton, window());
    box->setObjectName(u"stopForwardQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const QString dropped = tr("Drop: they are not sent; they stay in the store and can be replayed.");
    box->setInformativeText(
        keeps(now) ? dropped : tr("Keep: they wait for the next start to the same target. %1").arg(dropped));
    const auto offer = [&](const QString& name, const QString& text, QMessageBox::ButtonRole role, ForwardStop how) {
        QPushButton* button = box->addButton(text, role);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, [this, how] { m_parts.forward.stop(how); });
        return button;
    };
    if (now.state != ForwardState::Draining)
        box->setDefaultButton(offer(u"stopDrain"_s, keeps(now) ? tr("Send them") : tr("Send them first"),
            QMessageBox::AcceptRole, ForwardStop::Drain));
    if (!keeps(now))
        offer(u"stopKeep"_s, tr("Keep"), QMessageBox::AcceptRole, ForwardStop::Keep);
    offer(u"stopDrop"_s, tr("Drop"), QMessageBox::DestructiveRole, ForwardStop::Drop);
    box->addButton(QMessageBox::Cancel);
    box->open();
}

void ForwardStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace spanglass
