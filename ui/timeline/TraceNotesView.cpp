#include "ui/timeline/TraceNotesView.h"

#include "models/common/Quantity.h"
#include "models/timeline/NoteDetails.h"
#include "models/timeline/NotesLoader.h"
#include "models/timeline/TraceSession.h"
#include "ui/common/Banner.h"
#include "ui/timeline/DetailsTree.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

TraceNotesView::TraceNotesView(TraceSession& session, NotesLoader& notes, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_notes(notes)
    , m_banner(new Banner)
    , m_state(new QLabel)
    , m_tree(new DetailsTree(tr("Notes of the trace"))) {
    setObjectName(u"traceNotes"_s);
    m_state->setObjectName(u"traceNotesState"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_state->setMargin(12);
    m_tree->setObjectName(u"traceNotesTree"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_state);
    column->addWidget(m_tree, 1);
    setFocusProxy(m_tree);
    connect(m_banner, &Banner::actionTriggered, &notes, &NotesLoader::reload);
    connect(&notes, &NotesLoader::changed, this, &TraceNotesView::refresh);
    refresh();
}

bool TraceNotesView::isWanted() const {
    return m_notes.notes() || m_notes.problem() || m_tree->model()->rowCount() > 0;
}

void TraceNotesView::refresh() {
    const TracePtr& trace = m_session.trace();
    m_tree->setContent(trace ? traceNoteDetails(m_notes.notes(), m_notes.records(), *trace) : DetailsContent());
    if (m_notes.problem())
        m_banner->showError(*m_notes.problem(), tr("Try again"));
    else
        m_banner->dismiss();
    QString state;
    if (m_notes.isLoading())
        state = tr("Reading the notes of the trace…");
    else if (m_notes.notes() && m_notes.notes()->isEmpty() && !m_notes.problem())
        state = tr("Nothing was written about this trace: no tags, feedback or expectations.");
    else if (m_notes.records() && m_notes.records()->truncated)
        state = tr("There are more log records than the first %1. The SQL console shows the rest.")
                    .arg(formatCount(m_notes.records()->records.size()));
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
    Q_EMIT refreshed();
}

} // namespace spanglass
