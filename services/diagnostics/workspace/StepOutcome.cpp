#include "services/diagnostics/workspace/StepOutcome.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxSentences = 4; ///< of a cause; the evidence has them all

bool isMissing(const SetupFinding& finding) {
    return finding.state == SetupState::ToDo || finding.state == SetupState::Blocked;
}

QList<SetupFinding> chosen(const SetupStepReport& report, const FindingFilter& filter) {
    QList<SetupFinding> out;
    std::ranges::copy_if(
        report.findings, std::back_inserter(out), [&](const SetupFinding& each) { return !filter || filter(each); });
    return out;
}

QString sentences(const QList<SetupFinding>& findings, bool (*counts)(const SetupFinding&)) {
    QStringList out;
    for (const SetupFinding& each : findings)
        if (counts(each))
            out << u"%1: %2"_s.arg(each.subject, each.evidence);
    const qsizetype more = out.size() - MaxSentences;
    if (more > 0)
        out = out.first(MaxSentences) << u"And %1 more."_s.arg(more);
    return out.join(u' ');
}

Outcome missing(const SetupStepReport& report, const StepWords& words, const QList<SetupFinding>& findings) {
    const QString seen = sentences(findings, &isMissing);
    Outcome out = failed(words.failed, seen.isEmpty() ? report.summary : seen);
    if (!report.calls.isEmpty())
        out.advise(u"Let the program do it: the button shows every call before it is sent."_s)
            .offer({words.button, SetupRemedy{report.learned, report.step}});
    for (const SetupFinding& each : findings)
        if (isMissing(each) && !out.remedy.contains(each.remedy))
            out.advise(each.remedy);
    return out;
}

Outcome judged(
    const SetupStepReport& report, const StepWords& words, const QList<SetupFinding>& findings, bool isWhole) {
    const auto has = [&](SetupState state) {
        return std::ranges::any_of(findings, [&](const SetupFinding& each) { return each.state == state; });
    };
    const bool hasWork = isWhole && report.state == SetupState::ToDo; // also where no single thing was found missing
    if (hasWork || has(SetupState::ToDo) || has(SetupState::Blocked))
        return missing(report, words, findings);
    if (report.problem && findings.isEmpty())
        return keepsFromLooking(report.problem->code) ? couldNotLook(*report.problem)
                                                      : failed(words.failed, *report.problem);
    if (has(SetupState::Uncertain))
        return couldNotLook(
            sentences(findings, [](const SetupFinding& each) { return each.state == SetupState::Uncertain; }));
    return fine(words.fine);
}

} // namespace

bool keepsFromLooking(ErrorCode code) {
    switch (code) {
    case ErrorCode::Cancelled:
    case ErrorCode::TimedOut:
    case ErrorCode::Offline:
    case ErrorCode::RateLimited:
    case ErrorCode::NeedsSignIn:
        return true;
    default:
        return false;
    }
}

Outcome outcomeOf(const Result<SetupStepReport>& report, const StepWords& words, const FindingFilter& filter) {
    if (!report)
        return couldNotLook(report.error());
    if (report->state == SetupState::NotAsked)
        return notApplicable(report->summary);
    const QList<SetupFinding> findings = chosen(*report, filter);
    Outcome out = judged(*report, words, findings, !filter);
    for (const SetupFinding& each : findings)
        out.see(each.subject, each.evidence);
    return out.detail(report->details);
}

} // namespace spanglass
