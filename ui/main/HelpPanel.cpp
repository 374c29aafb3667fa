#include "ui/main/HelpPanel.h"

#include "ui/common/Theme.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QTextBrowser>

// Must stand outside any namespace.
static void initHelpResources() { Q_INIT_RESOURCE(help); }

namespace spanglass {

using namespace Qt::StringLiterals;

HelpPanel::HelpPanel(QWidget* parent)
    : Panel("help"_L1, tr("Getting started"), "help"_L1, parent)
    , m_text(new QTextBrowser) {
    initHelpResources();
    m_text->setObjectName(u"helpText"_s);
    m_text->setAccessibleName(title());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->setMaximumWidth(860);
    setFocusProxy(m_text);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.scheme() == "panel"_L1)
            Q_EMIT panelRequested(link.path());
        else if (link.scheme() == "sample"_L1)
            Q_EMIT sampleRequested();
    });
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(m_text, 100);
    layout->addStretch(1);
    load();
}

void HelpPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        load();
    Panel::changeEvent(event);
}

void HelpPanel::load() {
    QFile file(u":/help/getting-started.html"_s);
    file.open(QIODevice::ReadOnly);
    const ThemeColors& colors = themeColors(palette());
    m_text->document()->setDefaultStyleSheet(u"a { color: %1; } code, pre { background: %2; }"_s.arg(
        palette().color(QPalette::Link).name(), colors.elevated.name()));
    m_text->document()->setDocumentMargin(24);
    m_text->setHtml(QString::fromUtf8(file.readAll()));
}

} // namespace spanglass
