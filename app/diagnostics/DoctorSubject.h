#pragma once

#include "app/CommandLine.h"
#include "services/core/Diagnosis.h"
#include "services/core/Error.h"

namespace spanglass {

/// What the command line and the app's configuration say of where traces should go.
struct DoctorSubject {
    DiagnosisSubject subject; ///< without its connection
    QString profile; ///< to sign in with; empty: see `host`
    QString host; ///< of the workspace, where no profile is named; empty: none
};

/// Reads the configuration that the command names. Errors: those of the file.
Result<DoctorSubject> doctorSubject(const DoctorCommand& command);

} // namespace spanglass
