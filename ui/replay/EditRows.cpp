#include "ui/replay/EditRows.h"

#include "ui/common/Icons.h"
#include "ui/common/Labels.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace spanglass {

using namespace Qt::StringLiterals;

EditRows::EditRows(const QString& name, const QString& add, const QString& remove, QWidget* parent)
    : QWidget(parent)
    , m_remove(remove)
    , m_layout(new QVBoxLayout)
    , m_add(namedButton(u"add-"_s + name, add)) {
    setObjectName(name);
    m_add->setIcon(themedIcon("plus"_L1));
    m_layout->setSpacing(4);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_add);
    foot->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_layout);
    layout->addLayout(foot);
    connect(m_add, &QPushButton::clicked, this, [this] {
        const QList<QWidget*> fields = addRow();
        fields.first()->setFocus();
        tell();
    });
}

QList<QWidget*> EditRows::addRow() {
    Row row{new QWidget, makeFields()};
    auto* line = new QHBoxLayout(row.line);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    for (QWidget* field : std::as_const(row.fields))
        line->addWidget(field, field->sizePolicy().horizontalPolicy() == QSizePolicy::Expanding ? 1 : 0);
    auto* remove = new QToolButton;
    remove->setObjectName(u"remove-"_s + objectName());
    remove->setAutoRaise(true);
    remove->setIcon(themedIcon("close"_L1));
    remove->setToolTip(m_remove);
    remove->setAccessibleName(m_remove);
    line->addWidget(remove);
    connect(remove, &QToolButton::clicked, this, [this, made = row.line] { this->remove(made); });
    m_layout->addWidget(row.line);
    row.line->show(); // at once, so that it can take the focus
    m_rows << row;
    return row.fields;
}

void EditRows::remove(QWidget* line) {
    m_rows.removeIf([line](const Row& row) { return row.line == line; });
    line->hide();
    line->deleteLater(); // the click that led here comes from it
    m_add->setFocus();
    tell();
}

void EditRows::clearRows() {
    for (const Row& row : std::as_const(m_rows))
        delete row.line;
    m_rows.clear();
}

} // namespace spanglass
