#include "ui/common/NameDialog.h"

#include <QCoreApplication>
#include <QInputDialog>

namespace spanglass {

void askName(QWidget* over, const QString& title, const QString& suggestion, std::function<void(const QString&)> use) {
    auto* dialog = new QInputDialog(over->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("nameDialog"));
    dialog->setWindowTitle(title);
    dialog->setLabelText(QCoreApplication::translate("NameDialog", "Name"));
    dialog->setTextValue(suggestion);
    QObject::connect(dialog, &QInputDialog::textValueSelected, over, [use = std::move(use)](const QString& name) {
        if (!name.trimmed().isEmpty())
            use(name.trimmed());
    });
    dialog->open();
}

} // namespace spanglass
