#pragma once

#include "services/core/ReplayPlan.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace spanglass {

class AttributesEditor;
class ReplayDraft;

/// How it is sent: which of it, changes on the way, and the pace.
class ReplayOptionsView final : public QWidget {
    Q_OBJECT
public:
    /// `draft` must outlive this.
    explicit ReplayOptionsView(ReplayDraft& draft, QWidget* parent = nullptr);

private:
    QCheckBox* addCheck(const QString& name, const QString& text, const QString& toolTip);
    QDoubleSpinBox* addLimit(const QString& name, const QString& label, double most, const QString& suffix);
    void build();
    void refresh();
    void showLimits();
    void tell();
    ReplayPlan entered() const;

    ReplayDraft& m_draft;
    QFormLayout* m_form;
    QCheckBox* m_onlyErrors = nullptr;
    QCheckBox* m_repeat = nullptr;
    QCheckBox* m_whole = nullptr;
    QDoubleSpinBox* m_sample = nullptr;
    QCheckBox* m_newIds = nullptr;
    QCheckBox* m_shift = nullptr;
    AttributesEditor* m_attributes;
    QComboBox* m_speed;
    QDoubleSpinBox* m_times;
    QDoubleSpinBox* m_traces = nullptr;
    QDoubleSpinBox* m_bytes = nullptr;
    QSpinBox* m_atOnce;
    QLabel* m_limits;
    bool m_refreshing = false;
};

} // namespace spanglass
