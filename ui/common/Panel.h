#pragma once

#include "services/core/Error.h"
#include "ui/common/ShortcutSection.h"

#include <QLatin1StringView>
#include <QWidget>

#include <optional>

class QSettings;

namespace spanglass {

/// One place of the main window, reached from its navigation rail.
class Panel : public QWidget {
    Q_OBJECT
public:
    /// `panelId` is what --panel takes and what settings are kept under; `icon` names one of resources/icons.
    Panel(QLatin1StringView panelId, QString title, QLatin1StringView icon, QWidget* parent = nullptr);

    QLatin1StringView panelId() const { return m_panelId; }
    const QString& title() const { return m_title; }
    QLatin1StringView iconName() const { return m_icon; }

    /// False while what the panel shows is still being loaded.
    virtual bool isSettled() const { return true; }
    /// Why the panel cannot show what it was asked for.
    virtual std::optional<Error> problem() const { return {}; }
    /// What the shortcut sheet shows of this panel.
    virtual QList<ShortcutSection> shortcuts() const { return {}; }
    /// Called inside a group of the panel's own; both may be called at any time after construction.
    virtual void saveState(QSettings& settings) const;
    virtual void restoreState(QSettings& settings);
    /// The same for what belongs to the open store, such as a filter. Called after restoreState().
    virtual void saveStoreState(QSettings& settings) const;
    virtual void restoreStoreState(QSettings& settings);

Q_SIGNALS:
    void settled();
    /// For the status bar: what just happened, in one plain sentence.
    void statusMessage(const QString& message);

private:
    QLatin1StringView m_panelId;
    QString m_title;
    QLatin1StringView m_icon;
};

} // namespace spanglass
