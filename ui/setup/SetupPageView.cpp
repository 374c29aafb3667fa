#include "ui/setup/SetupPageView.h"

#include "models/setup/GuidedSetup.h"
#include "ui/common/Labels.h"
#include "ui/setup/SetupLook.h"
#include "ui/setup/SetupStepView.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

SetupPageView::SetupPageView(GuidedSetup& session, SetupPage page, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_page(page)
    , m_why(wrappedLabel(u"pageWhy"_s))
    , m_body(new QVBoxLayout(this)) {
    auto* title = wrappedLabel(u"pageTitle"_s);
    title->setText(setupPageTitle(page));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    setAccessibleName(setupPageTitle(page));
    m_body->setContentsMargins(24, 16, 24, 16);
    m_body->setSpacing(16);
    auto* head = new QVBoxLayout;
    head->setSpacing(4);
    head->addWidget(title);
    head->addWidget(m_why);
    m_body->addLayout(head);
    muteText(*m_why);
}

void SetupPageView::addSteps(QVBoxLayout& to) {
    for (const SetupStep step : stepsOf(m_page)) {
        auto* view = new SetupStepView(m_session, step);
        m_steps << view;
        to.addWidget(view);
    }
}

void SetupPageView::addRest() { m_body->addStretch(1); }

void SetupPageView::refresh() {
    m_why->setText(setupPageWhy(m_page, m_session.plan().mlflowServer));
    for (SetupStepView* each : m_steps)
        each->refresh();
}

void SetupPageView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        muteText(*m_why);
    QWidget::changeEvent(event);
}

} // namespace spanglass
