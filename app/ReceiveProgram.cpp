#include "app/ReceiveProgram.h"

#include "app/Network.h"
#include "app/OpenStore.h"
#include "app/Paths.h"
#include "app/StopSignals.h"
#include "app/instance/InstanceAddress.h"
#include "app/instance/InstanceAnswers.h"
#include "app/instance/InstanceServer.h"
#include "app/replay/FoundClients.h"
#include "app/replay/ReceiveForward.h"
#include "app/replay/ReplayRoom.h"
#include "app/verbs/StandardIo.h"
#include "models/common/Settings.h"
#include "services/receiver/Receiver.h"

#include <QCoreApplication>
#include <QSettings>

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

nlohmann::json listOf(const QStringList& texts) {
    auto list = nlohmann::json::array();
    for (const QString& text : texts)
        list.push_back(text.toStdString());
    return list;
}

QByteArray boundAddresses(const ReceiverSnapshot& snapshot, const QString& store) {
    const nlohmann::json line{{"http", listOf(snapshot.httpAddresses)}, {"grpc", listOf(snapshot.grpcAddresses)},
        {"store", store.toStdString()}, {"pid", QCoreApplication::applicationPid()}};
    return QByteArray::fromStdString(line.dump()) + '\n';
}

} // namespace

Result<ReceiverSettings> receiverSettings(const ListenOptions& listen, ReceiverSettings settings) {
    if (listen.http) {
        settings.httpAddress = listen.http->address;
        settings.httpPort = listen.http->port;
    }
    if (listen.grpc) {
        settings.grpcAddress = listen.grpc->address;
        settings.grpcPort = listen.grpc->port;
    }
    const QString& beyond = settings.httpAddress.isEmpty() ? settings.grpcAddress : settings.httpAddress;
    if (beyond.isEmpty())
        return settings;
    settings.token = qEnvironmentVariable("SPANGLASS_TOKEN");
    if (settings.token.isEmpty())
        return failure(ErrorCode::NotAllowed,
            u"Listening on %1 lets other machines send, so senders must present a token."_s.arg(beyond),
            u"Put one into the environment variable SPANGLASS_TOKEN."_s);
    return settings;
}

int runReceiveProgram(const ReceiveCommand& command, const RunDoctor& doctor) {
    StandardIo io;
    const auto settings = receiverSettings(command.listen, {});
    if (!settings)
        return fail(io, settings.error());
    InstanceServer server;
    if (const auto listening = server.listen(instanceAddress(command.store)); !listening)
        return fail(io, listening.error());
    auto opened = openStore(command.store);
    if (!opened)
        return fail(io, opened.error());
    OpenStore store(*std::move(opened));
    InstanceAnswers answers(server, [](const WindowCommand&) -> Result<> {
        return failure(
            ErrorCode::Busy, u"spanglass receive holds this store."_s, u"End it first, or open another store."_s);
    });
    QSettings file(settingsFile(), QSettings::IniFormat);
    Settings programSettings(file);
    Network network(programSettings);
    FoundClients clients(network, io);
    ReplayRoom room(*store.store, clients.ports());
    Receiver receiver(store.store->sink());
    answers.open(store, room.replay, [&](const DoctorCommand& asked) {
        DoctorScene scene{network, std::shared_ptr<SqlWarehouse>(std::shared_ptr<void>(), &store.warehouse),
            {.version = QStringLiteral(SPANGLASS_VERSION),
                .stateFolder = stateFolder(),
                .receiver = receiver.snapshot(),
                .receiverSettings = receiver.settings(),
                .store = store.store->control().status(),
                .forward = room.forward.status(),
                .secrets = network.secretPlace(),
                .network = network.settings()}};
        return [asked, doctor, scene = std::move(scene)](VerbIo& verb) { return doctor(asked, scene, verb); };
    });
    ReceiveForward forward(command, room, io);

    bool announced = false;
    bool stopped = false;
    QObject::connect(&receiver, &ReceiverControl::changed, &receiver, [&] {
        const ReceiverSnapshot& now = receiver.snapshot();
        if (now.state == ReceiverState::Failed) {
            io.complain(u"spanglass: "_s + now.problem);
            QCoreApplication::exit(1);
        } else if (now.state == ReceiverState::Listening && !std::exchange(announced, true)) {
            io.write(boundAddresses(now, command.store));
        } else if (now.state == ReceiverState::Stopped && announced && !std::exchange(stopped, true)) {
            forward.finish();
        }
    });
    QObject::connect(&forward, &ReceiveForward::finished, &forward, [](int status) { QCoreApplication::exit(status); });
    bool stopping = false;
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &receiver, [&] {
        if (announced && !std::exchange(stopping, true))
            receiver.stop();
        else
            QCoreApplication::exit(0); // the second time at once
    });
    // What comes in first is passed on too.
    QObject::connect(&forward, &ReceiveForward::ready, &receiver, [&] { receiver.start(*settings); });
    forward.start();
    const int status = QCoreApplication::exec();
    answers.close(); // verbs use what goes now
    return status;
}

} // namespace spanglass
