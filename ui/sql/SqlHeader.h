#pragma once

#include <QHeaderView>

namespace spanglass {

/// The headings of an answer, or its row numbers: flat, as high as their text needs, with a small mark where it is
/// sorted.
class SqlHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit SqlHeader(Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    void paintSection(QPainter* painter, const QRect& place, int section) const override;
};

} // namespace spanglass
