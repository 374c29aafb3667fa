#pragma once

#include "services/core/ReplayControl.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace spanglass {

class ReplayDetail;

/// Requests that the target may have taken, by name, and what can be done about them. Takes no room without one.
class UncertainView final : public QFrame {
    Q_OBJECT
public:
    explicit UncertainView(QWidget* parent = nullptr);

    void showDetail(const ReplayDetail& detail);

Q_SIGNALS:
    void checkRequested(); ///< of what arrived
    void mendRequested(spanglass::ReplayMending how); ///< confirmed

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void askSendAgain();
    void updateLook();

    std::uint64_t m_count = 0;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_names;
    QPushButton* m_check;
    QPushButton* m_again;
    QPushButton* m_take;
};

} // namespace spanglass
