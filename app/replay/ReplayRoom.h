#pragma once

#include "app/replay/ForwardDesk.h"
#include "app/replay/LedgerThread.h"
#include "app/replay/ReplayDesk.h"

namespace spanglass {

/// Everything that sends on from one open store. Make and destroy it in the GUI thread, within the store's life.
struct ReplayRoom {
    ReplayRoom(Store& store, const TargetPorts& ports)
        : ledger(store)
        , forward(store, ledger, ports)
        , replay(store, ledger, ports) { }

    LedgerThread ledger;
    ForwardDesk forward;
    ReplayDesk replay;
};

} // namespace spanglass
