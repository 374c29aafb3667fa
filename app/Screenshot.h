#pragma once

#include <QObject>
#include <QPixmap>
#include <QTimer>

#include <functional>

namespace spanglass {

class MainWindow;

/// Waits until the window's panel has its data and nothing is being read in, then writes a picture of the window. What
/// was asked for and cannot be shown is no picture but a failure. GUI thread.
class Screenshot final : public QObject {
    Q_OBJECT
public:
    /// `settled` tells whether anything else is still to come, such as a dialog.
    Screenshot(MainWindow& window, const QString& file, std::function<bool()> settled, QObject* parent = nullptr);

    void start();

Q_SIGNALS:
    void done();
    void failed(const QString& why);

private:
    void look();
    QPixmap paint() const;

    MainWindow& m_window;
    QString m_file;
    std::function<bool()> m_settled;
    QTimer m_poll;
    QTimer m_patience;
    QString m_problem; ///< what could not be read in
    int m_quiet = 0; ///< looks in a row at which nothing was under way
};

} // namespace spanglass
