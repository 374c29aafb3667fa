#include "ui/diagnostics/DiagnosticsPanel.h"

#include "services/core/SetupControl.h"
#include "ui/diagnostics/ChecksPage.h"
#include "ui/diagnostics/CountersPage.h"
#include "ui/diagnostics/LogPage.h"
#include "ui/diagnostics/RequestsPage.h"
#include "ui/diagnostics/WayPage.h"

#include <QAction>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

DiagnosticsPanel::DiagnosticsPanel(const DiagnosticsSources& parts, QWidget* parent)
    : Panel("diagnostics"_L1, tr("Diagnostics"), "diagnostics"_L1, parent)
    , m_choice(parts.diagnosis, parts.workspaces, parts.settings)
    , m_run(parts.diagnosis)
    , m_tabs(new QTabWidget)
    , m_checks(new ChecksPage(m_run, m_choice, parts.setup, parts.counters.receiver, parts.workspaces))
    , m_way(new WayPage(parts.diagnosis, m_choice))
    , m_nextPage(new QAction(tr("Next page"), this))
    , m_pageBefore(new QAction(tr("Page before"), this)) {
    m_tabs->setObjectName(u"diagnosticsTabs"_s);
    m_tabs->setDocumentMode(true);
    addPage(m_checks, tr("Checks"));
    addPage(m_way, tr("One trace's way"));
    addPage(new LogPage(parts.counters.records), tr("Log"));
    addPage(new RequestsPage(parts.counters.records), tr("Requests"));
    addPage(new CountersPage(parts.counters, m_meter), tr("Counters"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    setFocusProxy(m_tabs);
    m_nextPage->setShortcut(Qt::ALT | Qt::Key_PageDown);
    m_pageBefore->setShortcut(Qt::ALT | Qt::Key_PageUp);
    m_tabs->tabBar()->addActions(m_checks->actions()); // where the focus is at first
    for (QAction* each : {m_nextPage, m_pageBefore}) {
        each->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(each);
        connect(each, &QAction::triggered, this, [this, each] { goTo(each == m_nextPage ? 1 : -1); });
    }
    connect(m_checks, &ChecksPage::panelRequested, this, &DiagnosticsPanel::panelRequested);
    connect(m_checks, &ChecksPage::statusMessage, this, &DiagnosticsPanel::statusMessage);
    connect(&m_run, &DiagnosisRun::finished, this, &DiagnosticsPanel::tellSettled);
    connect(m_way, &WayPage::settled, this, &DiagnosticsPanel::tellSettled);
}

DiagnosticsPanel::~DiagnosticsPanel() { delete m_tabs; } // its pages show what the members hold

void DiagnosticsPanel::addPage(QWidget* page, const QString& title) { m_tabs->addTab(page, title); }

void DiagnosticsPanel::goTo(int step) {
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + m_tabs->count()) % m_tabs->count());
    m_tabs->currentWidget()->setFocus();
}

void DiagnosticsPanel::tellSettled() {
    if (isSettled())
        Q_EMIT settled();
}

void DiagnosticsPanel::follow(TraceId trace) {
    m_tabs->setCurrentWidget(m_way);
    m_way->follow(trace.text());
}

bool DiagnosticsPanel::isSettled() const { return !m_run.isBusy() && m_way->isSettled(); }

QList<ShortcutSection> DiagnosticsPanel::shortcuts() const {
    QList<ShortcutSection> sections = m_checks->shortcuts();
    sections << shortcutSection(tr("Pages"), {m_nextPage, m_pageBefore});
    return sections;
}

void DiagnosticsPanel::showEvent(QShowEvent* event) {
    Panel::showEvent(event);
    m_meter.watch(window());
    m_choice.begin();
    m_checks->begin();
}

void DiagnosticsPanel::saveState(QSettings& settings) const {
    settings.setValue("page"_L1, m_tabs->currentIndex());
    settings.setValue("split"_L1, m_checks->splitter()->saveState());
}

void DiagnosticsPanel::restoreState(QSettings& settings) {
    m_checks->splitter()->restoreState(settings.value("split"_L1).toByteArray());
    const int page = settings.value("page"_L1, 0).toInt();
    if (page >= 0 && page < m_tabs->count())
        m_tabs->setCurrentIndex(page);
}

} // namespace spanglass
