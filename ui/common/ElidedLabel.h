#pragma once

#include <QFrame>

namespace spanglass {

/// One line of plain text that is cut with an ellipsis when it does not fit; the tooltip then has all of it.
class ElidedLabel final : public QFrame {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    const QString& text() const { return m_text; }
    void setText(const QString& text);
    void setElideMode(Qt::TextElideMode mode);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString shown() const;

    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace spanglass
