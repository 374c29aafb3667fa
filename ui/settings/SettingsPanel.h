#pragma once

#include "ui/common/Panel.h"

namespace spanglass {

class NetworkControl;
class ReceiverControl;
class Settings;
class StoreControl;

/// Look, receiver, network, retention and store, each as a section of its own.
class SettingsPanel final : public Panel {
    Q_OBJECT
public:
    /// All must outlive this.
    SettingsPanel(Settings& settings, ReceiverControl& receiver, NetworkControl& network, StoreControl& store,
        QWidget* parent = nullptr);

Q_SIGNALS:
    void openStoreRequested();
    void newStoreRequested();
};

} // namespace spanglass
