#include "models/receiver/ReceiverWords.h"

#include "models/common/Quantity.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("ReceiverWords", text); }

QString ageWords(Nanos age) {
    constexpr std::int64_t Hour = 3'600'000'000'000;
    const auto hours = static_cast<std::uint64_t>(age.value / Hour);
    if (hours > 0 && hours % 24 == 0)
        return counted(hours / 24, tr("%1 day"), tr("%1 days"));
    return counted(hours, tr("%1 hour"), tr("%1 hours"));
}

} // namespace

QString stateWord(ReceiverState state) {
    switch (state) {
    case ReceiverState::Stopped:
        return tr("Stopped");
    case ReceiverState::Starting:
        return tr("Starting");
    case ReceiverState::Listening:
        return tr("Listening");
    case ReceiverState::Paused:
        return tr("Paused");
    case ReceiverState::Failed:
        return tr("Cannot listen");
    }
    return {};
}

QString stateSentence(const ReceiverSnapshot& snapshot) {
    switch (snapshot.state) {
    case ReceiverState::Stopped:
        return tr("Nothing is received. Start the receiver to take spans from your apps.");
    case ReceiverState::Starting:
        return tr("The ports are being opened.");
    case ReceiverState::Listening:
        return snapshot.requests == 0 ? tr("Ready. Nothing has been sent yet.")
                                      : tr("Ready for spans, logs and metrics.");
    case ReceiverState::Paused:
        return tr("Senders are told to try again later; exporters keep their spans meanwhile.");
    case ReceiverState::Failed:
        return snapshot.problem;
    }
    return {};
}

bool listensBeyondLoopback(const ReceiverSettings& settings) {
    const auto isBeyond = [](const QString& address) {
        return !address.isEmpty() && address != "127.0.0.1"_L1 && address != "::1"_L1
            && address.compare("localhost"_L1, Qt::CaseInsensitive) != 0;
    };
    return isBeyond(settings.httpAddress) || isBeyond(settings.grpcAddress);
}

QString retryWords(const ReceiverSnapshot& snapshot) {
    return snapshot.suggestedPort ? tr("Use port %1 instead").arg(snapshot.suggestedPort) : tr("Try again");
}

ReceiverSettings retrySettings(const ReceiverControl& receiver) {
    const ReceiverSnapshot& snapshot = receiver.snapshot();
    ReceiverSettings settings = receiver.settings();
    if (snapshot.suggestedPort != 0)
        (snapshot.busyPort == settings.grpcPort ? settings.grpcPort : settings.httpPort) = snapshot.suggestedPort;
    return settings;
}

QString sizeWords(const StoreStatus& status) {
    const QString size = formatBytes(double(status.bytes));
    return status.retention.maxBytes ? tr("%1 of %2").arg(size, formatBytes(double(*status.retention.maxBytes)))
                                     : tr("%1, no size limit").arg(size);
}

QString retentionWords(const Retention& retention) {
    if (retention.maxAge && retention.maxBytes)
        return tr("Oldest traces go after %1 or above %2")
            .arg(ageWords(*retention.maxAge), formatBytes(double(*retention.maxBytes)));
    if (retention.maxAge)
        return tr("Oldest traces go after %1").arg(ageWords(*retention.maxAge));
    if (retention.maxBytes)
        return tr("Oldest traces go above %1").arg(formatBytes(double(*retention.maxBytes)));
    return tr("Nothing is ever removed");
}

} // namespace spanglass
