#pragma once

#include "services/core/NetworkSettings.h"

namespace spanglass {

class Settings;

/// The network's part of the settings, without the password, which is not kept there.
NetworkSettings networkSettings(const Settings& settings);
void keepNetworkSettings(Settings& settings, const NetworkSettings& network);

} // namespace spanglass
