#include "ui/workspace/NameBox.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>

namespace spanglass {

QComboBox* makeNameBox(const QString& objectName) {
    auto* box = new QComboBox;
    box->setObjectName(objectName);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setMaxVisibleItems(20);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    return box;
}

void fillNameBox(QComboBox& box, const std::optional<QStringList>& names, const QString& chosen) {
    const bool typing = box.lineEdit()->hasFocus() && box.lineEdit()->isModified();
    QStringList there;
    for (int i = 0; i < box.count(); ++i)
        there << box.itemText(i);
    if (const QStringList wanted = names.value_or(QStringList()); there != wanted) {
        const QString typed = box.currentText();
        box.clear();
        box.addItems(wanted);
        box.setCurrentIndex(box.findText(typed));
        box.setEditText(typed);
        box.lineEdit()->setModified(typing);
    }
    if (!typing && box.currentText() != chosen) {
        box.setCurrentIndex(box.findText(chosen));
        box.setEditText(chosen);
    }
}

} // namespace spanglass
