#include "ui/workspace/StepLine.h"

#include "ui/common/Banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

StepLine::StepLine(QWidget* parent)
    : QWidget(parent)
    , m_busy(new QWidget)
    , m_text(new QLabel)
    , m_error(new Banner) {
    m_text->setTextFormat(Qt::PlainText);
    m_text->setObjectName(u"stepText"_s);
    auto* bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedWidth(72);
    bar->setAccessibleName(tr("Under way"));
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(u"stepCancel"_s);
    cancel->setAutoDefault(false);
    auto* row = new QHBoxLayout(m_busy);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(bar);
    row->addWidget(m_text, 1);
    row->addWidget(cancel);
    m_error->setObjectName(u"stepError"_s);
    m_error->setLasting();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_busy);
    layout->addWidget(m_error);
    m_busy->hide();
    connect(cancel, &QPushButton::clicked, this, &StepLine::cancelRequested);
    connect(m_error, &Banner::actionTriggered, this, &StepLine::actionRequested);
    hide();
}

void StepLine::showBusy(const QString& text) {
    m_error->hide();
    m_text->setText(text);
    m_busy->show();
    show();
}

void StepLine::showError(const Error& error, const QString& action) {
    m_busy->hide();
    m_error->showError(error, action);
    show();
}

void StepLine::showNothing() {
    m_busy->hide();
    m_error->hide();
    hide();
}

} // namespace spanglass
