#pragma once

#include "models/setup/SetupPages.h"
#include "services/core/SetupReport.h"

#include <QMap>
#include <QObject>

#include <optional>

namespace spanglass {

class GuidedSetup;

/// Goes through all steps of a setup in order: looks at those that are not fresh, or applies what is to be done and
/// stops at the first that cannot be, or that takes a call which was not seen before. GUI thread.
class SetupRun final : public QObject {
    Q_OBJECT
public:
    /// `session` must outlive this.
    explicit SetupRun(GuidedSetup& session, QObject* parent = nullptr);

    /// Looks at what is not fresh.
    void look();
    /// Looks at all.
    void lookAgain();
    void apply();
    void cancel();

    bool isBusy() const { return m_busy; }
    bool isApplying() const { return m_busy && m_applies; }
    /// The step that is in work.
    std::optional<SetupStep> at() const { return m_busy ? m_at : std::nullopt; }
    /// The step at which applying could not go on.
    std::optional<SetupStep> stoppedAt() const { return m_busy ? std::nullopt : m_at; }
    /// Whether it stopped because the step there takes other calls than those that were seen when applying began.
    bool pausedToShow() const { return !m_busy && m_pausedToShow; }
    int done() const { return m_total - static_cast<int>(m_left.size()); }
    int total() const { return m_total; }
    /// How many steps are to be applied, as far as they have been looked at.
    int toDo() const;
    /// Whether something has not been looked at that can be.
    bool wantsLook() const;

Q_SIGNALS:
    void changed();
    void finished(); ///< every step is done, or not asked for

private:
    void start(bool applies);
    void next();
    void goOn(SetupStep ended);
    /// True when the step needs nothing more; otherwise it is in work, or the run has stopped.
    bool passes(SetupStep step);
    void stop();
    /// Whether all that the step would send was seen when applying began.
    bool wasShown(SetupStep step) const;

    GuidedSetup& m_session;
    QMap<SetupStep, QList<SetupCall>> m_shown; ///< as last seen before applying began
    QList<SetupStep> m_left;
    std::optional<SetupStep> m_at;
    int m_total = 0;
    bool m_applies = false;
    bool m_busy = false;
    bool m_again = false; ///< what is fresh is looked at too
    bool m_pausedToShow = false;
    bool m_tried = false; ///< the step at hand has been looked at, or applied, in this run
};

} // namespace spanglass
