#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace spanglass {

/// What stands where there is nothing yet: says why, and offers what to do next.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// `icon` names one of resources/icons. Plain texts.
    void setContent(QLatin1StringView icon, const QString& title, const QString& explanation);
    /// A button beside those added before; the first one is the default choice.
    QPushButton* addButton(const QString& text, QLatin1StringView icon = {});
    void clearButtons();
    /// A widget of the caller's under the explanation, such as a line to copy. Replaces the one set before.
    void setDetail(QWidget* detail);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateLook();

    QLatin1StringView m_iconName;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_explanation;
    QHBoxLayout* m_detailPlace;
    QHBoxLayout* m_buttons;
    QWidget* m_detail = nullptr;
};

} // namespace spanglass
