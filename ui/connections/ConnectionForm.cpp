#include "ui/connections/ConnectionForm.h"

#include "models/connections/ConnectionWords.h"
#include "ui/common/Banner.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int FieldWidth = 440;
constexpr int MaxLength = 4096;

QLabel* note(const QString& name) {
    auto* label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString hostPlaceholder(ConnectionKind kind) {
    switch (kind) {
    case ConnectionKind::Databricks:
        return u"https://adb-1234567890.7.azuredatabricks.net"_s;
    case ConnectionKind::Practice:
        return u"http://127.0.0.1:8080"_s;
    case ConnectionKind::MlflowServer:
        return u"http://127.0.0.1:5000"_s;
    case ConnectionKind::Otlp:
        return u"http://127.0.0.1:4318"_s;
    }
    return {};
}

} // namespace

ConnectionForm::ConnectionForm(QWidget* parent)
    : QWidget(parent)
    , m_title(note(u"formTitle"_s))
    , m_form(new QFormLayout)
    , m_kind(new QComboBox)
    , m_credential(new QComboBox)
    , m_hint(note(u"credentialHint"_s))
    , m_secret(new QLineEdit)
    , m_secretPlace(note(u"secretPlace"_s))
    , m_missing(note(u"formMissing"_s))
    , m_error(new Banner)
    , m_save(new QPushButton(tr("&Save")))
    , m_cancel(new QPushButton(tr("Cancel"))) {
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_error->setObjectName(u"formError"_s);
    m_save->setObjectName(u"saveConnection"_s);
    m_save->setDefault(true);
    m_cancel->setObjectName(u"cancelEdit"_s);
    buildForm();

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_save);
    buttons->addWidget(m_cancel);
    buttons->addSpacing(8);
    buttons->addWidget(m_missing, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 24);
    layout->setSpacing(16);
    layout->addWidget(m_title);
    layout->addWidget(m_error);
    layout->addLayout(m_form);
    layout->addLayout(buttons);
    layout->addStretch(1);

    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        if (m_filling)
            return;
        m_draft.setKind(m_kind->currentData().value<ConnectionKind>());
        fillCredentials();
        refresh();
    });
    connect(m_credential, &QComboBox::currentIndexChanged, this, [this] {
        if (m_filling)
            return;
        m_draft.settings.credential = m_credential->currentData().value<CredentialKind>();
        refresh();
    });
    connect(m_secret, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_draft.secret = text;
        refresh();
    });
    connect(m_save, &QPushButton::clicked, this, &ConnectionForm::trySave);
    connect(m_cancel, &QPushButton::clicked, this, &ConnectionForm::cancelled);
}

QLineEdit* ConnectionForm::addLine(
    const QString& name, const QString& label, QString ConnectionSettings::*member, const QString& placeholder) {
    auto* line = new QLineEdit;
    line->setObjectName(name);
    line->setPlaceholderText(placeholder);
    line->setFixedWidth(FieldWidth);
    line->setMaxLength(MaxLength);
    connect(line, &QLineEdit::textEdited, this, [this, member](const QString& text) {
        m_draft.settings.*member = text.trimmed();
        refresh();
    });
    connect(line, &QLineEdit::returnPressed, this, &ConnectionForm::trySave);
    m_form->addRow(label, line);
    return line;
}

void ConnectionForm::buildForm() {
    m_form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setHorizontalSpacing(24);
    m_form->setVerticalSpacing(10);
    m_kind->setObjectName(u"connectionKind"_s);
    for (const auto kind :
        {ConnectionKind::Databricks, ConnectionKind::MlflowServer, ConnectionKind::Otlp, ConnectionKind::Practice})
        m_kind->addItem(kindWords(kind), QVariant::fromValue(kind));
    m_form->addRow(tr("&Kind"), m_kind);
    m_name = addLine(u"nameField"_s, tr("&Name"), &ConnectionSettings::name, tr("How you call it"));
    m_host = addLine(u"hostField"_s, tr("&Address"), &ConnectionSettings::host, {});
    m_credential->setObjectName(u"credentialKind"_s);
    m_form->addRow(tr("Sign in &by"), m_credential);
    m_hint->setFixedWidth(FieldWidth);
    m_form->addRow(nullptr, m_hint);
    m_clientId = addLine(u"clientIdField"_s, tr("Client &id"), &ConnectionSettings::clientId, {});
    m_user = addLine(u"userField"_s, tr("&User name"), &ConnectionSettings::userName, {});
    m_secret->setObjectName(u"secretField"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setFixedWidth(FieldWidth);
    m_secret->setMaxLength(2 * MaxLength);
    connect(m_secret, &QLineEdit::returnPressed, this, &ConnectionForm::trySave);
    m_form->addRow(tr("S&ecret"), m_secret);
    m_secretPlace->setFixedWidth(FieldWidth);
    m_form->addRow(nullptr, m_secretPlace);
    m_profile
        = addLine(u"profileField"_s, tr("&Profile"), &ConnectionSettings::profile, tr("Empty: found by the address"));
    m_cliPath
        = addLine(u"cliPathField"_s, tr("C&LI program"), &ConnectionSettings::cliPath, tr("Empty: found on the PATH"));
    m_warehouse = addLine(u"warehouseField"_s, tr("SQL &warehouse id"), &ConnectionSettings::warehouseId,
        tr("Empty: asked for when it is needed"));
}

void ConnectionForm::edit(const ConnectionDraft& draft) {
    m_draft = draft;
    m_error->hide();
    fill();
    refresh();
    (m_draft.settings.name.isEmpty() ? m_name : m_host)->setFocus();
}

void ConnectionForm::fillCredentials() {
    m_filling = true;
    m_credential->clear();
    for (const CredentialKind one : m_draft.credentials())
        m_credential->addItem(credentialWords(one, m_draft.settings.kind), QVariant::fromValue(one));
    m_credential->setCurrentIndex(m_credential->findData(QVariant::fromValue(m_draft.settings.credential)));
    m_filling = false;
}

void ConnectionForm::fill() {
    m_filling = true;
    m_title->setText(m_draft.settings.id.isEmpty() ? tr("New connection") : tr("Change the connection"));
    m_kind->setCurrentIndex(m_kind->findData(QVariant::fromValue(m_draft.settings.kind)));
    m_name->setText(m_draft.settings.name);
    m_host->setText(m_draft.settings.host);
    m_clientId->setText(m_draft.settings.clientId);
    m_user->setText(m_draft.settings.userName);
    m_secret->setText(m_draft.secret);
    m_profile->setText(m_draft.settings.profile);
    m_cliPath->setText(m_draft.settings.cliPath);
    m_warehouse->setText(m_draft.settings.warehouseId);
    fillCredentials();
}

void ConnectionForm::refresh() {
    const auto showRow = [this](QWidget* field, bool shown) { m_form->setRowVisible(field, shown); };
    const bool workspace
        = m_draft.settings.kind == ConnectionKind::Databricks || m_draft.settings.kind == ConnectionKind::Practice;
    showRow(m_clientId, m_draft.asksForClientId());
    showRow(m_user, m_draft.asksForUser());
    showRow(m_secret, m_draft.asksForSecret());
    showRow(m_secretPlace, m_draft.asksForSecret());
    showRow(m_profile, m_draft.asksForProfile());
    showRow(m_cliPath, m_draft.asksForProfile());
    showRow(m_warehouse, workspace);
    m_host->setPlaceholderText(hostPlaceholder(m_draft.settings.kind));
    m_hint->setText(credentialHint(m_draft.settings.credential, m_draft.settings.kind));
    if (auto* label = qobject_cast<QLabel*>(m_form->labelForField(m_secret)))
        label->setText(secretWords(m_draft.settings.credential));
    m_secret->setAccessibleName(secretWords(m_draft.settings.credential));
    m_secret->setPlaceholderText(m_draft.keepsSecret() ? tr("Kept; type to replace it") : QString());
    m_missing->setText(m_draft.problem());
    m_save->setEnabled(m_draft.problem().isEmpty());
}

void ConnectionForm::setSecretPlace(const QString& words) { m_secretPlace->setText(words); }

void ConnectionForm::setSaving(bool saving) {
    setEnabled(!saving);
    m_save->setText(saving ? tr("Saving…") : tr("&Save"));
}

void ConnectionForm::showError(const Error& error) { m_error->showError(error); }

void ConnectionForm::trySave() {
    if (m_draft.problem().isEmpty())
        Q_EMIT saveRequested();
}

void ConnectionForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

} // namespace spanglass
