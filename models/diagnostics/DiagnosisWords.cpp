#include "models/diagnostics/DiagnosisWords.h"

#include <QCoreApplication>
#include <QLocale>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("Diagnosis", text); }

} // namespace

QString checkStageTitle(CheckStage stage) {
    switch (stage) {
    case CheckStage::App:
        return tr("Your app");
    case CheckStage::Network:
        return tr("Network and host");
    case CheckStage::Identity:
        return tr("Identity");
    case CheckStage::Location:
        return tr("Experiment and location");
    case CheckStage::Tables:
        return tr("Trace tables");
    case CheckStage::Storage:
        return tr("Storage");
    case CheckStage::Grants:
        return tr("Grants");
    case CheckStage::Offer:
        return tr("Preview and region");
    case CheckStage::Limits:
        return tr("Limits");
    case CheckStage::Monitoring:
        return tr("Monitoring");
    case CheckStage::Program:
        return tr("This program");
    }
    return {};
}

QString checkStatusWords(CheckStatus status) {
    switch (status) {
    case CheckStatus::NotRun:
        return tr("not run");
    case CheckStatus::Running:
        return tr("looking");
    case CheckStatus::Ok:
        return tr("in order");
    case CheckStatus::Warning:
        return tr("warning");
    case CheckStatus::Failed:
        return tr("failed");
    case CheckStatus::CouldNotLook:
        return tr("could not look");
    case CheckStatus::NotApplicable:
        return tr("does not apply");
    }
    return {};
}

QString momentWords(const QDateTime& at, const QDateTime& now) {
    const QDateTime local = at.toLocalTime();
    const bool today = local.date() == now.toLocalTime().date();
    return QLocale().toString(local, today ? u"HH:mm:ss"_s : u"d MMM HH:mm"_s);
}

QString checkChangeWords(CheckChange change, const QDateTime& before, const QDateTime& now) {
    if (change == CheckChange::New)
        return tr("new since %1").arg(momentWords(before, now));
    return change == CheckChange::Mended ? tr("mended since %1").arg(momentWords(before, now)) : QString();
}

QString checkText(const CheckInfo& info, const CheckResult& result) {
    QStringList lines{tr("%1 (%2): %3").arg(info.title, info.id, checkStatusWords(result.status)), result.summary};
    if (result.at.isValid())
        lines << tr("Looked at %1, took %2").arg(result.at.toString(Qt::ISODate), formatDuration(result.took));
    for (const CheckEvidence& each : result.evidence)
        lines << tr("%1: %2").arg(each.label, each.value);
    if (!result.cause.isEmpty())
        lines << tr("Cause: %1").arg(result.cause);
    for (qsizetype i = 0; i < result.remedy.size(); ++i)
        lines << tr("%1. %2").arg(i + 1).arg(result.remedy[i]);
    lines << result.details;
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString wayStationWords(WayStation station) {
    switch (station) {
    case WayStation::Receiver:
        return tr("Receiver");
    case WayStation::Forwarder:
        return tr("Passing on");
    case WayStation::Endpoint:
        return tr("Endpoint");
    case WayStation::Table:
        return tr("Table");
    case WayStation::Warehouse:
        return tr("SQL warehouse");
    case WayStation::Experiment:
        return tr("Experiment");
    }
    return {};
}

QString wayStationMeaning(WayStation station) {
    switch (station) {
    case WayStation::Receiver:
        return tr("Spanglass took it from the app and has it in the store.");
    case WayStation::Forwarder:
        return tr("A replay, or passing on, has sent it.");
    case WayStation::Endpoint:
        return tr("The other side answered that it has taken it.");
    case WayStation::Table:
        return tr("Its rows are in the table of spans.");
    case WayStation::Warehouse:
        return tr("A SQL warehouse reads the whole trace back.");
    case WayStation::Experiment:
        return tr("Trace search of the experiment finds it: it is what people see there.");
    }
    return {};
}

QString wayStateWords(WayStop::State state) {
    switch (state) {
    case WayStop::State::Looking:
        return tr("looking");
    case WayStop::State::Seen:
        return tr("seen");
    case WayStop::State::NotSeen:
        return tr("not seen");
    case WayStop::State::CouldNotLook:
        return tr("could not look");
    case WayStop::State::NotOnItsWay:
        return tr("not on its way");
    }
    return {};
}

QList<WayStop> waitingStops() {
    QList<WayStop> stops;
    for (std::size_t i = 0; i < WayStationCount; ++i)
        stops << WayStop{.station = static_cast<WayStation>(i)};
    return stops;
}

QString wayText(const TraceWay& way) {
    QStringList lines{tr("Trace %1").arg(way.traceId), way.verdict};
    for (const WayStop& stop : way.stops) {
        lines
            << tr("%1: %2. %3").arg(wayStationWords(stop.station), wayStateWords(stop.state), stop.evidence).trimmed();
        lines << stop.remedy;
    }
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace spanglass
