#include "ui/setup/TitledText.h"

#include "ui/common/CopyButton.h"
#include "ui/common/Labels.h"
#include "ui/common/TextBlock.h"

#include <QHBoxLayout>
#include <QLabel>

namespace spanglass {

TitledText::TitledText(const QString& name, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_title(wrappedLabel(QString(name + QStringLiteral("Title"))))
    , m_text(new TextBlock(name, accessibleName, TextBlock::Height::OfText)) {
    auto* row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(new CopyButton(tr("Copy: %1").arg(accessibleName), [this] { return m_text->toPlainText(); }));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_text);
}

void TitledText::showText(const QString& title, const QString& text) {
    m_title->setText(title);
    m_text->showText(text.trimmed());
    setVisible(!text.isEmpty());
}

} // namespace spanglass
