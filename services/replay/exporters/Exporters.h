#pragma once

#include "services/auth/AuthPorts.h"
#include "services/core/NetworkSettings.h"
#include "services/core/ReplayPlan.h"
#include "services/replay/Exporter.h"

#include <chrono>
#include <memory>

namespace spanglass {

class ApiClient;

/// What exporters work with. The ports must outlive them.
struct ExporterPorts {
    AuthPorts auth;
    std::shared_ptr<ApiClient> api = nullptr; ///< of the target's connection; null: it has none
    TargetHeaders headers = {}; ///< with their values
    NetworkSettings network = {}; ///< for gRPC; HTTP goes by the client's own
    std::chrono::milliseconds deadline{60'000}; ///< for each answer
    std::uint64_t parcelsTaken = 0; ///< of this replay so far, when its target is a file (FileExporter::open)
};

/// What sends to a target. BadInput when the target cannot be addressed or a header cannot be sent; for files what
/// FileExporter::open() gives. A file takes parcels one at a time only.
Result<std::unique_ptr<Exporter>> makeExporter(const ReplayTarget& target, const ExporterPorts& ports);

/// A header that cannot be sent, as an error; OK for all others.
Result<> checkHeaders(const TargetHeaders& headers);

} // namespace spanglass
