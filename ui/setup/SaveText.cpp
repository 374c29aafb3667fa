#include "ui/setup/SaveText.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QSaveFile>

namespace spanglass {

namespace {

Result<QString> write(const QString& name, const QString& text) {
    QSaveFile file(name);
    if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit())
        return name;
    return failure(ErrorCode::ReadOnly,
        QCoreApplication::translate("SaveText", "%1 could not be written: %2.").arg(name, file.errorString()),
        QCoreApplication::translate("SaveText", "Choose another folder."));
}

} // namespace

void saveText(QWidget* over, const QString& title, const QString& suggestion, const QString& text,
    std::function<void(const Result<QString>&)> done) {
    auto* dialog = new QFileDialog(over->window(), title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestion);
    QObject::connect(dialog, &QFileDialog::fileSelected, over,
        [text, done = std::move(done)](const QString& name) { done(write(name, text)); });
    dialog->open();
}

} // namespace spanglass
