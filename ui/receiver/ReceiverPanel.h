#pragma once

#include "services/core/ReceiverControl.h"
#include "services/core/SpanSource.h"
#include "services/core/StoreControl.h"
#include "ui/common/Panel.h"

#include <QBasicTimer>

class QSettings;
class QSplitter;

namespace spanglass {

class ConnectView;
class FigureStrip;
class ForwardStrip;
class NewestTraces;
class RefusalsView;
class TitledPane;
class SendersView;
class StateHeader;
class StoreStrip;
struct ForwardParts;

/// The live receiver: its state and addresses, how to point an app at it, who sends, what was refused, and the newest
/// traces as they come. Nothing is painted or timed while it is hidden.
class ReceiverPanel final : public Panel {
    Q_OBJECT
public:
    ReceiverPanel(ReceiverControl& receiver, StoreControl& store, SpanSource& source, QSettings& settings,
        QWidget* parent = nullptr);

    /// Offers to pass on what is received.
    void addForwarding(const ForwardParts& parts);

    bool isSettled() const override;
    QList<ShortcutSection> shortcuts() const override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;

Q_SIGNALS:
    void traceRequested(spanglass::TraceId trace);
    void connectionsRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    QWidget* buildBody();
    void onChanged();
    void refresh();

    ReceiverControl& m_receiver;
    StateHeader* m_header;
    FigureStrip* m_figures;
    NewestTraces* m_newest;
    ConnectView* m_connect;
    SendersView* m_senders;
    RefusalsView* m_refusals;
    StoreStrip* m_store;
    TitledPane* m_sendersSection = nullptr;
    TitledPane* m_refusalsSection = nullptr;
    QSplitter* m_columns = nullptr;
    QSplitter* m_left = nullptr;
    QSplitter* m_right = nullptr;
    QBasicTimer m_seconds;
};

} // namespace spanglass
