#include "ui/replay/HeaderValuesDialog.h"

#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

HeaderValuesDialog::HeaderValuesDialog(
    const QString& target, const QStringList& names, const QString& place, QWidget* parent)
    : QDialog(parent)
    , m_names(names) {
    setObjectName(u"headerValues"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Values of headers"));
    setMinimumWidth(480);
    auto* why = wrappedLabel();
    why->setText(tr("Sending to %1 needs these headers, whose values are not kept any more.").arg(target));
    auto* form = new QFormLayout;
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    QPushButton* go = buttons->button(QDialogButtonBox::Ok);
    go->setText(tr("Go on"));
    go->setEnabled(false);
    for (const QString& name : names) {
        auto* value = new QLineEdit;
        value->setObjectName(u"value-"_s + name);
        value->setAccessibleName(tr("Value of the header %1").arg(name));
        value->setEchoMode(QLineEdit::Password);
        form->addRow(plainLabel({}, name), value);
        m_values << value;
        connect(value, &QLineEdit::textChanged, this, [this, go] {
            go->setEnabled(
                std::ranges::none_of(m_values, [](const QLineEdit* each) { return each->text().isEmpty(); }));
        });
    }
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(why);
    layout->addLayout(form);
    layout->addWidget(new QuietLine(u"headerPlace"_s, place));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        TargetHeaders headers;
        for (qsizetype i = 0; i < m_names.size(); ++i)
            headers.push_back({m_names[i], Secret(m_values[i]->text().toUtf8())});
        accept();
        Q_EMIT entered(headers);
    });
}

} // namespace spanglass
