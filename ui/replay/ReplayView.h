#pragma once

#include "models/replay/ReplayDetail.h"

#include <QWidget>

class QLabel;
class QMessageBox;
class QProgressBar;
class QPushButton;
class QTabWidget;

namespace spanglass {

class ArrivalView;
class Banner;
class ElidedLabel;
class ReplayEntriesView;
class StepLine;
class UncertainView;

/// One replay: how it goes, what can be done, each of its requests, and what arrived.
class ReplayView final : public QWidget {
    Q_OBJECT
public:
    /// `control` must outlive this.
    explicit ReplayView(ReplayControl& control, QWidget* parent = nullptr);

    /// Null: none. It must be taken away before it goes.
    void setDetail(ReplayDetail* detail);
    bool isSettled() const;
    void pauseOrResume();

Q_SIGNALS:
    void traceRequested(spanglass::TraceId trace);
    void anotherRequested(); ///< one more replay to the same target

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeTabs();
    void connectParts();
    void refresh();
    void showHead();
    void showProblem();
    void askCancel();
    void askRemove();
    void askExport();
    QMessageBox* question(const QString& name, const QString& text, const QString& more) const;

    ReplayDetail* m_detail = nullptr;
    QLabel* m_icon;
    ElidedLabel* m_title;
    QLabel* m_state;
    QProgressBar* m_bar;
    QLabel* m_figures;
    QLabel* m_faults;
    QLabel* m_note;
    QLabel* m_plan;
    QPushButton* m_pause;
    QPushButton* m_cancel;
    QPushButton* m_retry;
    QPushButton* m_export;
    QPushButton* m_another;
    QPushButton* m_remove;
    Banner* m_problem;
    Banner* m_done;
    QString m_shownProblem;
    UncertainView* m_uncertain;
    StepLine* m_line;
    QTabWidget* m_tabs;
    ReplayEntriesView* m_entries;
    ArrivalView* m_arrival;
};

} // namespace spanglass
