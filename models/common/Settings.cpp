#include "models/common/Settings.h"

namespace spanglass {

namespace {

constexpr std::uint64_t MiB = 1024 * 1024;

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

} // namespace spanglass
