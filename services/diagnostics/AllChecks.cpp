#include "services/diagnostics/AllChecks.h"

#include "services/diagnostics/program/ProgramChecks.h"

#include <iterator>

namespace spanglass {

CheckList allChecks() {
    CheckList all;
    for (const auto& group : {&programChecks})
        std::ranges::move(group(), std::back_inserter(all));
    return all;
}

} // namespace spanglass
