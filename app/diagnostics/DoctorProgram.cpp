#include "app/diagnostics/DoctorProgram.h"

#include "app/Network.h"
#include "app/OpenStore.h"
#include "app/Paths.h"
#include "app/VerbProgram.h"
#include "app/diagnostics/DoctorVerb.h"
#include "app/verbs/StandardIo.h"
#include "models/common/Settings.h"

#include <QFile>
#include <QSettings>

namespace spanglass {

using namespace Qt::StringLiterals;

int runDoctorProgram(const DoctorCommand& command, const QStringList& arguments) {
    if (const auto status = askInstance(command.store, arguments))
        return *status;
    StandardIo io;
    std::unique_ptr<Store> store;
    if (command.storeNamed || QFile::exists(command.store)) {
        auto opened = openStore(command.store, MissingFile::Refuse);
        if (!opened)
            return fail(io, opened.error());
        store = *std::move(opened);
    }
    std::shared_ptr<SqlWarehouse> warehouse;
    if (store)
        warehouse = std::make_shared<LocalWarehouse>(*store);
    QSettings file(settingsFile(), QSettings::IniFormat);
    Settings settings(file);
    Network network(settings);
    const DoctorScene scene{network, warehouse,
        {.version = QStringLiteral(SPANGLASS_VERSION),
            .stateFolder = stateFolder(),
            .secrets = network.secretPlace(),
            .network = network.settings()}};
    return runUntilStopped(io, [&] { return runDoctor(command, scene, io); });
}

} // namespace spanglass
