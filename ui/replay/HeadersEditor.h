#pragma once

#include "services/core/ReplayPlan.h"
#include "ui/replay/EditRows.h"

namespace spanglass {

/// Own headers of a target. Values are typed blind.
class HeadersEditor final : public EditRows {
    Q_OBJECT
public:
    explicit HeadersEditor(QWidget* parent = nullptr);

    /// Leaves fields alone that say the same already.
    void setHeaders(const TargetHeaders& headers);
    TargetHeaders headers() const;

protected:
    QList<QWidget*> makeFields() override;
};

} // namespace spanglass
