#include "ui/replay/AttributesEditor.h"

#include <QComboBox>
#include <QLineEdit>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxLength = 4096;

QLineEdit* lineOf(QWidget* field) { return qobject_cast<QLineEdit*>(field); }
QComboBox* boxOf(QWidget* field) { return qobject_cast<QComboBox*>(field); }

} // namespace

AttributesEditor::AttributesEditor(QWidget* parent)
    : EditRows(u"attributes"_s, tr("Change an attribute"), tr("Leave this attribute as it is"), parent) { }

QList<QWidget*> AttributesEditor::makeFields() {
    auto* action = new QComboBox;
    action->setObjectName(u"attributeAction"_s);
    action->setAccessibleName(tr("What is done to the attribute"));
    action->addItem(tr("Remove"), QVariant::fromValue(int(AttributeEdit::Action::Remove)));
    action->addItem(tr("Redact"), QVariant::fromValue(int(AttributeEdit::Action::Redact)));
    action->addItem(tr("Set"), QVariant::fromValue(int(AttributeEdit::Action::Set)));
    auto* key = new QLineEdit;
    key->setObjectName(u"attributeKey"_s);
    key->setAccessibleName(tr("Attribute"));
    key->setPlaceholderText(tr("http.request.header.* or user.email"));
    key->setMaxLength(MaxLength);
    auto* value = new QLineEdit;
    value->setObjectName(u"attributeValue"_s);
    value->setAccessibleName(tr("New value"));
    value->setPlaceholderText(tr("New value"));
    value->setMaxLength(MaxLength);
    value->hide();
    connect(action, &QComboBox::currentIndexChanged, this, [this, action, value] {
        value->setVisible(action->currentData().toInt() == int(AttributeEdit::Action::Set));
        tell();
    });
    connect(key, &QLineEdit::textEdited, this, [this] { tell(); });
    connect(value, &QLineEdit::textEdited, this, [this] { tell(); });
    return {action, key, value};
}

void AttributesEditor::setEdits(const QList<AttributeEdit>& edits) {
    if (edits == this->edits())
        return;
    m_filling = true;
    clearRows();
    for (const AttributeEdit& edit : edits) {
        const QList<QWidget*> fields = addRow();
        boxOf(fields[0])->setCurrentIndex(boxOf(fields[0])->findData(int(edit.action)));
        lineOf(fields[1])->setText(edit.key);
        lineOf(fields[2])->setText(edit.value);
    }
    m_filling = false;
}

QList<AttributeEdit> AttributesEditor::edits() const {
    QList<AttributeEdit> out;
    for (int row = 0; row < rows(); ++row) {
        const QList<QWidget*>& line = fields(row);
        AttributeEdit edit{static_cast<AttributeEdit::Action>(boxOf(line[0])->currentData().toInt()),
            lineOf(line[1])->text().trimmed()};
        if (edit.action == AttributeEdit::Action::Set)
            edit.value = lineOf(line[2])->text();
        out << edit;
    }
    return out;
}

} // namespace spanglass
