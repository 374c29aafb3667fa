#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace spanglass {

/// What is being done, how much of it is done, and a way to stop it. Shown only for work that takes its time.
class ActivityBar final : public QWidget {
    Q_OBJECT
public:
    explicit ActivityBar(QWidget* parent = nullptr);

    /// Begun again, only what is said changes.
    void begin(const QString& activity);
    void setProgress(int thousandths);
    void end();

Q_SIGNALS:
    void cancelled();

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    QLabel* m_text;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    int m_patience = 0; ///< timer that shows the bar
};

} // namespace spanglass
