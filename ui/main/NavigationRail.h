#pragma once

#include <QButtonGroup>
#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace spanglass {

class Panel;

/// The column of panel buttons at the window's left edge.
class NavigationRail final : public QWidget {
    Q_OBJECT
public:
    explicit NavigationRail(QWidget* parent = nullptr);

    void add(const Panel& panel, const QString& shortcutText);
    void clear();
    void setCurrent(QLatin1StringView panelId);

Q_SIGNALS:
    void chosen(const QString& panelId);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup m_group;
    QVBoxLayout* m_buttons;
};

} // namespace spanglass
