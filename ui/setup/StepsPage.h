#pragma once

#include "ui/setup/SetupPageView.h"

namespace spanglass {

/// A page that asks for nothing: what was found, and Apply.
class StepsPage final : public SetupPageView {
    Q_OBJECT
public:
    StepsPage(GuidedSetup& session, SetupPage page, QWidget* parent = nullptr)
        : SetupPageView(session, page, parent) {
        addSteps();
        addRest();
    }
};

} // namespace spanglass
