#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

class QAction;

namespace spanglass {

/// One line of the shortcut sheet.
struct ShortcutEntry {
    QString text; ///< what the keys do
    QList<QKeySequence> keys;
};

struct ShortcutSection {
    QString title;
    QList<ShortcutEntry> entries;
};

/// The actions that have shortcuts, under one title.
ShortcutSection shortcutSection(QString title, const QList<QAction*>& actions);

} // namespace spanglass
