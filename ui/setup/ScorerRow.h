#pragma once

#include "services/core/SetupPlan.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QDoubleSpinBox;
class QLineEdit;
class QPlainTextEdit;

namespace spanglass {

/// One built-in scorer: whether it is wanted, under which name, for which share of the traces, and by which guidelines.
class ScorerRow final : public QWidget {
    Q_OBJECT
public:
    /// `builtin`: the class that the workspace knows; `name`: what it is called at first; `meaning`: what it judges, in
    /// words.
    ScorerRow(const QString& builtin, const QString& name, const QString& meaning, QWidget* parent = nullptr);

    const QString& builtin() const { return m_builtin; }
    /// None: not wanted.
    std::optional<PlannedScorer> scorer() const;
    void setScorer(const std::optional<PlannedScorer>& scorer);

Q_SIGNALS:
    void edited(); ///< by the person

private:
    const QString m_builtin;
    QCheckBox* m_wanted;
    QLineEdit* m_name;
    QDoubleSpinBox* m_rate;
    QPlainTextEdit* m_guidelines;
    bool m_refreshing = false;
};

} // namespace spanglass
