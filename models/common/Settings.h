#pragma once

#include "models/common/Setting.h"
#include "services/core/ReceiverControl.h"

#include <QObject>
#include <QSettings>

namespace spanglass {

/// Reads and writes the settings table and tells of changes. GUI thread.
class Settings final : public QObject {
    Q_OBJECT
public:
    /// `file` must outlive this.
    explicit Settings(QSettings& file, QObject* parent = nullptr);

    template <class T> T value(const Setting<T>& setting) const {
        QVariant kept = m_file.value(setting.key);
        if (!kept.isValid() || !kept.convert(QMetaType::fromType<T>()))
            return setting.fallback;
        T value = kept.value<T>();
        return setting.accepts(value) ? value : setting.fallback;
    }

    /// False, and nothing is changed, when the setting does not take the value.
    template <class T> bool setValue(const Setting<T>& setting, const T& value) {
        if (!setting.accepts(value))
            return false;
        if (this->value(setting) != value) {
            m_file.setValue(setting.key, QVariant::fromValue(value));
            Q_EMIT changed(setting.key);
        }
        return true;
    }

    /// The file itself, for the panels' own state.
    QSettings& file() const { return m_file; }

Q_SIGNALS:
    void changed(QLatin1StringView key);

private:
    QSettings& m_file;
};

/// The receiver's part of the settings; the address stays loopback and the token empty.
ReceiverSettings receiverSettings(const Settings& settings);

} // namespace spanglass
