#pragma once

#include <QList>
#include <QString>

#include <algorithm>

namespace spanglass {

/// Where the row with this id stands; -1 when there is none.
template <class Row> int rowOf(const QList<Row>& rows, const QString& id) {
    const auto found = std::ranges::find(rows, id, &Row::id);
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

} // namespace spanglass
