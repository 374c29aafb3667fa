#pragma once

#include "services/core/StoreControl.h"
#include "ui/settings/SettingsSection.h"

#include <QFutureWatcher>

class QPushButton;

namespace spanglass {

class Banner;
class ElidedLabel;

/// Where the store lies; another one, a new one, an empty one.
class StoreSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit StoreSection(StoreControl& store, QWidget* parent = nullptr);

Q_SIGNALS:
    void openRequested();
    void newRequested();
    void said(const QString& message);

private:
    void load();
    void ask();
    void clear();
    void cleared();

    StoreControl& m_store;
    ElidedLabel* m_file;
    ElidedLabel* m_amount;
    QPushButton* m_clear;
    Banner* m_question;
    QFutureWatcher<Result<>> m_clearing;
    bool m_asking = false;
};

} // namespace spanglass
