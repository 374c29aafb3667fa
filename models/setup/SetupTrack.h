#pragma once

#include "models/workspace/Step.h"
#include "services/core/SetupReport.h"

namespace spanglass {

/// One step of a setup as the person follows it: what was last seen of it, and what is under way. GUI thread.
struct SetupTrack {
    /// `changed`: called whenever there is something new to show.
    explicit SetupTrack(const std::function<void()>& changed)
        : probing(changed)
        , applying(changed) { }

    Step<SetupStepReport> probing;
    Step<SetupStepReport> applying;
    std::optional<SetupStepReport> report; ///< the newest; stays while it is looked at again
    SetupPlan inputs = {}; ///< that the report was made for, as inputsOf() has them
    bool outdated = false; ///< something that it may depend on has been applied since
    bool overtaken = false; ///< that was while a look was under way, so its answer is of before
    bool applied = false; ///< the report tells how it stood after applying

    bool isBusy() const { return probing.isBusy() || applying.isBusy(); }
    /// Why the last question had no answer; none after a report.
    const std::optional<Error>& failure() const { return applying.error() ? applying.error() : probing.error(); }
    /// What is done at the moment; empty when the other side does not say.
    QString progress() const { return applying.isBusy() ? applying.progress() : probing.progress(); }
    qint64 seconds() const { return applying.isBusy() ? applying.seconds() : probing.seconds(); }
    /// What was seen, or is being looked at, may stand otherwise now.
    void outdate() {
        outdated = true;
        overtaken = probing.isBusy();
    }
    void cancel() {
        probing.cancel();
        applying.cancel();
    }
    void forget() {
        probing.forget();
        applying.forget();
        report.reset();
        outdated = overtaken = applied = false;
    }
};

} // namespace spanglass
