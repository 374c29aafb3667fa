#pragma once

#include <QStringList>
#include <QVariant>

namespace spanglass {

/// What headerData() of a table with these titles answers: the title, to the right over numbers.
inline QVariant columnHeader(
    const QStringList& titles, int section, Qt::Orientation orientation, int role, bool isNumeric) {
    if (orientation != Qt::Horizontal || section < 0 || section >= titles.size())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumeric ? Qt::AlignRight : Qt::AlignLeft));
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

} // namespace spanglass
