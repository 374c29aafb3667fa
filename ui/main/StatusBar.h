#pragma once

#include <QStatusBar>

class QToolButton;

namespace spanglass {

class ElidedLabel;
class ReceiverControl;
class StoreControl;

/// Receiver state and rate, store size and counts, and the last thing that happened.
class StatusBar final : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusBar(QWidget* parent = nullptr);

    /// Both must outlive this, or detach() must come first.
    void attach(ReceiverControl& receiver, const StoreControl& store);
    void detach();
    void say(const QString& message);

Q_SIGNALS:
    void receiverClicked();
    void storeClicked();

private:
    void showReceiver(const ReceiverControl& receiver);
    void showStore(const StoreControl& store);

    ElidedLabel* m_message;
    QToolButton* m_receiver;
    QToolButton* m_retry; ///< shown when the receiver could not start
    QToolButton* m_store;
};

} // namespace spanglass
