#pragma once

#include <QLabel>

namespace spanglass {

/// Plain text that wraps, in the quiet colour of the present theme.
class QuietLine final : public QLabel {
    Q_OBJECT
public:
    explicit QuietLine(const QString& name, const QString& text = {}, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void mute();
};

} // namespace spanglass
