#include "ui/receiver/StateHeader.h"

#include "models/receiver/ReceiverWords.h"
#include "ui/common/Banner.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/Theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int StateIconSize = 24;

} // namespace

StateHeader::StateHeader(ReceiverControl& receiver, QWidget* parent)
    : QWidget(parent)
    , m_receiver(receiver)
    , m_startStop(new QAction(this))
    , m_pause(new QAction(this))
    , m_icon(new QLabel)
    , m_state(plainLabel(u"receiverState"_s))
    , m_sentence(plainLabel(u"receiverSentence"_s))
    , m_startStopButton(new QPushButton)
    , m_pauseButton(new QPushButton)
    , m_addresses(new QHBoxLayout)
    , m_problem(new Banner)
    , m_exposed(new Banner) {
    m_startStopButton->setObjectName(u"startStop"_s);
    m_pauseButton->setObjectName(u"pauseResume"_s);
    m_problem->setObjectName(u"receiverProblem"_s);
    m_exposed->setObjectName(u"receiverExposed"_s);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    m_state->setFont(large);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* line = new QHBoxLayout;
    line->addWidget(m_icon);
    line->addWidget(m_state);
    line->addSpacing(8);
    line->addWidget(m_sentence, 1);
    line->addWidget(m_pauseButton);
    line->addWidget(m_startStopButton);
    m_addresses->setSpacing(4);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addLayout(m_addresses);
    layout->addWidget(m_problem);
    layout->addWidget(m_exposed);

    m_startStop->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    m_pause->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    for (QAction* action : keyActions()) {
        action->setShortcutContext(Qt::WindowShortcut);
        addAction(action);
    }
    connect(m_startStop, &QAction::triggered, this, &StateHeader::toggleRunning);
    connect(m_pause, &QAction::triggered, this,
        [this] { m_receiver.setPaused(m_receiver.snapshot().state != ReceiverState::Paused); });
    connect(m_startStopButton, &QPushButton::clicked, m_startStop, &QAction::trigger);
    connect(m_pauseButton, &QPushButton::clicked, m_pause, &QAction::trigger);
    connect(m_problem, &Banner::actionTriggered, this, [this] { m_receiver.start(retrySettings(m_receiver)); });
    refresh();
}

void StateHeader::refresh() {
    showState();
    showAddresses();
    showProblem();
}

void StateHeader::toggleRunning() {
    if (runs())
        m_receiver.stop();
    else
        m_receiver.start(m_receiver.settings());
}

bool StateHeader::runs() const {
    const ReceiverState state = m_receiver.snapshot().state;
    return state == ReceiverState::Listening || state == ReceiverState::Paused;
}

void StateHeader::showState() {
    const ReceiverSnapshot& snapshot = m_receiver.snapshot();
    const ThemeColors& colors = themeColors(palette());
    struct Mark {
        QLatin1StringView icon;
        QColor color;
    };
    const Mark mark = [&]() -> Mark {
        switch (snapshot.state) {
        case ReceiverState::Listening:
            return {"receiver"_L1, colors.success};
        case ReceiverState::Paused:
            return {"pause"_L1, colors.warning};
        case ReceiverState::Failed:
            return {"error"_L1, colors.error};
        case ReceiverState::Starting:
        case ReceiverState::Stopped:
            break;
        }
        return {"stop"_L1, colors.mutedText};
    }();
    m_icon->setPixmap(tintedIcon(mark.icon, mark.color).pixmap({StateIconSize, StateIconSize}, devicePixelRatioF()));
    m_state->setText(stateWord(snapshot.state));
    m_sentence->setText(snapshot.state == ReceiverState::Failed ? QString() : stateSentence(snapshot));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, colors.mutedText);
    m_sentence->setPalette(muted);

    const bool running = runs();
    m_startStop->setText(running ? tr("Stop receiver") : tr("Start receiver"));
    m_startStop->setEnabled(snapshot.state != ReceiverState::Starting);
    m_startStopButton->setText(running ? tr("Stop") : tr("Start"));
    m_startStopButton->setIcon(themedIcon(running ? "stop"_L1 : "play"_L1));
    m_startStopButton->setEnabled(m_startStop->isEnabled());
    const bool paused = snapshot.state == ReceiverState::Paused;
    m_pause->setText(paused ? tr("Resume receiving") : tr("Pause receiving"));
    m_pause->setEnabled(running);
    m_pauseButton->setText(paused ? tr("Resume") : tr("Pause"));
    m_pauseButton->setIcon(themedIcon(paused ? "play"_L1 : "pause"_L1));
    m_pauseButton->setEnabled(running);
    m_pauseButton->setToolTip(tr("While paused, senders get “503, try again later”"));
}

void StateHeader::showAddresses() {
    const ReceiverSnapshot& snapshot = m_receiver.snapshot();
    QStringList wanted;
    for (const QString& address : snapshot.httpAddresses)
        wanted << u"HTTP"_s << address;
    for (const QString& address : snapshot.grpcAddresses)
        wanted << u"gRPC"_s << address;
    if (wanted == m_shownAddresses)
        return;
    m_shownAddresses = wanted;
    while (QLayoutItem* item = m_addresses->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (qsizetype i = 0; i < wanted.size(); i += 2) {
        const QString address = wanted[i + 1];
        auto* kind = new QLabel(wanted[i]);
        QPalette muted = palette();
        muted.setColor(QPalette::WindowText, themeColors(palette()).mutedText);
        kind->setPalette(muted);
        auto* text = plainLabel(u"receiverAddress"_s);
        text->setText(address);
        text->setFont(fixedFont(font()));
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_addresses->addWidget(kind);
        m_addresses->addWidget(text);
        m_addresses->addWidget(new CopyButton(tr("Copy %1").arg(address), [address] { return address; }));
        m_addresses->addSpacing(16);
    }
    m_addresses->addStretch(1);
}

void StateHeader::showProblem() {
    const ReceiverSnapshot& snapshot = m_receiver.snapshot();
    const QString problem = snapshot.state == ReceiverState::Failed ? snapshot.problem : QString();
    if (problem != m_shownProblem) {
        m_shownProblem = problem;
        if (problem.isEmpty())
            m_problem->dismiss();
        else
            m_problem->showMessage(BannerKind::Error, problem, {}, retryWords(snapshot));
    }
    const bool exposed = runs() && listensBeyondLoopback(m_receiver.settings());
    if (std::exchange(m_shownExposed, exposed) == exposed)
        return;
    if (exposed)
        m_exposed->showMessage(BannerKind::Warning, tr("Other computers can send to this receiver."),
            tr("They must present the access token: set SPANGLASS_TOKEN on the sender to the token in Settings; the "
               "lines "
               "below use it."));
    else
        m_exposed->dismiss();
}

void StateHeader::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        m_shownAddresses.clear();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace spanglass
