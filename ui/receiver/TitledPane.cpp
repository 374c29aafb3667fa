#include "ui/receiver/TitledPane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace spanglass {

TitledPane::TitledPane(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(title))
    , m_tools(new QHBoxLayout) {
    QFont font = m_title->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_tools->addWidget(m_title);
    m_tools->addStretch(1);
    m_title->setMinimumHeight(28); // as high as one with tools, so that neighbours stand level
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_tools);
    layout->addWidget(content, 1);
    content->setAccessibleName(title);
}

void TitledPane::setTitle(const QString& title) { m_title->setText(title); }

void TitledPane::addTool(QWidget* tool) { m_tools->addWidget(tool); }

} // namespace spanglass
