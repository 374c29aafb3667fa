#pragma once

#include <QToolButton>

namespace spanglass {

/// Icon over title; the chosen one is marked by a bar and by weight, not by colour alone.
class RailButton final : public QToolButton {
    Q_OBJECT
public:
    RailButton(QLatin1StringView icon, const QString& title, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLatin1StringView m_icon;
};

} // namespace spanglass
