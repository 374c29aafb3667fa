#include "ui/receiver/ReceiverPanel.h"

#include "models/common/Quantity.h"
#include "ui/receiver/ConnectView.h"
#include "ui/receiver/FigureStrip.h"
#include "ui/receiver/ForwardStrip.h"
#include "ui/receiver/NewestTraces.h"
#include "ui/receiver/RefusalsView.h"
#include "ui/receiver/SendersView.h"
#include "ui/receiver/StateHeader.h"
#include "ui/receiver/StoreStrip.h"
#include "ui/receiver/TitledPane.h"

#include <QSettings>
#include <QSplitter>
#include <QTimerEvent>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QSplitter* splitter(Qt::Orientation orientation, QWidget* first, QWidget* second) {
    auto* made = new QSplitter(orientation);
    made->setChildrenCollapsible(false);
    made->setHandleWidth(16);
    made->addWidget(first);
    made->addWidget(second);
    made->setStretchFactor(0, 1);
    made->setStretchFactor(1, 1);
    return made;
}

} // namespace

ReceiverPanel::ReceiverPanel(
    ReceiverControl& receiver, StoreControl& store, SpanSource& source, QSettings& settings, QWidget* parent)
    : Panel("receiver"_L1, tr("Receiver"), "receiver"_L1, parent)
    , m_receiver(receiver)
    , m_header(new StateHeader(receiver))
    , m_figures(new FigureStrip)
    , m_newest(new NewestTraces(source, store))
    , m_connect(new ConnectView)
    , m_senders(new SendersView)
    , m_refusals(new RefusalsView)
    , m_store(new StoreStrip(store)) {
    setObjectName(u"receiverPanel"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 8);
    layout->setSpacing(12);
    layout->addWidget(m_header);
    layout->addWidget(m_figures);
    layout->addWidget(buildBody(), 1);
    layout->addWidget(m_store);

    connect(&receiver, &ReceiverControl::changed, this, &ReceiverPanel::onChanged);
    connect(m_newest, &NewestTraces::traceRequested, this, &ReceiverPanel::traceRequested);
    connect(m_newest, &NewestTraces::settled, this, &Panel::settled);
    onChanged();
    refresh();
    settings.beginGroup(panelId());
    restoreState(settings);
    settings.endGroup();
}

void ReceiverPanel::addForwarding(const ForwardParts& parts) {
    auto* strip = new ForwardStrip(parts);
    static_cast<QVBoxLayout*>(layout())->insertWidget(layout()->indexOf(m_columns), strip);
    connect(strip, &ForwardStrip::connectionsRequested, this, &ReceiverPanel::connectionsRequested);
}

QWidget* ReceiverPanel::buildBody() {
    auto* newest = new TitledPane(tr("Newest traces"), m_newest);
    for (QWidget* tool : m_newest->tools())
        newest->addTool(tool);
    m_sendersSection = new TitledPane(tr("Senders"), m_senders);
    m_refusalsSection = new TitledPane(tr("Refused and remarked"), m_refusals);
    m_left = splitter(Qt::Vertical, newest, m_sendersSection);
    m_right = splitter(Qt::Vertical, new TitledPane(tr("Connect your app"), m_connect), m_refusalsSection);
    m_columns = splitter(Qt::Horizontal, m_left, m_right);
    m_columns->setSizes({1'000, 1'000});
    m_left->setSizes({3'000, 2'000});
    m_right->setSizes({3'000, 2'000});
    return m_columns;
}

bool ReceiverPanel::isSettled() const {
    return m_newest->isSettled() && m_receiver.snapshot().state != ReceiverState::Starting;
}

QList<ShortcutSection> ReceiverPanel::shortcuts() const {
    return {shortcutSection(tr("Receiver"), m_header->keyActions())};
}

/// Rates are recorded also while nobody looks, so that the last minute is whole when somebody does.
void ReceiverPanel::onChanged() {
    m_figures->record(UnixNanos::now(), m_receiver.snapshot().spans);
    if (isVisible())
        refresh();
    if (isSettled())
        Q_EMIT settled();
}

void ReceiverPanel::refresh() {
    const ReceiverSnapshot& snapshot = m_receiver.snapshot();
    m_header->refresh();
    m_figures->showSnapshot(snapshot);
    m_figures->showHistory(UnixNanos::now());
    m_connect->showSnippets(snapshot, m_receiver.settings());
    m_senders->setSenders(snapshot.senders);
    m_refusals->setCounters(snapshot.refusals);
    m_sendersSection->setTitle(
        snapshot.senders.empty() ? tr("Senders") : tr("Senders (%1)").arg(formatCount(snapshot.senders.size())));
    const std::uint64_t lost = m_refusals->lost();
    m_refusalsSection->setTitle(
        lost == 0 ? tr("Refused and remarked") : tr("Refused and remarked (%1 refused)").arg(formatCount(lost)));
}

void ReceiverPanel::showEvent(QShowEvent* event) {
    Panel::showEvent(event);
    refresh();
    m_seconds.start(1'000, Qt::CoarseTimer, this);
}

void ReceiverPanel::hideEvent(QHideEvent* event) {
    m_seconds.stop();
    Panel::hideEvent(event);
}

void ReceiverPanel::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_seconds.timerId())
        return Panel::timerEvent(event);
    m_figures->showHistory(UnixNanos::now());
    m_senders->refreshAges();
    m_refusals->refreshAges();
}

void ReceiverPanel::saveState(QSettings& settings) const {
    settings.setValue("columns"_L1, m_columns->saveState());
    settings.setValue("left"_L1, m_left->saveState());
    settings.setValue("right"_L1, m_right->saveState());
    settings.setValue("language"_L1, m_connect->language());
}

void ReceiverPanel::restoreState(QSettings& settings) {
    m_columns->restoreState(settings.value("columns"_L1).toByteArray());
    m_left->restoreState(settings.value("left"_L1).toByteArray());
    m_right->restoreState(settings.value("right"_L1).toByteArray());
    m_connect->setLanguage(settings.value("language"_L1).toString());
}

} // namespace spanglass
