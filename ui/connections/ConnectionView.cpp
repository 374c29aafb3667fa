#include "ui/connections/ConnectionView.h"

#include "ui/common/Banner.h"
#include "ui/common/CopyButton.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Labels.h"
#include "ui/common/NameDialog.h"
#include "ui/connections/FactsView.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

ConnectionView::ConnectionView(QWidget* parent)
    : QWidget(parent)
    , m_name(wrappedLabel())
    , m_origin(new ElidedLabel)
    , m_traces(namedButton(u"openConnectionTraces"_s, tr("&Open traces…")))
    , m_check(namedButton(u"checkConnection"_s, tr("&Test connection")))
    , m_signIn(namedButton(u"signIn"_s, tr("Sign &in by browser")))
    , m_signOut(namedButton(u"signOut"_s, tr("Sign &out")))
    , m_edit(namedButton(u"editConnection"_s, tr("&Edit")))
    , m_copy(namedButton(u"copyConnection"_s, tr("&Copy to my own…")))
    , m_profile(namedButton(u"writeProfile"_s, tr("&Write as profile…")))
    , m_forgetFile(namedButton(u"forgetEnvFile"_s, tr("&Forget this file")))
    , m_remove(namedButton(u"removeConnection"_s, tr("&Remove")))
    , m_progress(makeProgress())
    , m_question(new Banner)
    , m_problem(new Banner)
    , m_copyDetails(
          new CopyButton(tr("Copy details for a support case"), [this] { return reportText(m_connection, m_report); }))
    , m_choices(new QWidget)
    , m_choiceButtons(new QHBoxLayout)
    , m_notes(new QVBoxLayout)
    , m_reportFacts(new FactsView(tr("Who you are there")))
    , m_settingFacts(new FactsView(tr("Settings"))) {
    m_question->setObjectName(u"removeQuestion"_s);
    m_problem->setObjectName(u"connectionProblem"_s);
    m_copyDetails->setObjectName(u"copyDetails"_s);
    m_copyDetails->setText(tr("Copy details"));
    m_copyDetails->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_reportFacts->setObjectName(u"reportFacts"_s);
    m_settingFacts->setObjectName(u"settingFacts"_s);
    m_profile->setToolTip(
        tr("Writes host, kind of sign-in and ids into the Databricks configuration, for the CLI and the "
           "SDKs. Secrets are never written."));
    m_forgetFile->setToolTip(tr("Spanglass looks into this .env file no more. The file stays as it is."));
    m_check->setDefault(true);

    auto* choose = wrappedLabel();
    choose->setText(tr("Sign in with:"));
    auto* choiceRow = new QHBoxLayout(m_choices);
    choiceRow->setContentsMargins(0, 0, 0, 0);
    choiceRow->addWidget(choose);
    choiceRow->addLayout(m_choiceButtons);
    choiceRow->addStretch(1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 24);
    layout->setSpacing(16);
    layout->addWidget(makeHeader());
    layout->addWidget(m_progress);
    layout->addWidget(m_question);
    layout->addWidget(m_problem);
    layout->addWidget(m_copyDetails, 0, Qt::AlignLeft);
    layout->addWidget(m_choices);
    layout->addLayout(m_notes);
    layout->addWidget(m_reportFacts);
    layout->addWidget(m_settingFacts);
    layout->addStretch(1);

    connect(m_traces, &QPushButton::clicked, this, &ConnectionView::tracesRequested);
    connect(m_check, &QPushButton::clicked, this, &ConnectionView::checkRequested);
    connect(m_signIn, &QPushButton::clicked, this, &ConnectionView::signInRequested);
    connect(m_signOut, &QPushButton::clicked, this, &ConnectionView::signOutRequested);
    connect(m_edit, &QPushButton::clicked, this, &ConnectionView::editRequested);
    connect(m_copy, &QPushButton::clicked, this, &ConnectionView::copyRequested);
    connect(m_profile, &QPushButton::clicked, this, &ConnectionView::askForProfile);
    connect(m_forgetFile, &QPushButton::clicked, this, &ConnectionView::fileForgotten);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionView::askToRemove);
    connect(m_question, &Banner::actionTriggered, this, [this] {
        m_question->hide();
        Q_EMIT removeRequested();
    });
}

QWidget* ConnectionView::makeHeader() {
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    m_name->setFont(large);
    m_name->setObjectName(u"connectionName"_s);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    for (QPushButton* one : {m_check, m_traces, m_signIn, m_signOut, m_edit, m_copy, m_profile, m_forgetFile, m_remove})
        actions->addWidget(one);
    actions->addStretch(1);
    auto* header = new QWidget;
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_name);
    layout->addWidget(m_origin);
    layout->addSpacing(8);
    layout->addLayout(actions);
    return header;
}

QWidget* ConnectionView::makeProgress() {
    auto* row = new QWidget;
    row->setObjectName(u"connectionProgress"_s);
    auto* bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedWidth(96);
    bar->setAccessibleName(tr("Under way"));
    m_progressText = wrappedLabel();
    m_copyAddress = new CopyButton(
        tr("Copy the address, for another browser"), [this] { return m_address.toString(QUrl::FullyEncoded); });
    m_copyAddress->setObjectName(u"copyAddress"_s);
    auto* cancel = namedButton(u"cancelCheck"_s, tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &ConnectionView::cancelRequested);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(bar);
    layout->addWidget(m_progressText, 1);
    layout->addWidget(m_copyAddress);
    layout->addWidget(cancel);
    return row;
}

void ConnectionView::showConnection(const Connection& connection, const ConnectionReport* report, Doing doing) {
    if (m_connection.settings.id != connection.settings.id || doing == Doing::Nothing) {
        m_question->hide();
        m_address.clear();
    }
    m_connection = connection;
    m_report = report ? *report : ConnectionReport();
    if (!report)
        m_report.problem = connection.problem;
    m_doing = doing;
    const bool own = connection.origin == ConnectionOrigin::Own;
    const bool browser = connection.settings.credential == CredentialKind::Browser;
    const bool idle = doing == Doing::Nothing;

    m_name->setText(connection.settings.name);
    m_origin->setText(tr("%1 · %2").arg(kindWords(connection.settings.kind), originWords(connection)));
    m_check->setEnabled(idle && !connection.problem);
    m_traces->setVisible(connection.settings.kind != ConnectionKind::Otlp);
    m_traces->setEnabled(idle && !connection.problem);
    m_signIn->setVisible(browser);
    m_signIn->setEnabled(idle && !connection.problem);
    m_signOut->setVisible(browser);
    m_signOut->setEnabled(idle);
    m_edit->setVisible(own);
    m_edit->setEnabled(idle);
    m_copy->setVisible(!own);
    m_profile->setVisible(own && connection.settings.kind == ConnectionKind::Databricks);
    m_profile->setEnabled(idle);
    m_forgetFile->setVisible(!connection.addedFile.isEmpty());
    m_remove->setVisible(own);
    m_remove->setEnabled(idle);

    m_progress->setVisible(!idle);
    m_copyAddress->setVisible(m_address.isValid());
    m_progressText->setText(doing == Doing::SigningIn
            ? tr("Waiting for you to sign in at %1 in the browser…").arg(connection.settings.host)
            : tr("Asking %1 who you are…").arg(connection.settings.host));
    showProblem(idle ? m_report.problem : std::nullopt);
    showChoices();
    showNotes(idle ? connection.notes + m_report.notes : connection.notes);
    m_reportFacts->setFacts(
        report && idle ? reportFacts(*report, QDateTime::currentDateTimeUtc()) : QList<ConnectionFact>());
    m_settingFacts->setFacts(settingFacts(connection), true);
}

void ConnectionView::showBrowserAddress(const QUrl& address) {
    m_address = address;
    m_copyAddress->setVisible(m_doing == Doing::SigningIn);
}

void ConnectionView::showProblem(const std::optional<Error>& problem) {
    m_copyDetails->setVisible(problem.has_value());
    if (problem)
        m_problem->showError(*problem);
    else
        m_problem->hide();
}

void ConnectionView::showNotes(const QStringList& notes) {
    while (QLayoutItem* item = m_notes->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString& note : notes) {
        auto* line = new Banner;
        line->showMessage(BannerKind::Info, note);
        m_notes->addWidget(line);
    }
}

void ConnectionView::showChoices() {
    while (QLayoutItem* item = m_choiceButtons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const CredentialKind choice : std::as_const(m_connection.choices)) {
        auto* one = namedButton(
            u"choose-"_s + credentialKindName(choice), credentialWords(choice, m_connection.settings.kind));
        one->setCheckable(true);
        one->setChecked(!m_connection.problem && m_connection.settings.credential == choice);
        m_choiceButtons->addWidget(one);
        // Queued: the choice makes these buttons anew.
        connect(
            one, &QPushButton::clicked, this, [this, choice] { Q_EMIT credentialChosen(choice); },
            Qt::QueuedConnection);
    }
    m_choices->setVisible(!m_connection.choices.isEmpty());
}

void ConnectionView::askToRemove() {
    m_question->showMessage(BannerKind::Warning,
        tr("Remove “%1” with the secrets kept for it?").arg(m_connection.settings.name),
        tr("Nothing changes in the workspace."), tr("Remove"));
}

void ConnectionView::askForProfile() {
    const QString suggestion = m_connection.settings.profile.isEmpty()
        ? m_connection.settings.name.toLower().replace(u' ', u'-')
        : m_connection.settings.profile;
    askName(this, tr("Write as a Databricks profile"), suggestion,
        [this](const QString& profile) { Q_EMIT profileNamed(profile); });
}

} // namespace spanglass
