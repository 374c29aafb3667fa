#include "models/common/NetworkKeeping.h"

#include "models/common/Settings.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::seconds;

namespace {

constexpr std::array ProxyNames{"environment"_L1, "fixed"_L1, "none"_L1}; ///< in the order of NetworkSettings::Proxy

} // namespace

NetworkSettings networkSettings(const Settings& settings) {
    NetworkSettings out;
    const QString proxy = settings.value(setting::NetworkProxy);
    for (std::size_t i = 0; i < ProxyNames.size(); ++i)
        if (proxy == ProxyNames[i])
            out.proxy = static_cast<NetworkSettings::Proxy>(i);
    out.proxyAddress = settings.value(setting::NetworkProxyAddress);
    out.proxyUser = settings.value(setting::NetworkProxyUser);
    out.noProxy = settings.value(setting::NetworkNoProxy);
    out.caFile = settings.value(setting::NetworkCaFile);
    out.connectTime = seconds(settings.value(setting::NetworkConnectSeconds));
    out.stallTime = seconds(settings.value(setting::NetworkStallSeconds));
    return out;
}

void keepNetworkSettings(Settings& settings, const NetworkSettings& network) {
    settings.setValue(setting::NetworkProxy, QString(ProxyNames[static_cast<std::size_t>(network.proxy)]));
    settings.setValue(setting::NetworkProxyAddress, network.proxyAddress);
    settings.setValue(setting::NetworkProxyUser, network.proxyUser);
    settings.setValue(setting::NetworkNoProxy, network.noProxy);
    settings.setValue(setting::NetworkCaFile, network.caFile);
    settings.setValue(
        setting::NetworkConnectSeconds, static_cast<int>(duration_cast<seconds>(network.connectTime).count()));
    settings.setValue(
        setting::NetworkStallSeconds, static_cast<int>(duration_cast<seconds>(network.stallTime).count()));
}

} // namespace spanglass
