#pragma once

#include <QTimer>
#include <QToolButton>

#include <functional>

namespace spanglass {

/// Copies a text to the clipboard and shows for a moment that it did.
class CopyButton final : public QToolButton {
    Q_OBJECT
public:
    /// `what` names the thing in the tooltip and for screen readers: "Copy address". `text` is asked at each click.
    CopyButton(const QString& what, std::function<QString()> text, QWidget* parent = nullptr);

private:
    void copy();

    QString m_what;
    std::function<QString()> m_text;
    QTimer m_restore;
};

} // namespace spanglass
