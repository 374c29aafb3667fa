#pragma once

#include "models/timeline/TextLines.h"

#include <QAbstractScrollArea>

#include <optional>

namespace spanglass {

/// Shows plain text of any length in a fixed-width font, wrapped, with foldable JSON blocks, search and selection.
/// Paints only the lines in sight. GUI thread.
class TextPane final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TextPane(QWidget* parent = nullptr);

    void setText(const QString& text);
    const QString& text() const { return m_lines.text(); }
    qsizetype lineCount() const { return m_lines.count(); }

    /// Looks from the selection onwards (or backwards), around the end; false when there is none.
    bool find(const QString& words, bool backwards = false);
    QString selectedText() const;
    void selectAll();
    void copy() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void measure();
    void updateScrollBar();
    qsizetype positionAt(const QPoint& place) const;
    int gutter() const;

    TextLines m_lines;
    int m_lineHeight = 16;
    double m_columnWidth = 8;
    qsizetype m_anchor = 0;
    qsizetype m_cursor = 0;
};

} // namespace spanglass
