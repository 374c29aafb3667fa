#include "ui/main/StatusBar.h"

#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"
#include "models/receiver/ReceiverWords.h"
#include "services/core/KnownFailures.h"
#include "services/core/ReceiverControl.h"
#include "services/core/StoreControl.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QToolButton>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QToolButton* makeButton(const QString& name) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFont(tabularFont(button->font()));
    button->hide();
    return button;
}

void setContent(QToolButton* button, const QIcon& icon, const QString& text, const QString& toolTip) {
    button->setIcon(icon);
    button->setText(text);
    button->setToolTip(plainToolTip(toolTip));
    button->setAccessibleName(text);
    button->show();
}

QString withoutScheme(QString address) { return address.remove("http://"_L1); }

} // namespace

StatusBar::StatusBar(QWidget* parent)
    : QStatusBar(parent)
    , m_message(new ElidedLabel)
    , m_receiver(makeButton(u"receiverStatus"_s))
    , m_retry(makeButton(u"receiverRetry"_s))
    , m_store(makeButton(u"storeStatus"_s)) {
    setObjectName(u"statusBar"_s);
    setSizeGripEnabled(false);
    m_message->setObjectName(u"statusMessage"_s);
    m_message->setContentsMargins(8, 0, 8, 0);
    addWidget(m_message, 1);
    addPermanentWidget(m_receiver);
    addPermanentWidget(m_retry);
    addPermanentWidget(m_store);
    connect(m_receiver, &QToolButton::clicked, this, &StatusBar::receiverClicked);
    connect(m_store, &QToolButton::clicked, this, &StatusBar::storeClicked);
}

void StatusBar::attach(ReceiverControl& receiver, const StoreControl& store) {
    connect(m_retry, &QToolButton::clicked, &receiver, [&receiver] { receiver.start(retrySettings(receiver)); });
    connect(&receiver, &ReceiverControl::changed, m_receiver, [this, &receiver] { showReceiver(receiver); });
    connect(&store, &StoreControl::statusChanged, m_store, [this, &store] { showStore(store); });
    showReceiver(receiver);
    showStore(store);
}

void StatusBar::detach() {
    m_receiver->hide();
    m_retry->hide();
    m_store->hide();
    say({});
}

void StatusBar::say(const QString& message) { m_message->setText(message); }

void StatusBar::showReceiver(const ReceiverControl& receiver) {
    const ReceiverSnapshot& now = receiver.snapshot();
    const ThemeColors& colors = themeColors(palette());
    const auto icon = [](const char* name, const QColor& color) { return tintedIcon(QLatin1StringView(name), color); };
    m_retry->setVisible(now.state == ReceiverState::Failed);
    switch (now.state) {
    case ReceiverState::Stopped:
        setContent(m_receiver, icon("stop", colors.mutedText), tr("Receiver stopped"), tr("Show the receiver"));
        return;
    case ReceiverState::Starting:
        setContent(m_receiver, icon("clock", colors.mutedText), tr("Receiver starting…"), tr("Show the receiver"));
        return;
    case ReceiverState::Failed:
        setContent(m_receiver, icon("error", colors.error),
            now.busyPort ? tr("Port %1 is in use").arg(now.busyPort) : tr("Receiver failed"), now.problem);
        setContent(m_retry, icon("play", colors.accent), retryWords(now), now.problem);
        return;
    case ReceiverState::Paused:
        setContent(m_receiver, icon("pause", colors.warning), tr("Receiver paused"),
            tr("Senders are told to hold their spans and try again."));
        return;
    case ReceiverState::Listening:
        break;
    }
    QString text = withoutScheme(now.httpAddresses.value(0));
    if (!now.grpcAddresses.isEmpty())
        text += u" · "_s + now.grpcAddresses[0].mid(now.grpcAddresses[0].lastIndexOf(u':') + 1);
    if (now.spansPerSecond >= 0.5)
        text += u"  "_s
            + counted(static_cast<std::uint64_t>(now.spansPerSecond + 0.5), tr("%1 span/s"), tr("%1 spans/s"));
    setContent(m_receiver, icon("ok", colors.success), tr("Listening on %1").arg(text),
        tr("OTLP/HTTP: %1\nOTLP/gRPC: %2").arg(now.httpAddresses.join(u", "_s), now.grpcAddresses.join(u", "_s)));
}

void StatusBar::showStore(const StoreControl& store) {
    const StoreStatus status = store.status();
    const ThemeColors& colors = themeColors(palette());
    if (status.problem) {
        setContent(m_store, tintedIcon(QLatin1StringView("error"), colors.error), tr("Nothing can be written"),
            explained(*status.problem).oneLine());
        return;
    }
    QString size = formatBytes(static_cast<double>(status.bytes));
    if (status.retention.maxBytes)
        size = tr("%1 of %2", "store size of its limit")
                   .arg(size, formatBytes(static_cast<double>(*status.retention.maxBytes)));
    const QString text = counted(status.traces, tr("%1 trace"), tr("%1 traces")) + u" · "_s
        + counted(status.spans, tr("%1 span"), tr("%1 spans")) + u" · "_s + size;
    setContent(m_store, tintedIcon(QLatin1StringView("store"), colors.mutedText), text, status.file);
}

} // namespace spanglass
