#include "ui/settings/SettingsSection.h"

#include "ui/common/Theme.h"

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace spanglass {

SettingsSection::SettingsSection(const QString& title, const QString& explanation, QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout) {
    setAccessibleName(title);
    auto* heading = new QLabel(title);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    m_form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setHorizontalSpacing(24);
    m_form->setVerticalSpacing(10);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(heading);
    if (!explanation.isEmpty())
        layout->addWidget(makeNote(explanation));
    layout->addSpacing(4);
    layout->addLayout(m_form);
    updateLook();
}

void SettingsSection::addWide(QWidget* field) { m_form->addRow(field); }

void SettingsSection::addButton(QWidget* button) {
    auto* row = new QHBoxLayout;
    row->addWidget(button);
    row->addStretch(1);
    m_form->addRow(row);
}

QLabel* SettingsSection::addNote(const QString& text) {
    QLabel* note = makeNote(text);
    m_form->addRow(note);
    updateLook();
    return note;
}

QLabel* SettingsSection::makeNote(const QString& text) {
    auto* note = new QLabel(text);
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    m_notes.append(note);
    return note;
}

void SettingsSection::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QWidget::changeEvent(event);
}

void SettingsSection::updateLook() {
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, themeColors(palette()).mutedText);
    for (QLabel* note : std::as_const(m_notes))
        note->setPalette(quiet);
}

} // namespace spanglass
