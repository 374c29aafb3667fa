#include "app/setup/StepText.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString stateWord(SetupState state) {
    switch (state) {
    case SetupState::NotAsked:
        return u"not asked"_s;
    case SetupState::Done:
        return u"done"_s;
    case SetupState::ToDo:
        return u"to do"_s;
    case SetupState::Uncertain:
        return u"uncertain"_s;
    case SetupState::Blocked:
        return u"blocked"_s;
    case SetupState::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString hopWord(ProofHop hop) {
    switch (hop) {
    case ProofHop::Accepted:
        return u"accepted"_s;
    case ProofHop::InTable:
        return u"in the table"_s;
    case ProofHop::Readable:
        return u"readable"_s;
    case ProofHop::InExperiment:
        return u"in the experiment"_s;
    }
    return {};
}

QString hopState(ProofHopReport::State state) {
    using enum ProofHopReport::State;
    switch (state) {
    case Passed:
        return u"passed"_s;
    case Failed:
        return u"failed"_s;
    case Skipped:
        return u"skipped"_s;
    case Waiting:
    case Looking:
        break;
    }
    return u"not reached"_s;
}

/// Since the sending.
QString hopTime(const ProofHopReport& report) {
    using enum ProofHopReport::State;
    const bool ended = report.state == Passed || report.state == Failed;
    return ended && report.sinceSent.value > 0 ? u"+ "_s + formatDuration(report.sinceSent) : QString();
}

QString indented(const QString& text) { return u"    "_s + QString(text).replace(u'\n', u"\n    "_s) + u'\n'; }

} // namespace

QString stepText(const SetupStepReport& report, bool withCalls) {
    QString out = u"%1 %2 %3\n"_s.arg(QString(setupStepName(report.step)).leftJustified(12),
        stateWord(report.state).leftJustified(10), report.summary);
    for (const SetupFinding& each : report.findings) {
        if (each.state == SetupState::Done)
            continue;
        out += u"  - %1: %2\n"_s.arg(each.subject, each.evidence);
        if (!each.remedy.isEmpty())
            out += indented(each.remedy);
    }
    for (const QString& each : report.cautions)
        out += u"  ! "_s + each + u'\n';
    for (const SetupOffer& each : report.offers)
        out += u"  ? "_s + each.label + u'\n';
    if (withCalls) {
        for (const SetupCall& each : report.calls)
            out += u"  > %1\n"_s.arg(each.purpose) + indented(each.text);
    }
    return out;
}

QString proofText(const ProofReport& report) {
    QString out = u"  trace %1\n"_s.arg(report.traceId);
    for (const ProofHopReport& each : report.hops)
        out += u"  %1 %2 %3 %4\n"_s.arg(hopWord(each.hop).leftJustified(18), hopState(each.state).leftJustified(12),
            hopTime(each).leftJustified(10), each.evidence);
    return out;
}

} // namespace spanglass
