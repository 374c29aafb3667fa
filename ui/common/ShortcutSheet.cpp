#include "ui/common/ShortcutSheet.h"

#include "ui/common/KeyCap.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace spanglass {

ShortcutSheet::ShortcutSheet(const QList<ShortcutSection>& sections, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard shortcuts"));

    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setSpacing(32);
    columns->setContentsMargins(16, 16, 16, 16);
    QVBoxLayout* stacks[2];
    qsizetype heights[2] = {0, 0};
    for (auto& stack : stacks) {
        stack = new QVBoxLayout;
        stack->setSpacing(24);
        columns->addLayout(stack, 1);
    }
    for (const ShortcutSection& section : sections) {
        if (section.entries.isEmpty())
            continue;
        const int shorter = heights[0] <= heights[1] ? 0 : 1;
        stacks[shorter]->addWidget(makeSection(section));
        heights[shorter] += section.entries.size() + 2;
    }
    for (auto* stack : stacks)
        stack->addStretch(1);

    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(16, 8, 16, 8);
    bottom->addWidget(buttons);
    layout->addLayout(bottom);
    resize(760, 560);
}

QWidget* ShortcutSheet::makeSection(const ShortcutSection& section) {
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    auto* title = new QLabel(section.title);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const ShortcutEntry& entry : section.entries) {
        auto* text = new QLabel(entry.text);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        auto* keys = new QHBoxLayout;
        keys->setSpacing(6);
        keys->addStretch(1);
        for (const QKeySequence& key : entry.keys)
            keys->addWidget(new KeyCap(key));
        grid->addWidget(text, row, 0);
        grid->addLayout(keys, row, 1);
        ++row;
    }
    return box;
}

} // namespace spanglass
