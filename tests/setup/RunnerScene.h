#pragma once

#include "services/setup/CallText.h"
#include "services/setup/StepRunner.h"
#include "tests/databricks/RestFixture.h"

#include <nlohmann/json.hpp>

#include <atomic>

namespace spanglass::test {

/// A step whose truth is in the test: what is still missing.
class ScriptedWork final : public StepWork {
public:
    mutable int looks = 0;
    std::function<StepView(StepView)> how;

    StepView look(const SetupPlan& plan, SetupSession&) const override {
        ++looks;
        return how(StepView(SetupStep::Experiment, plan));
    }
};

inline PlannedCall call(const QString& path) {
    PlannedCall out;
    out.call = restCall(QStringLiteral("Do ") + path, "POST", path, nlohmann::json{{"a", 1}});
    return out;
}

struct Scene : RestFixture {
    ScriptedWork work;
    QList<SetupRecordEntry> record;
    Secret secret;
    std::atomic<bool> cancelled = false;

    SetupStepReport apply() {
        SetupSession session({.api = std::shared_ptr<ApiClient>(std::shared_ptr<void>(), &api),
            .thread = auth.thread,
            .warehouse = {},
            .isCancelled = [this] { return cancelled.load(); },
            .keep = [this](const SetupRecordEntry& entry) { record << entry; },
            .secret = secret,
            .pace = {.look = std::chrono::milliseconds(1), .looks = 5}});
        return applyStep(work, {}, session);
    }
    int count(const QByteArray& path) const {
        return static_cast<int>(
            std::ranges::count_if(server.seen(), [&](const SeenRequest& each) { return each.path == path; }));
    }
};

} // namespace spanglass::test
