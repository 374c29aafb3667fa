#include "ui/connections/FactsView.h"

#include "models/common/ToolTip.h"
#include "ui/common/Labels.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace spanglass {

FactsView::FactsView(const QString& heading, QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout) {
    auto* title = plainLabel({}, heading);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setHorizontalSpacing(24);
    m_form->setVerticalSpacing(6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addLayout(m_form);
    setAccessibleName(heading);
}

void FactsView::setFacts(const QList<ConnectionFact>& facts, bool showSources) {
    m_quiet.clear();
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    for (const ConnectionFact& fact : facts) {
        auto* label = plainLabel({}, fact.label);
        auto* value = plainLabel({}, fact.value);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setToolTip(plainToolTip(fact.tooltip));
        value->setAccessibleName(fact.label);
        label->setBuddy(value);
        label->setMinimumWidth(140);
        m_quiet += label;
        m_form->addRow(label, value);
        if (showSources && !fact.tooltip.isEmpty()) {
            auto* source = plainLabel({}, fact.tooltip);
            source->setWordWrap(true);
            m_quiet += source;
            m_form->addRow(nullptr, source);
        }
    }
    setVisible(!facts.isEmpty());
    updateLook();
}

void FactsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QWidget::changeEvent(event);
}

void FactsView::updateLook() {
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, themeColors(palette()).mutedText);
    for (QWidget* widget : std::as_const(m_quiet))
        widget->setPalette(quiet);
}

} // namespace spanglass
