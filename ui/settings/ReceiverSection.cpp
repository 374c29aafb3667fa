#include "ui/settings/ReceiverSection.h"

#include "models/common/Settings.h"
#include "models/receiver/ReceiverWords.h"
#include "ui/common/Banner.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSpinBox>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t MiB = 1024 * 1024;

QSpinBox* portBox(const QString& name) {
    auto* box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(0, 65535);
    box->setSpecialValueText(ReceiverSection::tr("any free port"));
    box->setFont(tabularFont(box->font()));
    return box;
}

/// 192 bits from the operating system's generator.
QString newToken() {
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const QByteArray bytes(reinterpret_cast<const char*>(words.data()), sizeof words);
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

ReceiverSection::ReceiverSection(Settings& settings, ReceiverControl& receiver, QWidget* parent)
    : SettingsSection(tr("Receiver"),
        tr("Where Spanglass takes OpenTelemetry data. Other machines are heard only when you let them."), parent)
    , m_settings(settings)
    , m_receiver(receiver)
    , m_autoStart(new QCheckBox(tr("&Start the receiver with the window")))
    , m_http(portBox(u"httpPort"_s))
    , m_grpc(portBox(u"grpcPort"_s))
    , m_maxBody(new QSpinBox)
    , m_origins(new QLineEdit)
    , m_others(new QCheckBox(tr("&Let other machines send, with a token")))
    , m_tokenRow(makeToken())
    , m_apply(new QPushButton(tr("&Apply to the receiver")))
    , m_warning(new Banner) {
    m_autoStart->setObjectName(u"autoStart"_s);
    m_maxBody->setObjectName(u"maxBody"_s);
    m_maxBody->setRange(1, 1024);
    m_maxBody->setSuffix(tr(" MiB"));
    m_origins->setObjectName(u"corsOrigins"_s);
    m_origins->setPlaceholderText(u"https://app.example.com"_s);
    m_origins->setMinimumWidth(360);
    m_others->setObjectName(u"otherMachines"_s);
    m_apply->setObjectName(u"applyReceiver"_s);

    addWide(m_autoStart);
    form().addRow(tr("OTLP/&HTTP port"), m_http);
    form().addRow(tr("OTLP/&gRPC port"), m_grpc);
    form().addRow(tr("Largest &request"), m_maxBody);
    form().addRow(tr("&Web pages that may send"), m_origins);
    addNote(tr("Origins besides localhost, with blanks between them."));
    addWide(m_others);
    addWide(m_tokenRow);
    addWide(m_warning);
    addButton(m_apply);

    connect(m_autoStart, &QCheckBox::toggled, this,
        [this](bool on) { m_settings.setValue(setting::ReceiverAutoStart, on); });
    for (QSpinBox* box : {m_http, m_grpc, m_maxBody})
        connect(box, &QSpinBox::valueChanged, this, &ReceiverSection::edited);
    connect(m_origins, &QLineEdit::textEdited, this, &ReceiverSection::edited);
    connect(m_others, &QCheckBox::toggled, this, [this](bool on) {
        if (on && m_token->text().isEmpty())
            m_token->setText(newToken());
        edited();
    });
    connect(m_apply, &QPushButton::clicked, this, &ReceiverSection::apply);
    connect(&receiver, &ReceiverControl::changed, this, &ReceiverSection::edited);
    load();
}

QWidget* ReceiverSection::makeToken() {
    auto* row = new QWidget;
    m_token = new QLineEdit;
    m_token->setObjectName(u"token"_s);
    m_token->setAccessibleName(tr("Access token"));
    m_token->setReadOnly(true);
    m_token->setFont(fixedFont(m_token->font()));
    m_token->setMinimumWidth(360);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_token);
    layout->addWidget(new CopyButton(tr("Copy the header line"),
        [this] { return u"OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20"_s + m_token->text(); }));
    layout->addStretch(1);
    return row;
}

void ReceiverSection::load() {
    const ReceiverSettings kept = receiverSettings(m_settings);
    m_autoStart->setChecked(m_settings.value(setting::ReceiverAutoStart));
    m_http->setValue(kept.httpPort);
    m_grpc->setValue(kept.grpcPort);
    m_maxBody->setValue(static_cast<int>(kept.maxBodyBytes / MiB));
    m_origins->setText(kept.corsOrigins.join(u' '));
    m_token->setText(m_receiver.settings().token);
    m_others->setChecked(listensBeyondLoopback(m_receiver.settings()));
    edited();
}

ReceiverSettings ReceiverSection::entered() const {
    ReceiverSettings out;
    out.httpPort = static_cast<quint16>(m_http->value());
    out.grpcPort = static_cast<quint16>(m_grpc->value());
    out.maxBodyBytes = static_cast<std::uint64_t>(m_maxBody->value()) * MiB;
    static const QRegularExpression blanks(u"[\\s,]+"_s);
    out.corsOrigins = m_origins->text().split(blanks, Qt::SkipEmptyParts);
    if (m_others->isChecked()) {
        out.httpAddress = out.grpcAddress = u"0.0.0.0"_s;
        out.token = m_token->text();
    }
    return out;
}

void ReceiverSection::edited() {
    m_tokenRow->setVisible(m_others->isChecked());
    if (m_others->isChecked())
        m_warning->showMessage(BannerKind::Warning,
            tr("Anyone who can reach this machine and knows the token can send."),
            tr("Senders on this machine need the token then, too. What others send is not encrypted on its way. The "
               "token is kept in memory only: closing the window ends it."));
    else
        m_warning->hide();
    m_apply->setEnabled(entered() != m_receiver.settings());
}

void ReceiverSection::apply() {
    const ReceiverSettings wanted = entered();
    m_settings.setValue(setting::ReceiverHttpPort, m_http->value());
    m_settings.setValue(setting::ReceiverGrpcPort, m_grpc->value());
    m_settings.setValue(setting::ReceiverMaxBodyMiB, m_maxBody->value());
    m_settings.setValue(setting::ReceiverCorsOrigins, wanted.corsOrigins);
    m_receiver.start(wanted);
    edited();
}

} // namespace spanglass
