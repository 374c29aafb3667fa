#pragma once

#include "services/auth/AuthPorts.h"
#include "services/core/NetworkSettings.h"
#include "services/replay/exporters/TargetAccess.h"

namespace spanglass {

class CallGroup;

/// Sends over OTLP/gRPC on one channel, with the bytes as they were captured. TLS trusts the system's authorities and
/// the chosen file's. The ports must outlive it.
class GrpcExporter final : public Exporter {
public:
    GrpcExporter(AuthPorts ports, TargetRoute route, TargetAccess access, const NetworkSettings& network = {});
    ~GrpcExporter() override;

    bool takes(Signal signal) const override;
    void send(Parcel parcel, Done done) override;
    void abandon() override;

private:
    class Call;
    class Channel;
    std::shared_ptr<CallGroup> m_group;
    std::shared_ptr<Channel> m_channel;
};

} // namespace spanglass
