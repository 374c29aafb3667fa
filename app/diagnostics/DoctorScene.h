#pragma once

#include "app/CommandLine.h"
#include "services/diagnostics/CheckPorts.h"

namespace spanglass {

class Network;
class VerbIo;

/// The process in which a diagnosis is made.
struct DoctorScene {
    Network& network; ///< must outlive the diagnosis
    std::shared_ptr<SqlWarehouse> store = {}; ///< the local one; null without
    ProgramFacts facts = {};
};

using RunDoctor = std::function<int(const DoctorCommand&, const DoctorScene&, VerbIo&)>;

} // namespace spanglass
