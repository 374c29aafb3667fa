#include "ui/sql/SqlConfirmDialog.h"

#include "models/common/Quantity.h"
#include "models/sql/SqlWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

SqlConfirmDialog::SqlConfirmDialog(const std::vector<SqlPiece>& statements, const QString& source, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"sqlConfirm"_s);
    setWindowTitle(tr("Run statements that change something?"));
    QString list;
    std::uint64_t count = 0;
    for (const SqlPiece& statement : statements) {
        const SqlStatementKind kind = sqlStatementKind(statement.text);
        if (!kind.asksFirst())
            continue;
        ++count;
        list += u"-- %1: %2\n%3;\n\n"_s.arg(kind.verb, sqlEffectWords(kind.effect), statement.text);
    }
    auto* question = new QLabel(counted(count, tr("This statement changes something at “%2”.").replace(u"%2"_s, source),
        tr("%1 statements change something at “%2”.").replace(u"%2"_s, source)));
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    QFont strong = question->font();
    strong.setWeight(QFont::DemiBold);
    question->setFont(strong);
    auto* note = new QLabel(tr("What it changes, others see too. Spanglass cannot undo it."));
    note->setForegroundRole(QPalette::PlaceholderText);
    auto* text = new QPlainTextEdit(list.trimmed());
    text->setObjectName(u"sqlConfirmList"_s);
    text->setAccessibleName(tr("The statements"));
    text->setReadOnly(true);
    text->setFont(fixedFont(font()));
    auto* buttons = new QDialogButtonBox;
    auto* run = buttons->addButton(tr("Run"), QDialogButtonBox::AcceptRole);
    run->setObjectName(u"sqlConfirmRun"_s);
    run->setIcon(themedIcon("play"_L1));
    run->setAutoDefault(false);
    auto* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(question);
    layout->addWidget(text, 1);
    layout->addWidget(note);
    layout->addWidget(buttons);
    resize(640, 360);
    cancel->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace spanglass
