#include "ui/common/CopyButton.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QToolTip>

#include <chrono>

namespace spanglass {

using namespace std::chrono_literals;

CopyButton::CopyButton(const QString& what, std::function<QString()> text, QWidget* parent)
    : QToolButton(parent)
    , m_what(what)
    , m_text(std::move(text)) {
    setAutoRaise(true);
    setToolTip(what);
    setAccessibleName(what);
    setIcon(themedIcon(QLatin1StringView("copy")));
    m_restore.setSingleShot(true);
    m_restore.setInterval(1500ms);
    connect(this, &QToolButton::clicked, this, &CopyButton::copy);
    connect(&m_restore, &QTimer::timeout, this, [this] {
        setIcon(themedIcon(QLatin1StringView("copy")));
        setAccessibleName(m_what);
    });
}

void CopyButton::copy() {
    QGuiApplication::clipboard()->setText(m_text());
    setIcon(tintedIcon(QLatin1StringView("ok"), themeColors(palette()).success));
    setAccessibleName(tr("Copied"));
    QToolTip::showText(mapToGlobal(QPoint(0, height())), tr("Copied"), this, rect(), 1500);
    m_restore.start();
}

} // namespace spanglass
