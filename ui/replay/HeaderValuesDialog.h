#pragma once

#include "services/core/ReplayPlan.h"

#include <QDialog>

class QLineEdit;

namespace spanglass {

/// Asks for the values of headers that are not kept any more. Deletes itself when closed.
class HeaderValuesDialog final : public QDialog {
    Q_OBJECT
public:
    /// `place` says where they will be kept.
    HeaderValuesDialog(const QString& target, const QStringList& names, const QString& place, QWidget* parent);

Q_SIGNALS:
    void entered(const spanglass::TargetHeaders& headers);

private:
    QStringList m_names;
    QList<QLineEdit*> m_values;
};

} // namespace spanglass
