#pragma once

#include <QFrame>

class QProgressBar;

namespace spanglass {

class ElidedLabel;

/// One line with what is being read or written, how far it is, and a way to stop it.
class TransferStrip final : public QFrame {
    Q_OBJECT
public:
    explicit TransferStrip(QWidget* parent = nullptr);

    void begin(const QString& what);
    void setProgress(int value, int maximum);
    void end();

Q_SIGNALS:
    void cancelRequested();

private:
    ElidedLabel* m_what;
    QProgressBar* m_bar;
};

} // namespace spanglass
