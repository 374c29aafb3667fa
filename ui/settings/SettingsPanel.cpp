#include "ui/settings/SettingsPanel.h"

#include "ui/common/WheelGuard.h"
#include "ui/settings/LookSection.h"
#include "ui/settings/NetworkSection.h"
#include "ui/settings/ReceiverSection.h"
#include "ui/settings/RetentionSection.h"
#include "ui/settings/StoreSection.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ColumnWidth = 760;

} // namespace

SettingsPanel::SettingsPanel(
    Settings& settings, ReceiverControl& receiver, NetworkControl& network, StoreControl& store, QWidget* parent)
    : Panel("settings"_L1, tr("Settings"), "settings"_L1, parent) {
    auto* storeSection = new StoreSection(store);
    connect(storeSection, &StoreSection::openRequested, this, &SettingsPanel::openStoreRequested);
    connect(storeSection, &StoreSection::newRequested, this, &SettingsPanel::newStoreRequested);
    connect(storeSection, &StoreSection::said, this, &Panel::statusMessage);

    auto* column = new QWidget;
    column->setMaximumWidth(ColumnWidth);
    auto* sections = new QVBoxLayout(column);
    sections->setContentsMargins(24, 24, 24, 24);
    sections->setSpacing(32);
    sections->addWidget(new LookSection(settings));
    sections->addWidget(new ReceiverSection(settings, receiver));
    sections->addWidget(new NetworkSection(network));
    sections->addWidget(new RetentionSection(store));
    sections->addWidget(storeSection);
    sections->addStretch(1);
    WheelGuard::install(*column);

    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(column, 100);
    row->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

} // namespace spanglass
