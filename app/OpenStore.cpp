#include "app/OpenStore.h"

#include "app/Paths.h"

#include <QDir>
#include <QFileInfo>

namespace spanglass {

using namespace Qt::StringLiterals;

OpenStore::OpenStore(std::unique_ptr<Store> opened)
    : store(std::move(opened))
    , source(*store)
    , warehouse(*store)
    , stream(*store)
    , files(store->sink(), stream) { }

Result<std::unique_ptr<Store>> openStore(const QString& file, MissingFile missing) {
    if (missing == MissingFile::Refuse && !QFileInfo::exists(file))
        return failure(ErrorCode::NotFound, u"There is no store %1."_s.arg(QDir::toNativeSeparators(file)),
            u"Check the path, or make one with \"spanglass import\" or \"spanglass receive\"."_s);
    if (file == defaultStoreFile())
        QDir().mkpath(QFileInfo(file).absolutePath());
    StoreOptions options;
    options.file = file;
    return Store::open(options);
}

} // namespace spanglass
