#include "app/CommandLine.h"
#include "app/Paths.h"
#include "app/PracticeProgram.h"
#include "app/ReceiveProgram.h"
#include "app/VerbProgram.h"
#include "app/WindowProgram.h"
#include "app/diagnostics/DoctorProgram.h"
#include "app/diagnostics/DoctorVerb.h"
#include "app/setup/SetupProgram.h"
#include "app/workspace/WorkspaceProgram.h"

#include <QCoreApplication>
#include <QDir>

#include <cstdio>

#ifndef Q_OS_WIN
#include <csignal>
#endif

namespace {

int explain(const spanglass::Usage& usage) {
    const QByteArray text = usage.text.toUtf8();
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), usage.status == 0 ? stdout : stderr);
    return usage.status;
}

} // namespace

int main(int argc, char** argv) {
    using namespace spanglass;
#ifndef Q_OS_WIN
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is seen where it is written to
#endif
    nameProgram();
    QStringList arguments;
    std::expected<Command, Usage> command;
    {
        QCoreApplication app(argc, argv);
        arguments = app.arguments().mid(1);
        command = parseCommandLine(arguments, QDir::currentPath());
        if (!command)
            return explain(command.error());
        if (const auto* receive = std::get_if<ReceiveCommand>(&*command))
            return runReceiveProgram(*receive, &runDoctor);
        if (const auto* practice = std::get_if<PracticeCommand>(&*command))
            return runPracticeProgram(*practice);
        if (const auto* setup = std::get_if<SetupCommand>(&*command))
            return runSetupProgram(*setup);
        if (const auto* doctor = std::get_if<DoctorCommand>(&*command))
            return runDoctorProgram(*doctor, arguments);
        if (asksWorkspace(*command))
            return runWorkspaceProgram(*command);
        if (!std::holds_alternative<WindowCommand>(*command))
            return runVerbProgram(*command, arguments);
    }
    return runWindowProgram(argc, argv, std::get<WindowCommand>(*command), arguments);
}
