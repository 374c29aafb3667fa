#include "ui/diagnostics/PasteDialog.h"

#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/common/Theme.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

PasteDialog::PasteDialog(const QString& text, QWidget* parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(text)) {
    setObjectName(u"pasteDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("The app's configuration"));
    m_text->setObjectName(u"pastedText"_s);
    m_text->setAccessibleName(tr("Pasted configuration"));
    m_text->setFont(fixedFont(m_text->font()));
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=…\nOTEL_EXPORTER_OTLP_TRACES_HEADERS=…"_s);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    QPushButton* use = buttons->button(QDialogButtonBox::Ok);
    use->setObjectName(u"usePasted"_s);
    use->setText(tr("Look at this"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new QuietLine(u"pasteIntro"_s,
        tr("Paste environment variables, a .env file, app.yaml, or the YAML or JSON configuration of a collector. "
           "It stays in memory; tokens in it are never shown, kept or sent.")));
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    resize(640, 420);
    const auto enable = [this, use] {
        const qsizetype size = m_text->document()->characterCount();
        use->setEnabled(size > 1 && size <= MostCharacters);
    };
    enable();
    connect(m_text, &QPlainTextEdit::textChanged, this, enable);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT pasted(m_text->toPlainText());
        accept();
    });
}

} // namespace spanglass
