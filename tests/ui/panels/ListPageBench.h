#pragma once

#include "tests/ui/panels/PanelBench.h"
#include "ui/traces/TraceListPage.h"
#include "ui/traces/TraceTable.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace spanglass::test {

/// The list of a store that the test fills.
struct ListPageBench : PanelBench {
    std::unique_ptr<TraceListPage> page;

    explicit ListPageBench(int traces = 0) {
        if (traces)
            fill(traces);
        list.matches = [](const TraceSummary& row) { return row.errors > 0; };
        receiver.set(ReceiverState::Listening);
        page = std::make_unique<TraceListPage>(place(), settings);
        page->resize(1200, 700);
        page->show();
        QTRY_VERIFY(page->isSettled());
    }
    template <class T> T* find(const QString& name) const {
        T* found = page->findChild<T*>(name);
        Q_ASSERT(found);
        return found;
    }
    TraceTable* table() const { return find<TraceTable>(QStringLiteral("traceTable")); }
    QLineEdit* filter() const { return find<QLineEdit>(QStringLiteral("filterBox")); }
    QString cell(int row, int column = 0) const { return table()->model()->index(row, column).data().toString(); }
    QString counts() const { return find<QLabel>(QStringLiteral("traceCounts"))->text(); }
    template <class T> T* shown(const QString& name) const {
        for (T* child : page->findChildren<T*>(name)) {
            if (child->isVisibleTo(page.get()))
                return child;
        }
        return nullptr;
    }
    void click(int row, Qt::KeyboardModifiers keys = {}) {
        const QPoint at = table()->visualRect(table()->model()->index(row, 0)).center();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, keys, at);
    }
    TraceId arrive(const QString& name) {
        const TraceId id = list.add(name, QStringLiteral("storefront"), UnixNanos::now(), Nanos{5'000'000}).id;
        store.commit({id});
        return id;
    }
    int selected() const { return int(table()->selectionModel()->selectedRows().size()); }
};

} // namespace spanglass::test
