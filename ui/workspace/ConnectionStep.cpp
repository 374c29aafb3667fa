#include "ui/workspace/ConnectionStep.h"

#include "models/connections/ConnectionWords.h"
#include "models/workspace/WorkspaceChooser.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

ConnectionStep::ConnectionStep(WorkspaceChooser& chooser, QWidget* parent)
    : QWidget(parent)
    , m_chooser(chooser)
    , m_name(wrappedLabel(u"chosenConnection"_s))
    , m_state(wrappedLabel(u"connectionState"_s))
    , m_start(namedButton(u"startPractice"_s, tr("Start the practice workspace")))
    , m_signIn(namedButton(u"workspaceSignIn"_s, tr("Sign in…")))
    , m_manage(namedButton(u"mendConnection"_s, tr("Show in Connections")))
    , m_copyAddress(new CopyButton(tr("Copy the address, for another browser"),
          [this] { return m_chooser.browserAddress().toString(QUrl::FullyEncoded); }))
    , m_line(new StepLine) {
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_name->setFont(large);
    m_start->setIcon(themedIcon("play"_L1));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_name);
    words->addWidget(m_state);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(words, 1);
    row->addWidget(m_start);
    row->addWidget(m_signIn);
    row->addWidget(m_manage);
    auto* progress = new QHBoxLayout;
    progress->setSpacing(8);
    progress->addWidget(m_line, 1);
    progress->addWidget(m_copyAddress);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addLayout(progress);

    connect(m_start, &QPushButton::clicked, &m_chooser, &WorkspaceChooser::check);
    connect(m_signIn, &QPushButton::clicked, this, [this] {
        m_signingIn = true;
        m_chooser.signIn();
    });
    connect(m_manage, &QPushButton::clicked, this,
        [this] { Q_EMIT connectionsRequested(m_chooser.connection()->settings.id); });
    connect(m_line, &StepLine::cancelRequested, &m_chooser, &WorkspaceChooser::cancelCheck);
    connect(m_line, &StepLine::actionRequested, &m_chooser, &WorkspaceChooser::check);
}

QString ConnectionStep::stateWords() const {
    const Connection& chosen = *m_chooser.connection();
    const bool practice = chosen.settings.kind == ConnectionKind::Practice;
    if (m_chooser.needsStart())
        return tr("A workspace for rehearsing, on this computer alone, with example traces. It answers as Databricks "
                  "does, and is gone when Spanglass ends.");
    const QString what = practice ? tr("Practice, on this computer alone") : kindWords(chosen.settings.kind);
    return m_chooser.isReady() ? tr("%1 · %2").arg(what, signedInWords(*m_chooser.report().value()))
                               : tr("%1 · %2").arg(what, chosen.settings.host);
}

void ConnectionStep::refresh() {
    const Connection* chosen = m_chooser.connection();
    const auto& report = m_chooser.report();
    const bool idle = !report.isBusy();
    const auto problem = idle ? m_chooser.connectionProblem() : std::nullopt;
    if (idle)
        m_signingIn = false;
    m_name->setText(chosen ? chosen->settings.name : tr("Choose a connection"));
    m_state->setText(chosen ? stateWords()
                            : tr("On the left are the workspaces and MLflow servers that Spanglass knows. Others are "
                                 "added in Connections."));
    m_start->setVisible(m_chooser.needsStart() && idle);
    m_signIn->setVisible(
        chosen && idle && problem && chosen->settings.credential == CredentialKind::Browser && !chosen->problem);
    m_manage->setVisible(chosen && problem && chosen->settings.kind != ConnectionKind::Practice);
    m_copyAddress->setVisible(m_signingIn && m_chooser.browserAddress().isValid());
    if (report.isBusy())
        showProgress();
    else if (problem)
        m_line->showError(*problem, chosen && chosen->problem ? QString() : tr("Try again"));
    else
        m_line->showNothing();
}

void ConnectionStep::showProgress() {
    const auto& report = m_chooser.report();
    const QString& host = m_chooser.connection()->settings.host;
    const QString what = !report.progress().isEmpty() ? report.progress()
        : m_signingIn                                 ? tr("Waiting for you to sign in at %1 in the browser").arg(host)
                                                      : tr("Asking %1 who you are").arg(host);
    m_line->showBusy(waitingWords(what, report.seconds()));
}

} // namespace spanglass
