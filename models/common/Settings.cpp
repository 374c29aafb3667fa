#include "models/common/Settings.h"

namespace spanglass {

namespace {

constexpr std::uint64_t MiB = 1024 * 1024;
constexpr std::int64_t DayNanos = 24ll * 3600 * 1'000'000'000;

} // namespace

Settings::Settings(QSettings& file, QObject* parent)
    : QObject(parent)
    , m_file(file) { }

ReceiverSettings receiverSettings(const Settings& settings) {
    ReceiverSettings out;
    out.httpPort = static_cast<quint16>(settings.value(setting::ReceiverHttpPort));
    out.grpcPort = static_cast<quint16>(settings.value(setting::ReceiverGrpcPort));
    out.corsOrigins = settings.value(setting::ReceiverCorsOrigins);
    out.maxBodyBytes = static_cast<std::uint64_t>(settings.value(setting::ReceiverMaxBodyMiB)) * MiB;
    return out;
}

Retention retention(const Settings& settings) {
    Retention out;
    out.maxBytes.reset();
    out.maxAge.reset();
    if (settings.value(setting::RetentionBySize))
        out.maxBytes = static_cast<std::uint64_t>(settings.value(setting::RetentionMiB)) * MiB;
    if (settings.value(setting::RetentionByAge))
        out.maxAge = Nanos{settings.value(setting::RetentionDays) * DayNanos};
    return out;
}

void setRetention(Settings& settings, const Retention& retention) {
    settings.setValue(setting::RetentionBySize, retention.maxBytes.has_value());
    settings.setValue(setting::RetentionByAge, retention.maxAge.has_value());
    if (retention.maxBytes)
        settings.setValue(setting::RetentionMiB, static_cast<int>(*retention.maxBytes / MiB));
    if (retention.maxAge)
        settings.setValue(setting::RetentionDays, static_cast<int>(retention.maxAge->value / DayNanos));
}

} // namespace spanglass
