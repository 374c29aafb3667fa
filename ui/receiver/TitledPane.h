#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace spanglass {

/// A heading over one content, with room for buttons at its right.
class TitledPane final : public QWidget {
    Q_OBJECT
public:
    TitledPane(const QString& title, QWidget* content, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void addTool(QWidget* tool);

private:
    QLabel* m_title;
    QHBoxLayout* m_tools;
};

} // namespace spanglass
