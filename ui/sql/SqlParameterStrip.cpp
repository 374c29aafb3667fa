#include "ui/sql/SqlParameterStrip.h"

#include "ui/common/Theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int FieldsARow = 4;
constexpr qsizetype MostKept = 100;

} // namespace

SqlParameterStrip::SqlParameterStrip(QWidget* parent)
    : QFrame(parent)
    , m_layout(new QGridLayout(this)) {
    setObjectName(u"sqlParameters"_s);
    setToolTip(tr("A comment line “-- :name TYPE = value” gives a parameter its type and first value"));
    m_layout->setContentsMargins(8, 4, 8, 4);
    m_layout->setHorizontalSpacing(8);
    m_layout->setVerticalSpacing(4);
    hide();
}

void SqlParameterStrip::setTable(const QString& table) {
    m_table = table;
    for (const Field& field : m_fields)
        field.edit->setText(initialValue(field.need));
}

void SqlParameterStrip::showNeeds(std::vector<SqlNeed> needs) {
    std::vector<SqlNeed> shown;
    for (const Field& field : m_fields)
        shown.push_back(field.need);
    if (needs == shown)
        return;
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
    m_fields.clear();
    for (const SqlNeed& need : needs) {
        auto* label = new QLabel(u':' + need.name);
        label->setTextFormat(Qt::PlainText);
        auto* edit = new QLineEdit(initialValue(need));
        edit->setObjectName(u"sqlParameter-"_s + need.name.toLower());
        edit->setAccessibleName(tr("Value of %1, %2").arg(need.name, need.type));
        edit->setPlaceholderText(need.type);
        edit->setToolTip(need.type);
        edit->setFont(fixedFont(font()));
        edit->setCursorPosition(0);
        label->setBuddy(edit);
        connect(edit, &QLineEdit::textEdited, this, [this, need](const QString& text) {
            remember(need, text);
            Q_EMIT changed();
        });
        const int at = static_cast<int>(m_fields.size());
        const bool wide = need.name.compare(u"table"_s, Qt::CaseInsensitive) == 0;
        m_layout->addWidget(label, at / FieldsARow, 2 * (at % FieldsARow));
        m_layout->addWidget(edit, at / FieldsARow, 2 * (at % FieldsARow) + 1);
        m_layout->setColumnStretch(2 * (at % FieldsARow) + 1, wide ? 3 : 1);
        m_fields.push_back({need, edit});
    }
    setVisible(!m_fields.empty());
}

std::vector<SqlParameter> SqlParameterStrip::values() const {
    std::vector<SqlParameter> values;
    for (const Field& field : m_fields)
        values.push_back(sqlParameter(field.need, field.edit->text()));
    return values;
}

QHash<QString, QString> SqlParameterStrip::texts() const {
    QHash<QString, QString> texts;
    for (const Field& field : m_fields)
        texts.insert(field.need.name.toLower(), field.edit->text());
    return texts;
}

QString SqlParameterStrip::initialValue(const SqlNeed& need) const {
    const QString key = need.name.toLower();
    if (const auto given = m_given.find(key); given != m_given.end())
        return *given;
    return key == u"table"_s && need.value.isEmpty() ? m_table : need.value;
}

/// The value to begin with is not the person's: another statement, or another source, may begin with another one.
void SqlParameterStrip::remember(const SqlNeed& need, const QString& value) {
    const QString key = need.name.toLower();
    m_given.remove(key);
    if (value != initialValue(need) && m_given.size() < MostKept)
        m_given.insert(key, value);
}

} // namespace spanglass
