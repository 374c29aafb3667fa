#pragma once

#include "models/timeline/DetailsModel.h"

#include <QTreeView>

namespace spanglass {

/// Shows a DetailsModel: copying by menu and keys, values opened in the reader, links followed.
class DetailsTree final : public QTreeView {
    Q_OBJECT
public:
    explicit DetailsTree(const QString& name, QWidget* parent = nullptr);

    DetailsModel& details() { return m_model; }
    /// Groups open, nested values closed; everything open while a filter is set.
    void setContent(DetailsContent content);
    void setFilter(const QString& text);

Q_SIGNALS:
    void readRequested(const QString& title, const QString& text);
    void linkActivated(spanglass::TraceId trace, spanglass::SpanId span);

protected:
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void expandGroups();
    void activate(const QModelIndex& index);
    static void copy(const QModelIndex& index, int role);

    DetailsModel m_model;
};

} // namespace spanglass
