#include "app/OpenStore.h"

#include "app/Paths.h"

#include <QDir>
#include <QFileInfo>

namespace spanglass {

OpenStore::OpenStore(std::unique_ptr<Store> opened)
    : store(std::move(opened))
    , source(*store)
    , warehouse(*store)
    , stream(*store)
    , files(store->sink(), stream) { }

Result<std::unique_ptr<Store>> openStore(const QString& file) {
    if (file == defaultStoreFile())
        QDir().mkpath(QFileInfo(file).absolutePath());
    StoreOptions options;
    options.file = file;
    return Store::open(options);
}

} // namespace spanglass
