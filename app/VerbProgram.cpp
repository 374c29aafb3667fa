#include "app/VerbProgram.h"

#include "app/Network.h"
#include "app/OpenStore.h"
#include "app/Paths.h"
#include "app/StopSignals.h"
#include "app/instance/InstanceAddress.h"
#include "app/instance/InstanceClient.h"
#include "app/replay/FoundClients.h"
#include "app/replay/ReplayRoom.h"
#include "app/replay/ReplayVerb.h"
#include "app/replay/TargetText.h"
#include "app/verbs/RunVerb.h"
#include "app/verbs/StandardInput.h"
#include "app/verbs/StandardIo.h"
#include "models/common/Settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFutureWatcher>
#include <QSettings>
#include <QtConcurrent>

#include <algorithm>

namespace spanglass {

namespace {

/// A replay goes on to its end in this process.
int replayHere(const ReplayCommand& command, OpenStore& store, VerbIo& io) {
    QSettings file(settingsFile(), QSettings::IniFormat);
    Settings settings(file);
    Network network(settings);
    FoundClients clients(network, io);
    ReplayRoom room(*store.store, clients.ports());
    return runUntilStopped(io, [&] { return runReplay(command, room.replay, io); });
}

int runHere(const Command& command) {
    StandardIo io;
    const bool writes = std::holds_alternative<ImportCommand>(command);
    auto opened = openStore(storeOf(command), writes ? MissingFile::Create : MissingFile::Refuse);
    if (!opened)
        return fail(io, opened.error());
    OpenStore store(*std::move(opened));
    if (const auto* replay = std::get_if<ReplayCommand>(&command))
        return replayHere(*replay, store, io);
    return runUntilStopped(io, [&] { return runVerb(command, store, io); });
}

} // namespace

int runUntilStopped(VerbIo& io, const std::function<int()>& verb) {
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &stop, [&io] { io.cancel(); });
    QThreadPool pool;
    QFutureWatcher<int> watcher;
    QObject::connect(
        &watcher, &QFutureWatcherBase::finished, &watcher, [&watcher] { QCoreApplication::exit(watcher.result()); });
    watcher.setFuture(QtConcurrent::run(&pool, verb));
    return QCoreApplication::exec();
}

std::optional<int> askInstance(const QString& storeFile, const QStringList& arguments) {
    InstanceClient client;
    if (!client.connectTo(instanceAddress(storeFile)))
        return {};
    StandardIo io;
    QObject::connect(&client, &InstanceClient::output, &client, [&io](const QByteArray& bytes) { io.write(bytes); });
    QObject::connect(&client, &InstanceClient::complaint, &client,
        [&io](const QByteArray& bytes) { io.complain(QString::fromUtf8(bytes).chopped(1)); });
    QObject::connect(&client, &InstanceClient::progress, &client, [&io](const QString& line) { io.progress(line); });
    QObject::connect(&client, &InstanceClient::finished, &client, [](int status) { QCoreApplication::exit(status); });
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &client, &InstanceClient::cancel);
    client.send({QDir::currentPath(), arguments});
    return QCoreApplication::exec();
}

int runVerbProgram(Command command, QStringList arguments) {
    StandardInput input;
    if (auto* import = std::get_if<ImportCommand>(&command); import && import->files.contains(StandardStream)) {
        // The process that holds the store cannot read this one's input, but it can read a file.
        const auto file = input.spool();
        if (!file) {
            StandardIo io;
            return fail(io, file.error());
        }
        std::ranges::replace(import->files, StandardStream, *file);
        std::ranges::replace(arguments, StandardStream, *file);
    }
    if (const auto* replay = std::get_if<ReplayCommand>(&command)) {
        auto filled = withHeaderValues(arguments, replay->headers);
        if (!filled) {
            StandardIo io;
            return fail(io, filled.error());
        }
        arguments = *std::move(filled);
    }
    if (const auto status = askInstance(storeOf(command), arguments))
        return *status;
    return runHere(command);
}

} // namespace spanglass
