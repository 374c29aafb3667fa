#include "ui/common/EmptyState.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace spanglass {

namespace {

constexpr int IconSize = 48;
constexpr int TextWidth = 520; // about 75 characters: a line that reads easily

QLabel* centredLabel() {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setFixedWidth(TextWidth);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_title(centredLabel())
    , m_explanation(centredLabel())
    , m_detailPlace(new QHBoxLayout)
    , m_buttons(new QHBoxLayout) {
    setObjectName(QStringLiteral("emptyState"));
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_icon->setFixedHeight(IconSize);
    m_buttons->setAlignment(Qt::AlignCenter);
    m_detailPlace->setAlignment(Qt::AlignCenter);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addWidget(m_explanation, 0, Qt::AlignHCenter);
    layout->addLayout(m_detailPlace);
    layout->addSpacing(8);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
}

void EmptyState::setContent(QLatin1StringView icon, const QString& title, const QString& explanation) {
    m_iconName = icon;
    m_title->setText(title);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    // An aligned label in a box is given the height of its hint, which forgets wrapped lines.
    m_title->setMinimumHeight(qMax(0, m_title->heightForWidth(TextWidth)));
    m_explanation->setMinimumHeight(qMax(0, m_explanation->heightForWidth(TextWidth)));
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    updateLook();
}

QPushButton* EmptyState::addButton(const QString& text, QLatin1StringView icon) {
    auto* button = new QPushButton(text);
    if (!icon.isEmpty())
        button->setIcon(themedIcon(icon));
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::clearButtons() {
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // the click that led here may come from it
        delete item;
    }
}

void EmptyState::setDetail(QWidget* detail) {
    delete m_detail;
    m_detail = detail;
    if (detail)
        m_detailPlace->addWidget(detail);
}

void EmptyState::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QWidget::changeEvent(event);
}

void EmptyState::updateLook() {
    const QColor muted = themeColors(palette()).mutedText;
    QPalette mutedText = palette();
    mutedText.setColor(QPalette::WindowText, muted);
    m_explanation->setPalette(mutedText);
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(tintedIcon(m_iconName, muted).pixmap(QSize(IconSize, IconSize), devicePixelRatioF()));
}

} // namespace spanglass
