#include "ui/settings/NetworkSection.h"

#include "services/core/Nanos.h"
#include "ui/common/Banner.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace spanglass {

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::seconds;

namespace {

constexpr int FieldWidth = 360;
constexpr int MostSeconds = 600;

QLineEdit* field(const QString& name, const QString& example = {}) {
    auto* edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setPlaceholderText(example);
    edit->setMinimumWidth(FieldWidth);
    return edit;
}

QSpinBox* secondsBox(const QString& name) {
    auto* box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(1, MostSeconds);
    box->setSuffix(NetworkSection::tr(" s"));
    return box;
}

QWidget* beside(QWidget* left, QWidget* right) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(left);
    layout->addWidget(right);
    layout->addStretch(1);
    return row;
}

} // namespace

NetworkSection::NetworkSection(NetworkControl& network, QWidget* parent)
    : SettingsSection(
        tr("Network"), tr("How workspaces and servers are reached. This computer is always reached directly."), parent)
    , m_network(network)
    , m_proxy(new QComboBox)
    , m_address(field(u"proxyAddress"_s, u"proxy.example.com:3128"_s))
    , m_user(field(u"proxyUser"_s))
    , m_password(field(u"proxyPassword"_s))
    , m_exceptions(field(u"noProxy"_s, u".example.com, 10.0.0.0/8"_s))
    , m_caFile(field(u"caFile"_s, tr("the system's authorities only")))
    , m_connect(secondsBox(u"connectSeconds"_s))
    , m_stall(secondsBox(u"stallSeconds"_s))
    , m_target(field(u"checkAddress"_s, u"https://adb-1234567890123456.7.azuredatabricks.net"_s))
    , m_check(new QPushButton(tr("Chec&k")))
    , m_outcome(new Banner)
    , m_apply(new QPushButton(tr("Apply to the &network"))) {
    m_proxy->setObjectName(u"proxy"_s);
    m_proxy->addItem(tr("As the environment says"), static_cast<int>(NetworkSettings::Proxy::Environment));
    m_proxy->addItem(tr("This one"), static_cast<int>(NetworkSettings::Proxy::Fixed));
    m_proxy->addItem(tr("None"), static_cast<int>(NetworkSettings::Proxy::None));
    m_password->setEchoMode(QLineEdit::Password);
    m_check->setObjectName(u"checkNetwork"_s);
    m_outcome->setObjectName(u"checkOutcome"_s);
    m_apply->setObjectName(u"applyNetwork"_s);
    layOut();

    connect(m_proxy, &QComboBox::currentIndexChanged, this, &NetworkSection::edited);
    for (QLineEdit* edit : {m_address, m_user, m_password, m_exceptions, m_caFile})
        connect(edit, &QLineEdit::textChanged, this, &NetworkSection::edited);
    for (QSpinBox* box : {m_connect, m_stall})
        connect(box, &QSpinBox::valueChanged, this, &NetworkSection::edited);
    connect(m_target, &QLineEdit::textChanged, this, &NetworkSection::edited);
    connect(m_target, &QLineEdit::returnPressed, m_check, &QPushButton::click);
    connect(m_check, &QPushButton::clicked, this, &NetworkSection::check);
    connect(m_apply, &QPushButton::clicked, this, &NetworkSection::apply);
    connect(&m_network, &NetworkControl::changed, this, &NetworkSection::load);
    load();
}

void NetworkSection::layOut() {
    form().addRow(tr("&Proxy"), m_proxy);
    m_environment = addNote({});
    m_environment->setObjectName(u"environmentProxy"_s);
    form().addRow(tr("Proxy a&ddress"), m_address);
    form().addRow(tr("&User name"), m_user);
    form().addRow(tr("Pass&word"), m_password);
    m_passwordNote = addNote({});
    form().addRow(tr("&Not for"), m_exceptions);
    auto* browse = new QPushButton(tr("&Choose…"));
    browse->setObjectName(u"chooseCaFile"_s);
    connect(browse, &QPushButton::clicked, this, &NetworkSection::chooseCaFile);
    form().addRow(tr("Also trust (PE&M file)"), beside(m_caFile, browse));
    m_caFile->setAccessibleName(tr("File of certificate authorities to trust as well"));
    form().addRow(tr("Connect wit&hin"), m_connect);
    form().addRow(tr("Longest &silence in an answer"), m_stall);
    form().addRow(tr("&Try on"), beside(m_target, m_check));
    m_target->setAccessibleName(tr("Address to try the settings on"));
    addWide(m_outcome);
    addButton(m_apply);
}

void NetworkSection::load() {
    const NetworkSettings now = m_network.settings();
    m_proxy->setCurrentIndex(m_proxy->findData(static_cast<int>(now.proxy)));
    m_address->setText(now.proxyAddress);
    m_user->setText(now.proxyUser);
    m_password->setText(QString::fromUtf8(now.proxyPassword.reveal()));
    m_exceptions->setText(now.noProxy);
    m_caFile->setText(now.caFile);
    m_connect->setValue(static_cast<int>(duration_cast<seconds>(now.connectTime).count()));
    m_stall->setValue(static_cast<int>(duration_cast<seconds>(now.stallTime).count()));
    edited();
}

NetworkSettings NetworkSection::entered() const {
    NetworkSettings out;
    out.proxy = static_cast<NetworkSettings::Proxy>(m_proxy->currentData().toInt());
    out.proxyAddress = m_address->text().trimmed();
    out.proxyUser = m_user->text().trimmed();
    out.proxyPassword = Secret(m_password->text().toUtf8());
    out.noProxy = m_exceptions->text().trimmed();
    out.caFile = m_caFile->text().trimmed();
    out.connectTime = seconds(m_connect->value());
    out.stallTime = seconds(m_stall->value());
    return out;
}

void NetworkSection::edited() {
    const NetworkSettings now = entered();
    const bool fixed = now.proxy == NetworkSettings::Proxy::Fixed;
    for (QLineEdit* edit : {m_address, m_user, m_password, m_exceptions})
        form().setRowVisible(edit, fixed);
    updateNotes();
    const bool incomplete = fixed && now.proxyAddress.isEmpty();
    m_apply->setEnabled(!incomplete && now != m_network.settings());
    m_check->setEnabled(m_checking.isPending() || (!incomplete && !m_target->text().trimmed().isEmpty()));
}

void NetworkSection::updateNotes() {
    const auto proxy = entered().proxy;
    const QString environment = m_network.environmentProxy();
    m_environment->setVisible(proxy == NetworkSettings::Proxy::Environment);
    m_environment->setText(environment.isEmpty()
            ? tr("HTTPS_PROXY and its like name none, so everything is reached directly.")
            : tr("That is %1.").arg(environment));
    const SecretPlace place = m_network.secretPlace();
    const bool memory = place.kind == SecretPlace::Kind::Memory;
    m_passwordNote->setVisible(proxy == NetworkSettings::Proxy::Fixed && !m_password->text().isEmpty());
    m_passwordNote->setText(memory ? tr("Kept in memory only, until the program ends: %1").arg(place.reason)
                                   : tr("Kept in the system's keychain."));
}

void NetworkSection::apply() {
    m_network.apply(entered());
    edited();
}

void NetworkSection::chooseCaFile() {
    auto* dialog = new QFileDialog(this, tr("Certificate authorities to trust"), m_caFile->text());
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("PEM certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_caFile, &QLineEdit::setText);
    dialog->open();
}

void NetworkSection::check() {
    if (m_checking.isPending()) {
        m_checking.drop();
        m_outcome->dismiss();
        m_check->setText(tr("Chec&k"));
        edited();
        return;
    }
    const QString typed = m_target->text().trimmed();
    const QUrl url(typed.contains("://"_L1) ? typed : "https://"_L1 + typed);
    m_outcome->showMessage(BannerKind::Info, tr("Asking %1 …").arg(url.host()));
    m_check->setText(tr("Cancel chec&k"));
    m_checking.ask(
        m_network.check(url, entered()), [this, url](const Result<NetworkCheck>& result) { showCheck(url, result); });
    edited();
}

void NetworkSection::showCheck(const QUrl& url, const Result<NetworkCheck>& result) {
    m_check->setText(tr("Chec&k"));
    edited();
    if (!result) {
        m_outcome->showError(result.error());
        return;
    }
    m_outcome->showMessage(BannerKind::Success,
        tr("%1 answered in %2 (HTTP status %3).")
            .arg(url.host(), formatDuration({result->duration.count()}))
            .arg(result->status),
        m_apply->isEnabled() ? tr("Apply the settings to use them.") : QString());
}

} // namespace spanglass
