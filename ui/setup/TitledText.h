#pragma once

#include <QWidget>

class QLabel;

namespace spanglass {

class TextBlock;

/// A text to be copied under its title. Takes no room without a text.
class TitledText final : public QWidget {
    Q_OBJECT
public:
    TitledText(const QString& name, const QString& accessibleName, QWidget* parent = nullptr);

    void showText(const QString& title, const QString& text);

private:
    QLabel* m_title;
    TextBlock* m_text;
};

} // namespace spanglass
