#include "app/VerbProgram.h"

#include "app/OpenStore.h"
#include "app/StopSignals.h"
#include "app/instance/InstanceAddress.h"
#include "app/instance/InstanceClient.h"
#include "app/verbs/RunVerb.h"
#include "app/verbs/StandardIo.h"

#include <QCoreApplication>
#include <QDir>
#include <QFutureWatcher>
#include <QtConcurrent>

#include <cstdio>

namespace spanglass {

namespace {

void put(const QByteArray& bytes, std::FILE* stream) {
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

int runHere(const Command& command) {
    StandardIo io;
    const bool writes = std::holds_alternative<ImportCommand>(command);
    auto opened = openStore(storeOf(command), writes ? MissingFile::Create : MissingFile::Refuse);
    if (!opened)
        return fail(io, opened.error());
    OpenStore store(*std::move(opened));
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &stop, [&io] { io.cancel(); });
    QThreadPool pool;
    QFutureWatcher<int> watcher;
    QObject::connect(
        &watcher, &QFutureWatcherBase::finished, &watcher, [&watcher] { QCoreApplication::exit(watcher.result()); });
    watcher.setFuture(QtConcurrent::run(&pool, [&] { return runVerb(command, store, io); }));
    return QCoreApplication::exec();
}

} // namespace

std::optional<int> askInstance(const QString& storeFile, const QStringList& arguments) {
    InstanceClient client;
    if (!client.connectTo(instanceAddress(storeFile)))
        return {};
    QObject::connect(&client, &InstanceClient::output, &client, [](const QByteArray& bytes) { put(bytes, stdout); });
    QObject::connect(&client, &InstanceClient::complaint, &client, [](const QByteArray& bytes) { put(bytes, stderr); });
    QObject::connect(&client, &InstanceClient::finished, &client, [](int status) { QCoreApplication::exit(status); });
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &client, &InstanceClient::cancel);
    client.send({QDir::currentPath(), arguments});
    return QCoreApplication::exec();
}

int runVerbProgram(const Command& command, const QStringList& arguments) {
    if (const auto status = askInstance(storeOf(command), arguments))
        return *status;
    return runHere(command);
}

} // namespace spanglass
