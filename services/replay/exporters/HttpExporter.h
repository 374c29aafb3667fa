#pragma once

#include "services/auth/AuthPorts.h"
#include "services/replay/exporters/TargetAccess.h"

namespace spanglass {

class CallGroup;

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
    class Call;
    std::shared_ptr<CallGroup> m_group;
};

} // namespace spanglass
