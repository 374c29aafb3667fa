#pragma once

#include "models/diagnostics/DiagnosisAnswer.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace spanglass {

class CopyButton;

/// The answer to "why?": what failed first, what is behind it and what to do; or that nothing failed, and what was not
/// looked at.
class AnswerView final : public QFrame {
    Q_OBJECT
public:
    explicit AnswerView(QWidget* parent = nullptr);

    /// `action` is the label of the button that mends it; empty when there is none. `when` says which run it is of.
    void showAnswer(const DiagnosisAnswer& answer, const QString& action, const QString& when);
    const DiagnosisAnswer& answer() const { return m_answer; }

Q_SIGNALS:
    void actionRequested(const QString& checkId);
    void checkRequested(const QString& checkId); ///< to be shown

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void updateLook();
    QString text() const;

    DiagnosisAnswer m_answer;
    QLabel* m_icon;
    QLabel* m_headline;
    QLabel* m_cause;
    QLabel* m_steps;
    QLabel* m_when;
    QPushButton* m_action;
    QPushButton* m_show;
};

} // namespace spanglass
