#include "ui/traces/ActivityBar.h"

#include "ui/common/Icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimerEvent>
#include <QToolButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {
constexpr int PatienceMs = 300;
}

ActivityBar::ActivityBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton) {
    setObjectName(u"activityBar"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setObjectName(u"activityText"_s);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setMaximumWidth(320);
    m_cancel->setObjectName(u"activityCancel"_s);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setIcon(themedIcon("close"_L1));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 4);
    layout->addWidget(m_text);
    layout->addWidget(m_progress, 1);
    layout->addWidget(m_cancel);
    layout->addStretch(1);
    hide();
    connect(m_cancel, &QToolButton::clicked, this, &ActivityBar::cancelled);
}

void ActivityBar::begin(const QString& activity) {
    m_text->setText(activity);
    if (m_patience || !isHidden())
        return;
    m_progress->setRange(0, 0);
    m_patience = startTimer(PatienceMs);
}

void ActivityBar::setProgress(int thousandths) {
    m_progress->setRange(0, 1000);
    m_progress->setValue(thousandths);
}

void ActivityBar::end() {
    if (m_patience)
        killTimer(std::exchange(m_patience, 0));
    hide();
}

void ActivityBar::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_patience)
        return;
    killTimer(std::exchange(m_patience, 0));
    show();
}

} // namespace spanglass
