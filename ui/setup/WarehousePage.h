#pragma once

#include "ui/setup/SetupPageView.h"

namespace spanglass {

class WarehouseStep;

/// Which SQL warehouse the statements run on.
class WarehousePage final : public SetupPageView {
    Q_OBJECT
public:
    explicit WarehousePage(GuidedSetup& session, QWidget* parent = nullptr);

    void refresh() override;

private:
    WarehouseStep* m_warehouses;
};

} // namespace spanglass
