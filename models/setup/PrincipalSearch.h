#pragma once

#include "models/workspace/Step.h"
#include "services/core/SetupControl.h"

#include <QTimer>

namespace spanglass {

/// Users, groups, service principals, apps and serving endpoints by a part of their name; asks when the typing pauses.
/// GUI thread.
class PrincipalSearch final : public QObject {
    Q_OBJECT
public:
    /// `control` must outlive this.
    explicit PrincipalSearch(SetupControl& control, QObject* parent = nullptr);

    void setText(const QString& connectionId, const QString& text);
    void cancel() { m_found.cancel(); }
    const QString& text() const { return m_text; }
    const Step<QList<SetupPrincipal>>& found() const { return m_found; }
    /// Those that were found; before them, what was typed, where it can be a name that grants take.
    QList<SetupPrincipal> choices() const;

Q_SIGNALS:
    void changed();

private:
    SetupControl& m_control;
    QString m_connectionId;
    QString m_text;
    QTimer m_pause;
    Step<QList<SetupPrincipal>> m_found;
};

} // namespace spanglass
