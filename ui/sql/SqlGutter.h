#pragma once

#include <QWidget>

namespace spanglass {

class SqlEditor;

/// Line numbers beside the editor; a bar along the statement that would run, a mark where the last run stumbled.
class SqlGutter final : public QWidget {
    Q_OBJECT
public:
    explicit SqlGutter(SqlEditor& editor);

    int neededWidth() const;
    QSize sizeHint() const override { return {neededWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    SqlEditor& m_editor;
};

} // namespace spanglass
