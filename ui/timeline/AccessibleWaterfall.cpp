#include "ui/timeline/AccessibleWaterfall.h"

#include "models/timeline/TraceSession.h"
#include "ui/timeline/WaterfallView.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace spanglass {

namespace {

/// One visible row, by its place; asks the view anew each time, so it never outlives what it tells.
class AccessibleRow final : public QAccessibleInterface {
public:
    AccessibleRow(WaterfallView& view, int index)
        : m_view(&view)
        , m_index(index) { }

    bool isValid() const override { return m_view && session() && m_index < int(session()->rows().size()); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::TreeItem; }
    void setText(QAccessible::Text, const QString&) override { }

    QString text(QAccessible::Text type) const override {
        return isValid() && type == QAccessible::Name ? spokenRow(*session(), row()) : QString();
    }

    QRect rect() const override {
        if (!isValid())
            return {};
        const QRect place = m_view->rowRect(row());
        return {m_view->viewport()->mapToGlobal(place.topLeft()), place.size()};
    }

    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid())
            return state;
        state.selectable = state.focusable = true;
        state.selected = row() == session()->selected();
        state.focused = state.selected && m_view->hasFocus();
        state.expandable = session()->rows().hasChildren(row());
        state.collapsed = state.expandable && session()->rows().isCollapsed(row());
        state.expanded = state.expandable && !state.collapsed;
        return state;
    }

private:
    const TraceSession* session() const { return m_view ? m_view->session() : nullptr; }
    std::uint32_t row() const { return session()->rows().at(static_cast<std::size_t>(m_index)); }

    QPointer<WaterfallView> m_view;
    int m_index;
};

class AccessibleView final : public QAccessibleWidget {
public:
    explicit AccessibleView(WaterfallView* view)
        : QAccessibleWidget(view, QAccessible::Tree) { }
    ~AccessibleView() override {
        for (const QAccessible::Id id : std::as_const(m_rows))
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(view().session()->rows().size()); }

    QAccessibleInterface* child(int index) const override {
        if (index < 0 || index >= childCount())
            return nullptr;
        const auto known = m_rows.constFind(index);
        if (known != m_rows.constEnd())
            return QAccessible::accessibleInterface(*known);
        auto* row = new AccessibleRow(view(), index);
        m_rows.insert(index, QAccessible::registerAccessibleInterface(row));
        return row;
    }

    QAccessibleInterface* focusChild() const override { return child(currentIndex()); }

    int indexOfChild(const QAccessibleInterface* wanted) const override {
        for (auto it = m_rows.constBegin(); it != m_rows.constEnd(); ++it)
            if (QAccessible::accessibleInterface(*it) == wanted)
                return it.key();
        return -1;
    }

    QString text(QAccessible::Text type) const override {
        const TraceSession& session = *view().session();
        if (type == QAccessible::Value && session.trace() && session.selected() != NoNode)
            return spokenRow(session, session.selected());
        return QAccessibleWidget::text(type);
    }

    int currentIndex() const {
        const TraceSession& session = *view().session();
        if (!session.trace() || session.selected() == NoNode)
            return -1;
        const std::size_t index = session.rows().indexOf(session.selected());
        return index == VisibleRows::NoIndex ? -1 : static_cast<int>(index);
    }

private:
    WaterfallView& view() const { return *static_cast<WaterfallView*>(widget()); }

    mutable QHash<int, QAccessible::Id> m_rows;
};

QAccessibleInterface* makeInterface(const QString& className, QObject* object) {
    if (className == QLatin1StringView("spanglass::WaterfallView"))
        if (auto* view = qobject_cast<WaterfallView*>(object))
            return new AccessibleView(view);
    return nullptr;
}

} // namespace

void installAccessibleWaterfall() {
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
}

void announceWaterfallRow(WaterfallView& view, TraceSession& session) {
    if (!QAccessible::isActive() || !view.hasFocus() || !session.trace() || session.selected() == NoNode)
        return;
    const std::size_t index = session.rows().indexOf(session.selected());
    if (index == VisibleRows::NoIndex)
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(static_cast<int>(index));
    QAccessible::updateAccessibility(&event);
}

} // namespace spanglass
