#pragma once

#include "services/core/Error.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace spanglass {

class Banner;

/// What a step of a dialog is doing, with a way to stop it, or why it failed, with a way to try again. Takes no room
/// when there is neither.
class StepLine final : public QWidget {
    Q_OBJECT
public:
    explicit StepLine(QWidget* parent = nullptr);

    void showBusy(const QString& text);
    /// An empty `action` shows no button.
    void showError(const Error& error, const QString& action = {});
    void showNothing();

Q_SIGNALS:
    void cancelRequested();
    void actionRequested();

private:
    QWidget* m_busy;
    QLabel* m_text;
    Banner* m_error;
};

} // namespace spanglass
