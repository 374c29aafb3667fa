#pragma once

#include "models/diagnostics/ChecksModel.h"
#include "models/diagnostics/DiagnosisRun.h"
#include "models/diagnostics/ProgramMending.h"
#include "models/diagnostics/SubjectChoice.h"
#include "ui/common/ShortcutSection.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QListView;
class QPushButton;
class QSpinBox;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace spanglass {

class AnswerView;
class CheckView;
class EmptyState;
class SetupControl;
class StepLine;

/// The checks: what is diagnosed, the answer, the list along the way, and the chosen check.
class ChecksPage final : public QWidget {
    Q_OBJECT
public:
    /// All must outlive this.
    ChecksPage(DiagnosisRun& run, SubjectChoice& choice, SetupControl& setup, ReceiverControl& receiver,
        WorkspaceControl& workspaces, QWidget* parent = nullptr);
    ~ChecksPage() override;

    QList<ShortcutSection> shortcuts() const;
    QSplitter* splitter() const { return m_split; }
    /// Looks what is known of the subject.
    void begin();

Q_SIGNALS:
    void panelRequested(const QString& panelId);
    void statusMessage(const QString& message);

private:
    void buildActions();
    QWidget* makeTools();
    QWidget* makeChecks();
    void makeEmpty();
    QAction* addKey(const QString& text, QLatin1StringView icon, const QKeySequence& keys);
    void refresh();
    void showProgress();
    void showAnswer();
    void showChosen();
    void chooseFirst();
    void chooseCheck(const QString& id);
    QString chosenId() const;
    void act(const QString& id);
    void watch();
    void showReport();
    QString whenWords() const;

    DiagnosisRun& m_run;
    SubjectChoice& m_choice;
    SetupControl& m_setup;
    ProgramMending m_mending;
    ChecksModel m_model;
    QString m_mended; ///< id of the check that a remedy of the program is for
    bool m_personChose = false; ///< since the last run began
    AnswerView* m_answer;
    StepLine* m_line;
    StepLine* m_mendingLine;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    QListView* m_list;
    CheckView* m_view;
    QSplitter* m_split;
    QSpinBox* m_every;
    QAction* m_runAll = nullptr;
    QAction* m_runFailed = nullptr;
    QAction* m_runOne = nullptr;
    QAction* m_watch = nullptr;
    QAction* m_report = nullptr;
};

} // namespace spanglass
