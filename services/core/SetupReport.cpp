#include "services/core/SetupReport.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

QLatin1StringView setupStepName(SetupStep step) {
    static constexpr std::array<QLatin1StringView, SetupStepCount> names{"sign-in"_L1, "warehouse"_L1, "experiment"_L1,
        "schema"_L1, "location"_L1, "tables"_L1, "grants"_L1, "collector"_L1, "monitoring"_L1};
    return names[static_cast<std::size_t>(step)];
}

bool isCallShown(const SetupCall& call, const SetupCall& shown) {
    if (call.kind != shown.kind)
        return false;
    QString pattern = QRegularExpression::escape(shown.text);
    for (const QString& mark : {ExperimentIdMark, AppPrincipalMark})
        pattern.replace(QRegularExpression::escape(mark), // which is not known yet, or by now
            u"(?:"_s + QRegularExpression::escape(mark) + u"|[^\"/\\s]+)"_s);
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(call.text).hasMatch();
}

bool ProofReport::isProved() const {
    return !hops.isEmpty() && std::ranges::all_of(hops, [](const ProofHopReport& each) {
        return each.state == ProofHopReport::State::Passed || each.state == ProofHopReport::State::Skipped;
    });
}

const ProofHopReport* ProofReport::firstFailure() const {
    const auto failed = std::ranges::find(hops, ProofHopReport::State::Failed, &ProofHopReport::state);
    return failed == hops.end() ? nullptr : &*failed;
}

} // namespace spanglass
