#include "ui/diagnostics/WayPage.h"

#include "models/diagnostics/DiagnosisWords.h"
#include "models/diagnostics/SubjectChoice.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Banner.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/diagnostics/WayView.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

WayPage::WayPage(DiagnosisControl& control, SubjectChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_choice(choice)
    , m_follow(control)
    , m_id(new QLineEdit)
    , m_start(namedButton(u"followTrace"_s, tr("&Follow it")))
    , m_problem(wrappedLabel(u"wayProblem"_s))
    , m_where(new QuietLine(u"wayWhere"_s))
    , m_line(new StepLine)
    , m_verdict(new Banner)
    , m_view(new WayView) {
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_id->setObjectName(u"wayTrace"_s);
    m_id->setAccessibleName(tr("Trace id"));
    m_id->setPlaceholderText(tr("Trace id: 32 hexadecimal digits"));
    m_id->setMaxLength(100);
    m_verdict->setObjectName(u"wayVerdict"_s);
    m_verdict->setLasting();
    m_start->setIcon(themedIcon("search"_L1));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_id, 1);
    row->addWidget(m_start);
    row->addWidget(new CopyButton(tr("Copy the way of this trace"), [this] { return wayText(m_follow.way()); }));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    layout->addWidget(m_where);
    layout->addWidget(m_line);
    layout->addWidget(m_verdict);
    layout->addWidget(m_view);
    layout->addStretch(1);
    setFocusProxy(m_id);
    connect(m_start, &QPushButton::clicked, this, &WayPage::start);
    connect(m_id, &QLineEdit::returnPressed, this, &WayPage::start);
    connect(m_id, &QLineEdit::textChanged, this, &WayPage::refresh);
    connect(&m_follow, &WayFollow::changed, this, &WayPage::refresh);
    connect(&m_choice, &SubjectChoice::changed, this, &WayPage::refresh);
    connect(m_line, &StepLine::cancelRequested, &m_follow, &WayFollow::cancel);
    refresh();
}

void WayPage::follow(const QString& traceId) {
    m_id->setText(traceId);
    start();
}

void WayPage::start() { m_follow.follow(m_choice.subject(), m_id->text()); }

void WayPage::refresh() {
    const QString problem = WayFollow::idProblem(m_id->text());
    m_problem->setText(m_id->text().isEmpty() ? QString() : problem);
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_start->setEnabled(problem.isEmpty());
    const Connection* to = m_choice.connection();
    m_where->setText(to ? tr("On its way to %1, as chosen on the page of checks.").arg(to->settings.name)
                        : tr("Only on this computer: choose a connection on the page of checks to look further."));
    if (m_follow.isBusy())
        m_line->showBusy(
            waitingWords(m_follow.progress().isEmpty() ? tr("Looking") : m_follow.progress(), m_follow.seconds()));
    else
        m_line->showNothing();
    showVerdict();
    m_view->showStops(m_follow.way().stops, !m_follow.way().traceId.isEmpty());
    if (!m_follow.isBusy())
        Q_EMIT settled();
}

void WayPage::showVerdict() {
    const TraceWay& way = m_follow.way();
    const auto has = [&way](WayStop::State state) { return std::ranges::count(way.stops, state, &WayStop::state) > 0; };
    if (way.verdict.isEmpty() || m_follow.isBusy())
        m_verdict->hide();
    else
        m_verdict->showMessage(has(WayStop::State::NotSeen) ? BannerKind::Error
                : has(WayStop::State::CouldNotLook)         ? BannerKind::Warning
                                                            : BannerKind::Success,
            way.verdict);
}

} // namespace spanglass
