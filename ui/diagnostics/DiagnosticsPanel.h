#pragma once

#include "models/diagnostics/CountersModel.h"
#include "models/diagnostics/DiagnosisRun.h"
#include "models/diagnostics/SubjectChoice.h"
#include "services/core/Ids.h"
#include "ui/common/Panel.h"
#include "ui/diagnostics/FrameMeter.h"

class QAction;
class QTabWidget;

namespace spanglass {

class ChecksPage;
class SetupControl;
class WayPage;

/// What the panel of diagnostics works on. All outlive it.
struct DiagnosticsSources {
    DiagnosisControl& diagnosis;
    SetupControl& setup;
    WorkspaceControl& workspaces;
    CounterSources counters;
    QSettings& settings;
};

/// Why are my traces missing? The checks, one trace's way, and what the program records of itself.
class DiagnosticsPanel final : public Panel {
    Q_OBJECT
public:
    explicit DiagnosticsPanel(const DiagnosticsSources& parts, QWidget* parent = nullptr);
    ~DiagnosticsPanel() override;

    /// Shows how far this trace got.
    void follow(TraceId trace);

    bool isSettled() const override;
    QList<ShortcutSection> shortcuts() const override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;

Q_SIGNALS:
    void panelRequested(const QString& panelId);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addPage(QWidget* page, const QString& title);
    void goTo(int step);
    void tellSettled();

    SubjectChoice m_choice;
    DiagnosisRun m_run;
    FrameMeter m_meter;
    QTabWidget* m_tabs;
    ChecksPage* m_checks;
    WayPage* m_way;
    QAction* m_nextPage;
    QAction* m_pageBefore;
};

} // namespace spanglass
