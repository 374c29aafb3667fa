#include "ui/receiver/ConnectView.h"

#include "ui/common/CopyButton.h"
#include "ui/common/TextBlock.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QHBoxLayout* titleRow(QLabel* title, TextBlock* block, const QString& what) {
    auto* row = new QHBoxLayout;
    row->addWidget(title);
    row->addStretch(1);
    row->addWidget(new CopyButton(what, [block] { return block->toPlainText(); }));
    return row;
}

} // namespace

ConnectView::ConnectView(QWidget* parent)
    : QWidget(parent)
    , m_languages(new QHBoxLayout)
    , m_group(new QButtonGroup(this))
    , m_style(new QComboBox)
    , m_environment(new TextBlock(u"connectEnvironment"_s, tr("Environment lines"), TextBlock::Height::OfText))
    , m_install(new TextBlock(u"connectInstall"_s, tr("What to install"), TextBlock::Height::OfText))
    , m_code(new TextBlock(u"connectCode"_s, tr("Example program"), TextBlock::Height::Free))
    , m_installTitle(new QLabel)
    , m_codeTitle(new QLabel) {
    m_style->setObjectName(u"connectStyle"_s);
    m_style->setAccessibleName(tr("How environment lines are written"));
    m_style->addItems({tr("sh"), tr("PowerShell"), tr(".env file")});
#ifdef Q_OS_WIN
    m_style->setCurrentIndex(int(EnvStyle::PowerShell));
#endif
    auto* environmentRow = titleRow(
        new QLabel(tr("Already instrumented? Set this and start the app:")), m_environment, tr("Copy lines"));
    environmentRow->insertWidget(1, m_style);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_languages->setSpacing(0);
    layout->addLayout(m_languages);
    layout->addLayout(environmentRow);
    layout->addWidget(m_environment);
    layout->addLayout(titleRow(m_installTitle, m_install, tr("Copy what to install")));
    layout->addWidget(m_install);
    layout->addLayout(titleRow(m_codeTitle, m_code, tr("Copy program")));
    m_code->setMinimumHeight(48);
    layout->addWidget(m_code, 1);
    connect(m_style, &QComboBox::currentIndexChanged, this, &ConnectView::rebuild);
}

void ConnectView::showSnippets(const ReceiverSnapshot& snapshot, const ReceiverSettings& settings) {
    const QString base = httpBase(snapshot, settings) + (settings.token.isEmpty() ? u""_s : u" token"_s);
    if (base == m_base)
        return;
    m_base = base;
    m_snapshot = snapshot;
    m_settings = settings;
    rebuild();
}

void ConnectView::setLanguage(const QString& id) {
    const auto snippet = std::ranges::find(m_snippets, id, &Snippet::id);
    if (snippet == m_snippets.end())
        return;
    m_language = id;
    for (QAbstractButton* button : m_group->buttons())
        button->setChecked(button->objectName() == u"connect-"_s + id);
    m_environment->showText(snippet->environment.trimmed());
    m_installTitle->setText(snippet->installFile.isEmpty()
            ? tr("Starting from nothing? Install:")
            : tr("Starting from nothing? %1:").arg(snippet->installFile));
    m_install->showText(snippet->install);
    m_code->showText(snippet->code);
    m_codeTitle->setText(tr("and run %1:").arg(snippet->codeFile));
}

void ConnectView::addLanguages() {
    for (const Snippet& snippet : m_snippets) {
        auto* button = new QToolButton;
        button->setObjectName(u"connect-"_s + snippet.id);
        button->setText(snippet.title);
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_group->addButton(button);
        m_languages->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, id = snippet.id] { setLanguage(id); });
    }
    m_languages->addStretch(1);
}

void ConnectView::rebuild() {
    m_snippets = connectSnippets(m_snapshot, m_settings, static_cast<EnvStyle>(m_style->currentIndex()));
    if (m_group->buttons().isEmpty())
        addLanguages();
    setLanguage(m_language.isEmpty() ? m_snippets.front().id : m_language);
}

} // namespace spanglass
