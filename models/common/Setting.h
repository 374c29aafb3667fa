#pragma once

#include <QByteArray>
#include <QLatin1StringView>
#include <QString>
#include <QStringList>

#include <tuple>

namespace spanglass {

/// One kept setting: its key in the settings file, its value when nothing is kept, and which values are taken.
/// A kept value that is not taken counts as not kept.
template <class T> struct Setting {
    QLatin1StringView key;
    T fallback;
    bool (*accepts)(const T& value) = [](const T&) { return true; };
};

/// Every setting of the program. How long a store keeps what it has stands in the store itself. Tokens are not kept at
/// all: an access token lives in memory for as long as the program runs.
namespace setting {

inline const Setting<QString> Theme{QLatin1StringView("look/theme"), QStringLiteral("system"), [](const QString& v) {
                                        return v == QLatin1StringView("system") || v == QLatin1StringView("light")
                                            || v == QLatin1StringView("dark");
                                    }};
inline constexpr int TextPercentMin = 80;
inline constexpr int TextPercentMax = 200;
inline const Setting<int> TextPercent{QLatin1StringView("look/textPercent"), 100,
    [](const int& v) { return v >= TextPercentMin && v <= TextPercentMax; }};
inline const Setting<QStringList> ServiceColors{QLatin1StringView("look/serviceColors"), {}}; ///< names by colour
inline const Setting<bool> Utc{QLatin1StringView("look/utc"), false};

inline const Setting<bool> ReceiverAutoStart{QLatin1StringView("receiver/autoStart"), true};
inline const Setting<int> ReceiverHttpPort{
    QLatin1StringView("receiver/httpPort"), 4318, [](const int& v) { return v >= 0 && v <= 65535; }};
inline const Setting<int> ReceiverGrpcPort{
    QLatin1StringView("receiver/grpcPort"), 4317, [](const int& v) { return v >= 0 && v <= 65535; }};
inline const Setting<QStringList> ReceiverCorsOrigins{QLatin1StringView("receiver/corsOrigins"), {}};
inline const Setting<int> ReceiverMaxBodyMiB{
    QLatin1StringView("receiver/maxBodyMiB"), 64, [](const int& v) { return v >= 1 && v <= 1024; }};

/// How requests leave this computer; the proxy's password stands in the system's keychain.
inline const Setting<QString> NetworkProxy{
    QLatin1StringView("network/proxy"), QStringLiteral("environment"), [](const QString& v) {
        return v == QLatin1StringView("environment") || v == QLatin1StringView("fixed")
            || v == QLatin1StringView("none");
    }};
inline const Setting<QString> NetworkProxyAddress{QLatin1StringView("network/proxyAddress"), {}};
inline const Setting<QString> NetworkProxyUser{QLatin1StringView("network/proxyUser"), {}};
inline const Setting<QString> NetworkNoProxy{QLatin1StringView("network/noProxy"), {}};
inline const Setting<QString> NetworkCaFile{QLatin1StringView("network/caFile"), {}};
inline constexpr int NetworkSecondsMax = 600;
inline const Setting<int> NetworkConnectSeconds{
    QLatin1StringView("network/connectSeconds"), 15, [](const int& v) { return v >= 1 && v <= NetworkSecondsMax; }};
inline const Setting<int> NetworkStallSeconds{
    QLatin1StringView("network/stallSeconds"), 60, [](const int& v) { return v >= 1 && v <= NetworkSecondsMax; }};

inline const Setting<QString> StoreFile{QLatin1StringView("store/file"), {}}; ///< empty: the default place
inline const Setting<QByteArray> WindowGeometry{QLatin1StringView("window/geometry"), {}};
inline const Setting<QString> WindowPanel{QLatin1StringView("window/panel"), QStringLiteral("traces")};
inline const Setting<QString> FileFolder{QLatin1StringView("window/fileFolder"), {}}; ///< last used in a file dialog

/// References to all of the above, for walking them.
inline auto all() {
    return std::tie(Theme, TextPercent, ServiceColors, Utc, ReceiverAutoStart, ReceiverHttpPort, ReceiverGrpcPort,
        ReceiverCorsOrigins, ReceiverMaxBodyMiB, NetworkProxy, NetworkProxyAddress, NetworkProxyUser, NetworkNoProxy,
        NetworkCaFile, NetworkConnectSeconds, NetworkStallSeconds, StoreFile, WindowGeometry, WindowPanel, FileFolder);
}

} // namespace setting

} // namespace spanglass
