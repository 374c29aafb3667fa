#pragma once

#include "models/workspace/Step.h"
#include "services/core/Diagnosis.h"
#include "services/core/SetupControl.h"

namespace spanglass {

/// A remedy that guided setup can make so: looks what it takes, and sends it when asked to. GUI thread.
class SetupMending final : public QObject {
    Q_OBJECT
public:
    /// `control` must outlive this. Looks at once.
    SetupMending(SetupControl& control, SetupRemedy remedy, QObject* parent = nullptr);

    const SetupRemedy& remedy() const { return m_remedy; }
    void look();
    void apply();
    void cancel();

    /// As last seen; nothing while that is not known.
    const std::optional<SetupStepReport>& report() const;
    /// Why it cannot be looked at or applied.
    std::optional<Error> problem() const;
    bool isBusy() const { return m_looking.isBusy() || m_applying.isBusy(); }
    bool isApplying() const { return m_applying.isBusy(); }
    bool canApply() const;
    /// It was applied, and is so now.
    bool isDone() const;
    QString progress() const;
    qint64 seconds() const { return std::max(m_looking.seconds(), m_applying.seconds()); }

Q_SIGNALS:
    void changed();

private:
    SetupControl& m_control;
    const SetupRemedy m_remedy;
    Step<SetupStepReport> m_looking;
    Step<SetupStepReport> m_applying;
};

} // namespace spanglass
