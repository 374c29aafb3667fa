#include "app/diagnostics/DoctorText.h"

#include "services/diagnostics/report/DiagnosisJson.h"

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int Incomplete = 3;

QString mark(CheckStatus status) {
    switch (status) {
    case CheckStatus::Ok:
        return u"ok  "_s;
    case CheckStatus::Warning:
        return u"warn"_s;
    case CheckStatus::Failed:
        return u"FAIL"_s;
    case CheckStatus::CouldNotLook:
        return u"?   "_s;
    default:
        return u"-   "_s;
    }
}

QString stageTitle(CheckStage stage) {
    static const std::array<QString, CheckStageCount> Titles{u"App"_s, u"Network and host"_s, u"Identity"_s,
        u"Experiment and location"_s, u"Tables"_s, u"Storage"_s, u"Grants"_s, u"Preview and region"_s, u"Limits"_s,
        u"Monitoring"_s, u"Program"_s};
    return Titles.at(static_cast<std::size_t>(stage));
}

QString line(int indent, const QString& text) { return QString(indent, u' ') + text.simplified() + u'\n'; }

QString explanation(const CheckResult& result, int indent) {
    QString out;
    if (!result.cause.isEmpty() && result.cause != result.summary)
        out += line(indent, u"Cause: "_s + result.cause);
    for (qsizetype i = 0; i < result.remedy.size(); ++i)
        out += line(indent, u"%1. %2"_s.arg(i + 1).arg(result.remedy[i]));
    for (const CheckEvidence& seen : result.evidence)
        out += line(indent, u"%1: %2"_s.arg(seen.label, seen.value));
    if (const auto known = knownFailure(result))
        out += line(indent, u"Known as \"%1\": %2"_s.arg(known->title, known->meaning));
    return out;
}

QString checkText(const CheckInfo& info, const CheckResult& result) {
    QString out = u"  "_s + mark(result.status) + u' ' + info.title.simplified();
    out += result.summary.isEmpty() ? u"\n"_s : u": "_s + result.summary.simplified() + u'\n';
    if (result.status == CheckStatus::Warning || result.status == CheckStatus::Failed)
        out += explanation(result, 7);
    return out;
}

QString answer(const DiagnosisReport& report) {
    if (const CheckResult* failed = report.firstFailure())
        return u"Why: "_s + failed->summary.simplified() + u'\n' + explanation(*failed, 2);
    if (!report.isComplete)
        return u"The run was stopped before its end.\n"_s;
    if (report.count(CheckStatus::CouldNotLook) > 0)
        return u"Nothing failed, but not everything could be looked at.\n"_s;
    return report.count(CheckStatus::Warning) > 0 ? u"Nothing failed; see the warnings.\n"_s
                                                  : u"Everything that was looked at is as it should be.\n"_s;
}

} // namespace

QString doctorText(const DiagnosisReport& report) {
    QString out;
    std::optional<CheckStage> stage;
    for (qsizetype i = 0; i < report.checks.size() && i < report.results.size(); ++i) {
        if (report.results[i].status == CheckStatus::NotRun)
            continue;
        if (report.checks[i].stage != stage) {
            stage = report.checks[i].stage;
            out += stageTitle(*stage) + u'\n';
        }
        out += checkText(report.checks[i], report.results[i]);
    }
    out += u"\n%1 ok, %2 warnings, %3 failed, %4 could not be looked at, %5 do not apply.\n"_s.arg(
        QString::number(report.count(CheckStatus::Ok)), QString::number(report.count(CheckStatus::Warning)),
        QString::number(report.count(CheckStatus::Failed)), QString::number(report.count(CheckStatus::CouldNotLook)),
        QString::number(report.count(CheckStatus::NotApplicable)));
    return out + answer(report);
}

QString followedText(const TraceWay& way) {
    static const std::array<QString, 5> Marks{u"?   "_s, u"ok  "_s, u"FAIL"_s, u"?   "_s, u"-   "_s};
    QString out = u"\nTrace "_s + way.traceId + u'\n';
    for (const WayStop& stop : way.stops) {
        out += u"  "_s + Marks.at(static_cast<std::size_t>(stop.state)) + u' ' + wayStationName(stop.station) + u": "_s
            + stop.evidence.simplified() + u'\n';
        if (stop.state == WayStop::State::NotSeen && !stop.remedy.isEmpty())
            out += line(7, stop.remedy);
    }
    return out + way.verdict + u'\n';
}

int doctorStatus(const DiagnosisReport& report, const std::optional<TraceWay>& way) {
    const auto stopped = [&](WayStop::State state) {
        return way && std::ranges::find(way->stops, state, &WayStop::state) != way->stops.end();
    };
    if (report.firstFailure() || stopped(WayStop::State::NotSeen))
        return 1;
    const bool unseen = report.count(CheckStatus::CouldNotLook) > 0 || stopped(WayStop::State::CouldNotLook);
    return unseen || !report.isComplete ? Incomplete : 0;
}

} // namespace spanglass
