#include "ui/setup/WarehousePage.h"

#include "models/setup/GuidedSetup.h"
#include "ui/workspace/WarehouseStep.h"

#include <QVBoxLayout>

namespace spanglass {

namespace {

constexpr int ListHeight = 240;

} // namespace

WarehousePage::WarehousePage(GuidedSetup& session, QWidget* parent)
    : SetupPageView(session, SetupPage::Warehouse, parent)
    , m_warehouses(new WarehouseStep(session.chooser(), false)) { // Apply starts it
    m_warehouses->setFixedHeight(ListHeight);
    body().addWidget(m_warehouses);
    addSteps();
    addRest();
    setFocusProxy(m_warehouses);
}

void WarehousePage::refresh() {
    SetupPageView::refresh();
    m_warehouses->refresh();
}

} // namespace spanglass
