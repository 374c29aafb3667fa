#pragma once

#include "services/core/StoreControl.h"
#include "ui/settings/SettingsSection.h"

class QCheckBox;
class QPushButton;
class QSpinBox;

namespace spanglass {

class Banner;

/// How much and how long the store keeps. A tighter limit removes traces, so it is said first what will go.
class RetentionSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit RetentionSection(StoreControl& store, QWidget* parent = nullptr);

private:
    Retention entered() const;
    void load(const Retention& retention);
    void edited();
    void askOrApply();
    void apply();

    StoreControl& m_store;
    QCheckBox* m_bySize;
    QSpinBox* m_megabytes;
    QCheckBox* m_byAge;
    QSpinBox* m_days;
    QPushButton* m_apply;
    Banner* m_question;
};

} // namespace spanglass
