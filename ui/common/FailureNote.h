#pragma once

#include "services/core/KnownFailures.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace spanglass {

/// What is known of a failure: its meaning, the next steps and what to hand to support, folded behind "What is this?".
/// Takes no room while nothing is known.
class FailureNote final : public QWidget {
    Q_OBJECT
public:
    explicit FailureNote(QWidget* parent = nullptr);

    void explain(const std::optional<KnownFailure>& failure);
    QString text() const; ///< empty while nothing is known

private:
    void fold();

    QToolButton* m_question;
    QLabel* m_text;
};

/// For a place that shows one failure and is made anew for the next; null when nothing is known of it.
FailureNote* failureNote(const Error& error);

} // namespace spanglass
