#include "models/diagnostics/DiagnosisAnswer.h"

#include "models/common/Quantity.h"

#include <QCoreApplication>

#include <algorithm>

namespace spanglass {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("Diagnosis", text); }

QString titleOf(const DiagnosisReport& report, const QString& id) {
    const auto found = std::ranges::find(report.checks, id, &CheckInfo::id);
    return found == report.checks.end() ? id : found->title;
}

const CheckResult* first(const DiagnosisReport& report, CheckStatus status) {
    const auto found = std::ranges::find(report.results, status, &CheckResult::status);
    return found == report.results.end() ? nullptr : &*found;
}

QString sentence(const DiagnosisReport& report, const CheckResult& result) {
    return tr("%1: %2").arg(titleOf(report, result.id), result.summary);
}

/// Checks that send are not run unasked.
std::uint64_t unsent(const DiagnosisReport& report) {
    std::uint64_t count = 0;
    for (qsizetype i = 0; i < report.checks.size() && !report.subject.probe; ++i)
        count += report.checks[i].sends && report.results[i].status == CheckStatus::NotRun;
    return count;
}

DiagnosisAnswer failed(const DiagnosisReport& report, const CheckResult& result, bool isBusy) {
    DiagnosisAnswer answer{DiagnosisAnswer::Kind::Failed, result.summary, {}, result.remedy, result.id};
    if (answer.headline.isEmpty())
        answer.headline = titleOf(report, result.id);
    const auto more = static_cast<std::uint64_t>(report.count(CheckStatus::Failed) - 1);
    QStringList cause{isBusy ? tr("The first failed check so far: %1.").arg(titleOf(report, result.id))
                             : tr("The first failed check on the way: %1.").arg(titleOf(report, result.id)),
        result.cause};
    if (more > 0)
        cause << counted(more, tr("%1 check after it failed too."), tr("%1 checks after it failed too."));
    cause.removeAll(QString());
    answer.cause = cause.join(u' ');
    return answer;
}

} // namespace

DiagnosisAnswer answerOf(const DiagnosisReport& report, bool isBusy) {
    const auto count = [&](CheckStatus status) { return static_cast<std::uint64_t>(report.count(status)); };
    if (const CheckResult* failure = report.firstFailure())
        return failed(report, *failure, isBusy);
    const std::uint64_t looked = count(CheckStatus::Ok) + count(CheckStatus::Warning);
    const std::uint64_t unseen = count(CheckStatus::CouldNotLook);
    const std::uint64_t warned = count(CheckStatus::Warning);
    const std::uint64_t notSent = unsent(report);
    const std::uint64_t left = count(CheckStatus::NotRun) - notSent;
    if (isBusy)
        return {DiagnosisAnswer::Kind::Looking,
            tr("Looking along the way: %1 of %2 checks are done.")
                .arg(report.results.size() - qsizetype(left + notSent))
                .arg(report.results.size() - qsizetype(notSent))};
    if (looked + unseen + count(CheckStatus::NotApplicable) == 0)
        return {};
    QStringList parts;
    if (unseen > 0)
        parts << counted(unseen, tr("%1 check could not be looked at"), tr("%1 checks could not be looked at"));
    if (left > 0)
        parts << counted(left, tr("%1 check has not been run"), tr("%1 checks have not been run"));
    if (notSent > 0 && left == 0)
        parts << tr("no test span was sent, which alone proves that spans are kept");
    if (warned > 0)
        parts << counted(warned, tr("%1 check warns"), tr("%1 checks warn"));
    if (parts.isEmpty())
        return {DiagnosisAnswer::Kind::Fine,
            counted(looked, tr("Nothing failed: the one check that applies was looked at."),
                tr("Nothing failed: all %1 checks that apply were looked at."))};
    DiagnosisAnswer answer{DiagnosisAnswer::Kind::Doubtful, tr("Nothing failed; %1.").arg(parts.join(tr(", ")))};
    const CheckResult* speaking = first(report, CheckStatus::Warning);
    if (!speaking)
        speaking = first(report, CheckStatus::CouldNotLook);
    if (speaking) {
        answer.checkId = speaking->id;
        answer.cause = sentence(report, *speaking);
        answer.steps = speaking->remedy;
    }
    return answer;
}

} // namespace spanglass
