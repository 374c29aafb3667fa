#include "services/setup/CallText.h"
#include "services/setup/Scorers.h"
#include "services/setup/ShellText.h"

namespace spanglass {

using namespace Qt::StringLiterals;

/// The list is written as a whole, so it is written only where it was read and is empty: a script cannot merge it with
/// what others put there.
QString shellScorers(const SetupPlan& plan) {
    std::vector<nlohmann::json> entries;
    for (const PlannedScorer& each : plan.scorers)
        entries.push_back(scorerEntry(each));
    const SetupCall first = firstScorersCall(u"Register and start the scorers"_s, ExperimentIdMark, entries);
    const SetupCall other = otherScorersCall(first.purpose, ExperimentIdMark, entries);
    return u"# Register and start the scorers. Only where the experiment has none yet: they are kept as one list, and\n"
           "# writing it would lose those of others. Where there are some, use the Python script that Setup shows\n"
           "# under Monitoring, or: spanglass setup --plan FILE\n"
           "leave_scorers() {\n"
           "  echo \"  -> $1: left as they are. The Python script that Setup shows under Monitoring adds to them.\" "
           ">&2\n"
           "}\n"
           "first_scorers() {\n"
           "  databricks api post %1 --json %2\n"
           "}\n"
           "if scorers=$(databricks api get %1 2>&1); then\n"
           "  case $scorers in\n"
           "  *serialized_scorer* | *next_page_token*) leave_scorers 'the experiment has scorers already' ;;\n"
           "  *) first_scorers || call patch %1 %3 ;;\n"
           "  esac\n"
           "else\n"
           "  case $scorers in\n"
           "  *NOT_FOUND* | *'not found'* | *'does not exist'*) first_scorers || true ;;\n"
           "  *) leave_scorers \"the scorers cannot be read: $scorers\" ;;\n"
           "  esac\n"
           "fi\n"_s.arg(shellPath(first), shellBody(first), shellBody(other));
}

} // namespace spanglass
