#pragma once

#include "app/StoreTraceStream.h"
#include "services/formats/FileExchange.h"
#include "services/store/Store.h"
#include "services/warehouse/LocalWarehouse.h"
#include "services/warehouse/StoreSpanSource.h"

namespace spanglass {

/// Everything that works on one open store. Make and destroy it in the GUI thread.
struct OpenStore {
    explicit OpenStore(std::unique_ptr<Store> opened);

    const std::unique_ptr<Store> store;
    StoreSpanSource source;
    LocalWarehouse warehouse;
    StoreTraceStream stream;
    FileExchange files;
};

enum class MissingFile { Create, Refuse };

/// Opens a store's file; the default one's folder is made when it is missing. Any thread.
Result<std::unique_ptr<Store>> openStore(const QString& file, MissingFile missing = MissingFile::Create);

} // namespace spanglass
