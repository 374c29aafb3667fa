#pragma once

#include "services/core/SpanSource.h"

#include <QDialog>

class QCheckBox;
class QDateTimeEdit;
class QDialogButtonBox;
class QLabel;

namespace spanglass {

/// Asks for a time from and to, each of which can be left open, or only the latter where a beginning is needed. In the
/// zone that times are shown in. Deletes itself when closed.
class TimeRangeDialog final : public QDialog {
    Q_OBJECT
public:
    explicit TimeRangeDialog(const TimeRange& range, bool needsBeginning = false, QWidget* parent = nullptr);

    TimeRange range() const;

Q_SIGNALS:
    void chosen(const spanglass::TimeRange& range);

private:
    void check();

    QCheckBox* m_hasFrom;
    QDateTimeEdit* m_from;
    QCheckBox* m_hasTo;
    QDateTimeEdit* m_to;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
};

} // namespace spanglass
