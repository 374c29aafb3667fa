#pragma once

#include <QSettings>

namespace spanglass {

/// While it lives, `settings` reads and writes what is kept for one store. The stores used last are remembered, the
/// rest is forgotten. GUI thread.
class StoreGroup {
public:
    static constexpr int MaxStores = 30;

    StoreGroup(QSettings& settings, const QString& storeFile);
    ~StoreGroup() { m_settings.endGroup(); }
    StoreGroup(const StoreGroup&) = delete;
    StoreGroup& operator=(const StoreGroup&) = delete;

private:
    QSettings& m_settings;
};

} // namespace spanglass
