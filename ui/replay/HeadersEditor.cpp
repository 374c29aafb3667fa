#include "ui/replay/HeadersEditor.h"

#include <QLineEdit>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxName = 256;
constexpr int MaxValue = 8192;

QLineEdit* lineOf(QWidget* field) { return qobject_cast<QLineEdit*>(field); }

} // namespace

HeadersEditor::HeadersEditor(QWidget* parent)
    : EditRows(u"headers"_s, tr("Add a header"), tr("Take this header out"), parent) { }

QList<QWidget*> HeadersEditor::makeFields() {
    auto* name = new QLineEdit;
    name->setObjectName(u"headerName"_s);
    name->setAccessibleName(tr("Name of the header"));
    name->setPlaceholderText(u"Authorization"_s);
    name->setMaxLength(MaxName);
    name->setFixedWidth(180);
    auto* value = new QLineEdit;
    value->setObjectName(u"headerValue"_s);
    value->setAccessibleName(tr("Value of the header"));
    value->setPlaceholderText(tr("Value, such as Bearer …"));
    value->setEchoMode(QLineEdit::Password);
    value->setMaxLength(MaxValue);
    connect(name, &QLineEdit::textEdited, this, [this] { tell(); });
    connect(value, &QLineEdit::textEdited, this, [this] { tell(); });
    return {name, value};
}

void HeadersEditor::setHeaders(const TargetHeaders& headers) {
    const TargetHeaders shown = this->headers();
    bool same = shown.size() == headers.size();
    for (std::size_t i = 0; same && i < shown.size(); ++i)
        same = shown[i].name == headers[i].name && shown[i].value.matches(headers[i].value.reveal());
    if (same)
        return;
    m_filling = true;
    clearRows();
    for (const TargetHeader& header : headers) {
        const QList<QWidget*> fields = addRow();
        lineOf(fields[0])->setText(header.name);
        lineOf(fields[1])->setText(QString::fromUtf8(header.value.reveal()));
    }
    m_filling = false;
}

TargetHeaders HeadersEditor::headers() const {
    TargetHeaders out;
    for (int row = 0; row < rows(); ++row)
        out.push_back({lineOf(fields(row)[0])->text().trimmed(), Secret(lineOf(fields(row)[1])->text().toUtf8())});
    return out;
}

} // namespace spanglass
