#pragma once

#include "services/core/ReplayPlan.h"
#include "ui/replay/EditRows.h"

namespace spanglass {

/// Attributes that are set, removed or redacted on the way.
class AttributesEditor final : public EditRows {
    Q_OBJECT
public:
    explicit AttributesEditor(QWidget* parent = nullptr);

    /// Leaves fields alone that say the same already.
    void setEdits(const QList<AttributeEdit>& edits);
    QList<AttributeEdit> edits() const;

protected:
    QList<QWidget*> makeFields() override;
};

} // namespace spanglass
