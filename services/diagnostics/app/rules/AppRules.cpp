#include "services/diagnostics/app/rules/AppRules.h"

#include <array>

namespace spanglass {

QList<AppFinding> judgeConfig(const AppConfig& config, const AppFacts& facts) {
    constexpr std::array Rules{valueRules, switchRules, samplerRules, projectRules, endpointRules, protocolRules,
        headerRules, tableRules, authorizationRules, mlflowRules, destinationRules, deliveryRules, agreementRules};
    QList<AppFinding> out;
    for (const AppBlock& block : config.blocks) {
        AppJudge judge(config, block, facts);
        for (const auto rule : Rules)
            rule(judge);
        out += judge.take();
    }
    return out;
}

} // namespace spanglass
