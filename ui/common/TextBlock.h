#pragma once

#include <QPlainTextEdit>

namespace spanglass {

/// Text to be copied, in the fixed-width font. Short ones are as high as their text; long ones scroll.
class TextBlock final : public QPlainTextEdit {
    Q_OBJECT
public:
    enum class Height { OfText, Free };

    TextBlock(const QString& name, const QString& accessibleName, Height height, QWidget* parent = nullptr);

    void showText(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    Height m_height;
};

} // namespace spanglass
