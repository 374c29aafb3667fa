#pragma once

#include "services/auth/AuthPorts.h"
#include "services/core/ReplayPlan.h"
#include "services/replay/Exporter.h"
#include "services/replay/exporters/TargetRoute.h"

#include <chrono>
#include <memory>

namespace spanglass {

class TokenProvider;

/// With whose rights a target is written to.
struct TargetAccess {
    std::shared_ptr<TokenProvider> tokens = nullptr; ///< null: nobody signs in
    TargetHeaders headers = {}; ///< own fields; one named Authorization counts when nobody signs in
    std::chrono::milliseconds deadline{60'000}; ///< for an answer
};

/// Sends over OTLP/HTTP on connections that are kept. Compresses and changes forms on the pool of threads. The ports
/// must outlive it. Values of fields are in no log and no record.
class HttpExporter final : public Exporter {
public:
    HttpExporter(AuthPorts ports, TargetRoute route, TargetAccess access);
    ~HttpExporter() override;

    bool takes(Signal signal) const override;
    void send(Parcel parcel, Done done) override;
    void abandon() override;

private:
    class Shared;
    class Call;
    std::shared_ptr<Shared> m_shared;
};

} // namespace spanglass
