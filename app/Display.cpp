#include "app/Display.h"

namespace spanglass {

using namespace Qt::StringLiterals;

std::optional<QString> missingDisplay() {
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    const auto given = [](const char* name) { return !qEnvironmentVariableIsEmpty(name); };
    if (!given("QT_QPA_PLATFORM") && !given("DISPLAY") && !given("WAYLAND_DISPLAY"))
        return u"there is no display to open a window on. The verbs need none (receive, import, export, sql, trace; "
               u"see "
               "spanglass --help), and xvfb-run spanglass gives the window a display of its own."_s;
#endif
    return {};
}

} // namespace spanglass
