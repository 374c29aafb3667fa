#include "app/PracticeProgram.h"

#include "app/StopSignals.h"
#include "app/verbs/StandardIo.h"
#include "services/practice/PracticeWorkspace.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace spanglass {

int runPracticeProgram(const PracticeCommand& command) {
    StandardIo io;
    PracticeOptions options;
    options.port = command.port;
    options.dataFolder = command.dataFolder;
    options.faults = command.faults;
    PracticeWorkspace workspace;
    const auto address = workspace.start(options);
    if (!address)
        return fail(io, address.error());
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &stop, [] { QCoreApplication::exit(0); });
    // Tokens stay out of logs and process lists: the line names the file that holds them.
    const nlohmann::json line{{"url", address->url.toString().toStdString()},
        {"secrets", address->secretsFile.toStdString()}, {"data", address->dataFolder.toStdString()},
        {"pid", QCoreApplication::applicationPid()}};
    io.write(QByteArray::fromStdString(line.dump()).append('\n'));
    return QCoreApplication::exec();
}

} // namespace spanglass
