#include "ui/timeline/SpanDetailsView.h"

#include "models/timeline/NoteDetails.h"
#include "models/timeline/SpanDetails.h"
#include "models/timeline/TraceSession.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/timeline/ConversationView.h"
#include "ui/timeline/DetailsTree.h"
#include "ui/timeline/RowStyle.h"
#include "ui/timeline/TextReader.h"
#include "ui/timeline/TraceNotesView.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace spanglass {

SpanDetailsView::SpanDetailsView(TraceSession& session, SpanSource& source, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_source(source)
    , m_stack(new QStackedWidget)
    , m_message(new QLabel)
    , m_banner(new Banner)
    , m_name(new ElidedLabel)
    , m_facts(new QLabel)
    , m_filter(new QLineEdit)
    , m_tabs(new QTabWidget)
    , m_attributes(new DetailsTree(tr("Attributes")))
    , m_conversation(new ConversationView)
    , m_spanNotes(new DetailsTree(tr("Notes")))
    , m_events(new DetailsTree(tr("Events")))
    , m_links(new DetailsTree(tr("Links")))
    , m_resource(new DetailsTree(tr("Resource")))
    , m_json(new TextReader)
    , m_notes(session, source)
    , m_traceNotes(new TraceNotesView(session, m_notes)) {
    setObjectName(u"spanDetails"_s);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_name->setFont(bold);
    m_name->setObjectName(u"spanName"_s);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setObjectName(u"spanFacts"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setObjectName(u"detailsMessage"_s);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setMargin(24);
    m_filter->setObjectName(u"detailsFilter"_s);
    m_filter->setAccessibleName(tr("Filter the attributes"));
    m_filter->setPlaceholderText(tr("Filter names and values"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(themedIcon("filter"_L1), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);

    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(12, 8, 12, 4);
    head->setSpacing(2);
    head->addWidget(m_name);
    head->addWidget(m_facts);
    head->addSpacing(4);
    head->addWidget(m_filter);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_tabs, 1);
    m_stack->addWidget(m_message);
    m_stack->addWidget(body);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    buildTabs();

    connect(&session, &TraceSession::selectionChanged, this, &SpanDetailsView::load);
    connect(&session, &TraceSession::traceChanged, this, [this] {
        if (m_session.trace())
            refreshLinks();
        load();
    });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        for (DetailsTree* tree : spanTrees())
            tree->setFilter(text);
        m_traceNotes->tree().setFilter(text);
    });
    connect(&m_llm, &QFutureWatcherBase::finished, this, [this] {
        if (m_llm.isCanceled())
            return;
        m_readingMessages = false;
        if (!m_detail)
            return settle();
        m_conversation->setContent(m_llm.result());
        m_tabs->setTabVisible(m_tabs->indexOf(m_conversation), !m_conversation->content().isEmpty());
        settle();
    });
    connect(m_json, &TextReader::settled, this, &SpanDetailsView::settle);
    connect(m_traceNotes, &TraceNotesView::refreshed, this, [this] {
        m_tabs->setTabVisible(m_tabs->indexOf(m_traceNotes), m_traceNotes->isWanted());
        showNotes();
        settle();
    });
    load();
}

SpanDetailsView::~SpanDetailsView() = default;

void SpanDetailsView::buildTabs() {
    m_tabs->setDocumentMode(true);
    m_tabs->setObjectName(u"detailsTabs"_s);
    m_tabs->addTab(m_attributes, tr("Attributes"));
    m_tabs->addTab(m_conversation, tr("Messages"));
    m_tabs->addTab(m_spanNotes, tr("Notes"));
    m_tabs->addTab(m_events, tr("Events"));
    m_tabs->addTab(m_links, tr("Links"));
    m_tabs->addTab(m_resource, tr("Resource"));
    m_tabs->addTab(m_json, tr("JSON"));
    m_tabs->addTab(m_traceNotes, tr("Trace"));
    m_tabs->setTabToolTip(m_tabs->indexOf(m_traceNotes), tr("Tags, feedback, previews and log records of the trace"));
    for (QWidget* page : std::initializer_list<QWidget*>{m_conversation, m_spanNotes, m_events, m_links, m_traceNotes})
        m_tabs->setTabVisible(m_tabs->indexOf(page), false); // shown when a span has something for them
    m_attributes->setObjectName(u"attributes"_s);
    m_spanNotes->setObjectName(u"spanNotes"_s);
    m_events->setObjectName(u"events"_s);
    m_links->setObjectName(u"links"_s);
    m_resource->setObjectName(u"resource"_s);
    m_json->setObjectName(u"spanJson"_s);
    const auto read = [this](const QString& title, const QString& text) {
        TextReader::openWindow(tr("%1 — %2").arg(title, m_name->text()), text, window());
    };
    QList<DetailsTree*> trees = spanTrees();
    trees << &m_traceNotes->tree();
    for (DetailsTree* tree : trees) {
        connect(tree, &DetailsTree::readRequested, this, read);
        connect(tree, &DetailsTree::linkActivated, this, &SpanDetailsView::linkActivated);
        tree->installEventFilter(this);
    }
    connect(m_conversation, &ConversationView::readRequested, this, read);
    m_conversation->installEventFilter(this);
}

QList<DetailsTree*> SpanDetailsView::spanTrees() const {
    return {m_attributes, m_spanNotes, m_events, m_links, m_resource};
}

void SpanDetailsView::showMessage(const QString& text) {
    m_span.drop();
    m_key = {};
    m_detail.reset();
    m_message->setText(text);
    m_stack->setCurrentIndex(0);
    settle();
}

void SpanDetailsView::load() {
    if (!m_session.trace() || m_session.selected() == NoNode)
        return showMessage(m_session.trace() ? tr("Choose a span to see its details.") : QString());
    const TraceNode& node = m_session.trace()->nodes()[m_session.selected()];
    if (node.has(NodeFlag::Placeholder))
        return showMessage(
            tr("The span %1 has not arrived.\n\nThe spans below name it as their parent. It may still be "
               "running, be dropped by sampling, or be sent to another place.")
                .arg(node.id.text()));
    if (node.key == m_key && m_trace == m_session.trace()->id() && (m_detail || m_span.isPending()))
        return;
    m_key = node.key;
    m_trace = m_session.trace()->id();
    m_span.ask(m_source.span(m_trace, node.key), [this](Result<SpanDetail> detail) { show(std::move(detail)); });
}

void SpanDetailsView::show(Result<SpanDetail> detail) {
    m_stack->setCurrentIndex(1);
    m_llm.setFuture({});
    m_readingMessages = false;
    if (!detail) {
        m_detail.reset();
        m_banner->showError(detail.error());
        for (DetailsTree* tree : spanTrees())
            tree->setContent({});
        m_conversation->setContent({});
        m_json->setText({});
        showHead();
        return settle();
    }
    m_banner->dismiss();
    m_detail = std::move(*detail);
    showFacts();
    m_resource->setContent(resourceDetails(*m_detail));
    m_json->setText(QString::fromUtf8(m_detail->rawJson));
    showTab(m_events, tr("Events"), m_detail->span->events.size());
    showHead();
    showLinks();
    showNotes();
    m_readingMessages = true;
    m_llm.setFuture(
        QtConcurrent::run([owner = m_detail->owner, span = m_detail->span] { return readLlmContent(*span); }));
    if (!m_detail->span->links.empty())
        refreshLinks();
}

/// What holds times.
void SpanDetailsView::showFacts() {
    const std::uint32_t row = m_session.trace() ? m_session.trace()->rowOf(m_key) : NoNode;
    static const TraceNode nothing;
    m_attributes->setContent(attributeDetails(*m_detail, row == NoNode ? nothing : m_session.trace()->nodes()[row]));
    m_events->setContent(eventDetails(*m_detail));
}

void SpanDetailsView::showHead() {
    if (!m_session.trace() || m_session.selected() == NoNode)
        return;
    const Trace& trace = *m_session.trace();
    const TraceNode& node = trace.nodes()[m_session.selected()];
    m_name->setText(rowName(trace, node));
    QStringList facts;
    for (const QString& part : {trace.text(node.service), trace.text(node.type)})
        if (!part.isEmpty())
            facts += part;
    if (!node.has(NodeFlag::NoTime))
        facts += node.has(NodeFlag::Unfinished) ? tr("unfinished") : formatDuration(node.duration());
    if (node.isError())
        facts += tr("error");
    m_facts->setText(facts.join(u" · "_s));
    QPalette look = palette();
    const ThemeColors& colors = themeColors(look);
    look.setColor(QPalette::WindowText, node.isError() ? colors.error : colors.mutedText);
    m_facts->setPalette(look);
}

void SpanDetailsView::refreshLinks() {
    if (!m_session.trace())
        return;
    m_linksTo.ask(m_source.linksTo(m_session.trace()->id()), [this](Result<std::vector<BackLink>> links) {
        m_backLinks = links.value_or(std::vector<BackLink>());
        showLinks();
    });
    std::vector<TraceId> wanted;
    if (m_detail)
        for (const SpanLink& link : m_detail->span->links)
            wanted.push_back(link.traceId);
    if (!wanted.empty())
        m_presence.ask(m_source.present(wanted), [this](Result<std::vector<TraceId>> present) {
            m_present = present.value_or(std::vector<TraceId>());
            showLinks();
        });
}

void SpanDetailsView::showLinks() {
    if (!m_detail)
        return;
    DetailsContent content = linkDetails(*m_detail, m_backLinks, m_present);
    std::size_t links = 0;
    for (const DetailsEntry& group : content.entries)
        links += group.children.size();
    m_links->setContent(std::move(content));
    showTab(m_links, tr("Links"), links);
}

void SpanDetailsView::showNotes() {
    const std::uint32_t row = m_session.trace() ? m_session.trace()->rowOf(m_key) : NoNode;
    DetailsContent content;
    if (row != NoNode)
        content
            = spanNoteDetails(m_notes.notes(), m_notes.records(), *m_session.trace(), m_session.trace()->nodes()[row]);
    const std::size_t notes = noteCount(content);
    m_spanNotes->setContent(std::move(content));
    showTab(m_spanNotes, tr("Notes"), notes);
}

/// A tab that is there when it has something.
void SpanDetailsView::showTab(QWidget* page, const QString& title, std::size_t count) {
    const int tab = m_tabs->indexOf(page);
    m_tabs->setTabText(tab, QString(title + u' ' + QString::number(static_cast<qulonglong>(count))));
    m_tabs->setTabVisible(tab, count > 0);
}

bool SpanDetailsView::isSettled() const {
    return !m_span.isPending() && !m_readingMessages && m_json->isSettled() && !m_linksTo.isPending()
        && !m_presence.isPending() && !m_notes.isLoading();
}

void SpanDetailsView::settle() {
    if (isSettled())
        Q_EMIT settled();
}

QString SpanDetailsView::json() const { return m_detail ? QString::fromUtf8(m_detail->rawJson) : QString(); }

void SpanDetailsView::focusFilter() { m_filter->setFocus(Qt::ShortcutFocusReason); }

void SpanDetailsView::focusContent() {
    if (QWidget* page = m_tabs->currentWidget())
        page->setFocus(Qt::ShortcutFocusReason);
}

void SpanDetailsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_detail)
        showHead();
    if (event->type() == QEvent::LocaleChange && m_detail)
        showFacts();
}

bool SpanDetailsView::eventFilter(QObject* watched, QEvent* event) {
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (watched == m_filter && !m_filter->text().isEmpty())
        m_filter->clear();
    else
        Q_EMIT leaveRequested();
    return true;
}

} // namespace spanglass
