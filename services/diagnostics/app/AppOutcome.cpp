#include "services/diagnostics/app/AppOutcome.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

CheckResult outcomeOf(const AppConfig& config, const QList<AppFinding>& findings, const QString& isFine) {
    if (findings.isEmpty())
        return fine(isFine);
    // What fails comes before what only warns.
    const auto first = std::ranges::find(findings, true, &AppFinding::fails);
    const AppFinding& main = first == findings.end() ? findings.front() : *first;
    Outcome out = main.fails ? failed(main.what + u'.', main.cause) : warned(main.what + u'.', main.cause);
    out.detail(main.rule);
    QList<AppEdit> edits;
    for (const AppFinding& finding : findings) {
        out.see(u"Configuration"_s, finding.seen);
        if (&finding != &main)
            out.see(u"Also"_s, finding.what + u". "_s + finding.cause);
        if (!out.remedy.contains(finding.step))
            out.advise(finding.step);
        if (finding.edit)
            edits += *finding.edit;
    }
    if (const auto remedy = configRemedy(config, edits))
        out.offer({config.file.isEmpty() ? u"Show it mended..."_s : u"Mend %1..."_s.arg(config.title), *remedy});
    return out;
}

QList<AppFinding> findingsFor(const QList<AppFinding>& findings, const QString& check) {
    QList<AppFinding> out;
    std::ranges::copy_if(findings, std::back_inserter(out), [&](const AppFinding& f) { return f.check == check; });
    return out;
}

Outcome& seeSettings(Outcome& outcome, const AppConfig& config, const QStringList& keys) {
    for (const AppBlock& block : config.blocks)
        for (const AppSetting& setting : block.settings)
            if (keys.contains(setting.key) && setting.style != ValueStyle::None)
                outcome.see(block.title.isEmpty() ? u"Configuration"_s : block.title, seenSetting(config, setting));
    return outcome;
}

} // namespace spanglass
