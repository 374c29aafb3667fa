#pragma once

#include "models/diagnostics/EvidenceModel.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QTableView;

namespace spanglass {

class DiagnosisRun;
class ElidedLabel;
class QuietLine;

/// One check: what it looks at and why, what was seen, what is behind it, what to do, and a button where the program
/// can do it.
class CheckView final : public QWidget {
    Q_OBJECT
public:
    /// `run` must outlive this.
    explicit CheckView(const DiagnosisRun& run, QWidget* parent = nullptr);
    ~CheckView() override;

    void showCheck(const QString& id);
    const QString& checkId() const { return m_id; }
    void refresh();

Q_SIGNALS:
    void actionRequested(const QString& checkId);
    void runRequested(const QString& checkId);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeEvidence();
    QWidget* makeFoot();
    void showEvidence(const QList<CheckEvidence>& evidence);
    QString details() const;

    const DiagnosisRun& m_run;
    QString m_id;
    EvidenceModel m_evidence;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_status;
    QLabel* m_summary;
    QuietLine* m_looksAt;
    QTableView* m_table;
    QWidget* m_evidencePart;
    QLabel* m_cause;
    QLabel* m_remedyTitle;
    QLabel* m_steps;
    QuietLine* m_documentation;
    QPushButton* m_action;
    QPushButton* m_again;
    QPushButton* m_copy;
};

/// "1. ...\n2. ..."; a single step has no number.
QString numberedSteps(const QStringList& steps);

} // namespace spanglass
