#include "services/core/Diagnosis.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

QLatin1StringView checkStageName(CheckStage stage) {
    static constexpr std::array Names{"app"_L1, "network"_L1, "identity"_L1, "location"_L1, "tables"_L1, "storage"_L1,
        "grants"_L1, "offer"_L1, "limits"_L1, "monitoring"_L1, "program"_L1};
    static_assert(Names.size() == CheckStageCount);
    return Names.at(static_cast<std::size_t>(stage));
}

QLatin1StringView checkStatusName(CheckStatus status) {
    static constexpr std::array Names{
        "not-run"_L1, "running"_L1, "ok"_L1, "warning"_L1, "failed"_L1, "could-not-look"_L1, "not-applicable"_L1};
    return Names.at(static_cast<std::size_t>(status));
}

const CheckResult* DiagnosisReport::firstFailure() const {
    const auto failed = std::ranges::find(results, CheckStatus::Failed, &CheckResult::status);
    return failed == results.end() ? nullptr : &*failed;
}

int DiagnosisReport::count(CheckStatus status) const {
    return static_cast<int>(std::ranges::count(results, status, &CheckResult::status));
}

CheckChange changeSince(const CheckResult& before, const CheckResult& now) {
    const auto isLooked = [](CheckStatus status) {
        return status == CheckStatus::Ok || status == CheckStatus::Warning || status == CheckStatus::Failed;
    };
    if (!isLooked(before.status) || !isLooked(now.status))
        return CheckChange::NotComparable;
    const bool wasFine = before.status == CheckStatus::Ok;
    const bool isFine = now.status == CheckStatus::Ok;
    if (wasFine == isFine)
        return CheckChange::Same;
    return isFine ? CheckChange::Mended : CheckChange::New;
}

} // namespace spanglass
