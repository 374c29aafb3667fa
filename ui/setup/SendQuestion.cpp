#include "ui/setup/SendQuestion.h"

#include <QCoreApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

void askBeforeSending(
    QWidget& parent, const SendQuestion& question, const SetupCall& call, const std::function<void()>& yes) {
    auto* box = new QMessageBox(QMessageBox::Question, question.title, {}, QMessageBox::Cancel, parent.window());
    box->setObjectName(question.name + u"Question"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(question.text);
    box->setInformativeText(
        QCoreApplication::translate("SendQuestion", "This will be sent: %1\n\n%2").arg(call.purpose, call.text));
    // Qt 6.4 leaves this label's format as it is, and a tag's value may look like markup.
    if (auto* label = box->findChild<QLabel*>(u"qt_msgbox_informativelabel"_s))
        label->setTextFormat(Qt::PlainText);
    auto* button = box->addButton(question.button, QMessageBox::AcceptRole);
    button->setObjectName(question.name + u"Yes"_s);
    QObject::connect(button, &QPushButton::clicked, &parent, yes);
    box->open();
}

} // namespace spanglass
