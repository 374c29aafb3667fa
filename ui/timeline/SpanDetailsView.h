#pragma once

#include "models/common/Awaited.h"
#include "models/timeline/LlmContent.h"
#include "models/timeline/NotesLoader.h"
#include "services/core/SpanSource.h"

#include <QFutureWatcher>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabWidget;

namespace spanglass {

class Banner;
class ConversationView;
class DetailsTree;
class ElidedLabel;
class TextReader;
class TraceNotesView;
class TraceSession;

/// Everything about the selected span: attributes by subject, messages to and from models, notes, events, links both
/// ways, resource, and the OTLP JSON; and what was written about the trace as a whole. GUI thread.
class SpanDetailsView final : public QWidget {
    Q_OBJECT
public:
    SpanDetailsView(TraceSession& session, SpanSource& source, QWidget* parent = nullptr);
    ~SpanDetailsView() override;

    bool isSettled() const;
    /// The OTLP JSON of the span shown; empty while there is none.
    QString json() const;
    const std::optional<SpanDetail>& detail() const { return m_detail; }
    void focusFilter();
    void focusContent();
    /// Asks again which linked traces can be opened.
    void refreshLinks();

Q_SIGNALS:
    void settled();
    void linkActivated(spanglass::TraceId trace, spanglass::SpanId span);
    void leaveRequested(); ///< Esc

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTabs();
    void load();
    void show(Result<SpanDetail> detail);
    void showHead();
    void showFacts();
    void showLinks();
    void showNotes();
    void showTab(QWidget* page, const QString& title, std::size_t count);
    QList<DetailsTree*> spanTrees() const;
    void showMessage(const QString& text);
    void settle();

    TraceSession& m_session;
    SpanSource& m_source;
    SpanKey m_key;
    TraceId m_trace;
    std::optional<SpanDetail> m_detail;
    std::vector<BackLink> m_backLinks;
    std::vector<TraceId> m_present;

    QStackedWidget* m_stack;
    QLabel* m_message;
    Banner* m_banner;
    ElidedLabel* m_name;
    QLabel* m_facts;
    QLineEdit* m_filter;
    QTabWidget* m_tabs;
    DetailsTree* m_attributes;
    ConversationView* m_conversation;
    DetailsTree* m_spanNotes;
    DetailsTree* m_events;
    DetailsTree* m_links;
    DetailsTree* m_resource;
    TextReader* m_json;
    NotesLoader m_notes;
    TraceNotesView* m_traceNotes;

    Awaited<SpanDetail> m_span;
    Awaited<std::vector<BackLink>> m_linksTo;
    Awaited<std::vector<TraceId>> m_presence;
    QFutureWatcher<LlmContent> m_llm;
    bool m_readingMessages = false; ///< until the result has been shown
};

} // namespace spanglass
