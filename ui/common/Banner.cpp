#include "ui/common/Banner.h"

#include "ui/common/CopyButton.h"
#include "ui/common/FailureNote.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace spanglass {

namespace {

struct Look {
    QLatin1StringView icon;
    QColor mark;
    QColor ground;
};

Look lookOf(BannerKind kind, const ThemeColors& colors) {
    switch (kind) {
    case BannerKind::Info:
        break;
    case BannerKind::Success:
        return {QLatin1StringView("ok"), colors.success, colors.successGround};
    case BannerKind::Warning:
        return {QLatin1StringView("warning"), colors.warning, colors.warningGround};
    case BannerKind::Error:
        return {QLatin1StringView("error"), colors.error, colors.errorGround};
    }
    return {QLatin1StringView("info"), colors.accent, colors.infoGround};
}

QLabel* plainLabel(const char* name) {
    auto* label = new QLabel;
    label->setObjectName(QLatin1StringView(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

} // namespace

Banner::Banner(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_message(plainLabel("bannerMessage"))
    , m_remedy(plainLabel("bannerRemedy"))
    , m_note(new FailureNote)
    , m_action(new QPushButton)
    , m_close(new QToolButton) {
    setObjectName(QStringLiteral("banner"));
    auto* copy = new CopyButton(tr("Copy message"), [this] {
        QStringList lines{message(), remedy(), m_note->text()};
        lines.removeAll(QString());
        return lines.join(u'\n');
    });
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setAutoRaise(true);
    m_close->setIcon(themedIcon(QLatin1StringView("close")));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss message"));
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, &Banner::dismiss);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_message);
    texts->addWidget(m_remedy);
    texts->addWidget(m_note);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addWidget(m_action, 0, Qt::AlignVCenter);
    layout->addWidget(copy, 0, Qt::AlignTop);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    hide();
}

void Banner::showMessage(BannerKind kind, const QString& message, const QString& remedy, const QString& action) {
    m_kind = kind;
    m_message->setText(message);
    m_remedy->setText(remedy);
    m_remedy->setVisible(!remedy.isEmpty());
    m_note->explain({});
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(message);
    setAccessibleDescription(remedy);
    updateLook();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::showError(const Error& error, const QString& action) {
    const auto known = knownFailure(error);
    const Error told = explained(error);
    showMessage(known && known->harmless ? BannerKind::Info : BannerKind::Error, told.message, told.remedy, action);
    m_note->explain(known);
}

void Banner::dismiss() {
    if (isHidden())
        return;
    hide();
    Q_EMIT dismissed();
}

void Banner::setLasting() { m_close->hide(); }

QString Banner::message() const { return m_message->text(); }
QString Banner::remedy() const { return m_remedy->text(); }

void Banner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QFrame::changeEvent(event);
}

void Banner::updateLook() {
    const ThemeColors& colors = themeColors(palette());
    const Look look = lookOf(m_kind, colors);
    m_icon->setPixmap(tintedIcon(look.icon, look.mark).pixmap(QSize(16, 16), devicePixelRatioF()));
    update();
}

void Banner::paintEvent(QPaintEvent*) {
    const Look look = lookOf(m_kind, themeColors(palette()));
    QPainter painter(this);
    painter.fillRect(rect(), look.ground);
    painter.fillRect(QRect(0, 0, 3, height()), look.mark);
}

} // namespace spanglass
