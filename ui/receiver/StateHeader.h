#pragma once

#include "services/core/ReceiverControl.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace spanglass {

class Banner;

/// The receiver's state in words, its buttons and its addresses, and what stands in its way.
class StateHeader final : public QWidget {
    Q_OBJECT
public:
    explicit StateHeader(ReceiverControl& receiver, QWidget* parent = nullptr);

    void refresh();
    QList<QAction*> keyActions() const { return {m_startStop, m_pause}; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void toggleRunning();
    void showState();
    void showAddresses();
    void showProblem();
    bool runs() const;

    ReceiverControl& m_receiver;
    QAction* m_startStop;
    QAction* m_pause;
    QLabel* m_icon;
    QLabel* m_state;
    QLabel* m_sentence;
    QPushButton* m_startStopButton;
    QPushButton* m_pauseButton;
    QHBoxLayout* m_addresses;
    QStringList m_shownAddresses;
    Banner* m_problem;
    Banner* m_exposed;
    QString m_shownProblem;
    bool m_shownExposed = false;
};

} // namespace spanglass
