#pragma once

#include "services/core/ReplayReport.h"

#include <functional>

namespace spanglass {

class ApiClient;
class AuthThread;

/// Who signs in to a workspace, whether the tables of a target are there with the columns of trace tables, and whether
/// they may be written to. As checkTarget().
QList<ReplayFinding> checkTables(
    const ReplayTarget& target, ApiClient& api, AuthThread& thread, const std::function<bool()>& isCancelled);

} // namespace spanglass
