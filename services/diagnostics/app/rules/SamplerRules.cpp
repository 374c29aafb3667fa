#include "services/diagnostics/app/rules/AppRules.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.switch");
constexpr double Tiny = 0.01; ///< a share below this looks like nothing arrives at all

/// A share of traces: 0 drops all, a tiny one nearly all, one above 1 is none.
void shareRule(AppJudge& judge, const AppSetting* share, bool isSampler) {
    if (!share || share->elsewhere || share->clean().isEmpty())
        return;
    bool isNumber = false;
    const double value = share->clean().toDouble(&isNumber);
    if (!isNumber || value < 0 || value > 1) {
        judge.warned(Check, "share-unreadable"_L1, share, u"%1 is no share between 0 and 1"_s.arg(share->name),
            u"It is a share, not a percentage; SDKs pass over what they cannot read, each in its own way."_s,
            u"Write it as 1.0 for all traces, 0.1 for every tenth."_s);
        judge.offer(share, u"1.0"_s);
    } else if (value == 0) {
        judge.failed(Check, "share-zero"_L1, share, u"The sampler drops every trace"_s,
            isSampler ? u"The sampler keeps a share of 0."_s : u"MLflow keeps a share of 0."_s,
            u"Set %1 to 1.0."_s.arg(share->name));
        judge.offer(share, u"1.0"_s);
    } else if (value < Tiny) {
        judge.warned(Check, "share-tiny"_L1, share, u"The sampler drops nearly every trace"_s,
            u"It keeps one trace of %1."_s.arg(qRound64(1 / value)),
            u"Set %1 to 1.0 while you look for traces."_s.arg(share->name));
        judge.offer(share, u"1.0"_s);
    }
}

} // namespace

void samplerRules(AppJudge& judge) {
    static const QStringList Known{u"always_on"_s, u"always_off"_s, u"traceidratio"_s, u"parentbased_always_on"_s,
        u"parentbased_always_off"_s, u"parentbased_traceidratio"_s, u"jaeger_remote"_s, u"parentbased_jaeger_remote"_s,
        u"xray"_s};
    const AppBlock& block = judge.block();
    const AppSetting* sampler = block.find("OTEL_TRACES_SAMPLER"_L1);
    const QString value = sampler && !sampler->elsewhere ? sampler->clean() : QString();
    if (value.endsWith("always_off"_L1)) {
        judge.failed(Check, "sampler-off"_L1, sampler, u"The sampler drops every trace"_s,
            value.startsWith("parentbased"_L1) ? u"It keeps a trace only when the caller has already kept it."_s
                                               : u"always_off keeps none."_s,
            u"Set the sampler to parentbased_always_on."_s);
        judge.offer(sampler, u"parentbased_always_on"_s);
    } else if (value.endsWith("traceidratio"_L1)) {
        shareRule(judge, block.find("OTEL_TRACES_SAMPLER_ARG"_L1), true);
    } else if (!value.isEmpty() && !Known.contains(value)) {
        judge.warned(Check, "sampler-unknown"_L1, sampler, u"%1 is no sampler that SDKs know"_s.arg(value),
            u"An SDK that does not know the name passes over it."_s,
            u"Use always_on, traceidratio or parentbased_always_on."_s);
        judge.offer(sampler, u"parentbased_always_on"_s);
    }
    shareRule(judge, block.find("MLFLOW_TRACE_SAMPLING_RATIO"_L1), false);
}

} // namespace spanglass
