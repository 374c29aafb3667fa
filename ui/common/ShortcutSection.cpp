#include "ui/common/ShortcutSection.h"

#include <QAction>

namespace spanglass {

ShortcutSection shortcutSection(QString title, const QList<QAction*>& actions) {
    ShortcutSection section{std::move(title), {}};
    for (const QAction* action : actions) {
        if (action->shortcuts().isEmpty())
            continue;
        QString text = action->text();
        text.remove(u'&');
        if (text.endsWith(u'…'))
            text.chop(1);
        section.entries.append({std::move(text), action->shortcuts()});
    }
    return section;
}

} // namespace spanglass
