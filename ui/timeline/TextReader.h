#pragma once

#include <QFutureWatcher>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace spanglass {

class TextPane;

/// Reads one long text: JSON is laid out on a worker thread, everything can be searched, folded and copied. A pane of
/// its own or part of another.
class TextReader final : public QWidget {
    Q_OBJECT
public:
    explicit TextReader(QWidget* parent = nullptr);
    ~TextReader() override;

    /// Plain text; laid out when it is JSON unless the person asked for the raw form.
    void setText(const QString& text);
    const QString& rawText() const { return m_raw; }
    QString shownText() const;
    bool isSettled() const { return !m_layingOut; }
    void focusSearch();

    /// A window of its own that deletes itself when closed.
    static TextReader* openWindow(const QString& title, const QString& text, QWidget* parent);

Q_SIGNALS:
    void settled();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void find(bool backwards);
    void showSize();

    QString m_raw;
    TextPane* m_pane;
    QLineEdit* m_search;
    QLabel* m_note;
    QToolButton* m_format;
    QFutureWatcher<QString> m_layout;
    bool m_layingOut = false; ///< until the result has been shown
};

} // namespace spanglass
