// Which traces of the list are saved to a file, sent again or named; what else the page does is in TraceListPage.cpp.
#include "models/common/Quantity.h"
#include "ui/common/Banner.h"
#include "ui/traces/ActivityBar.h"
#include "ui/traces/TraceListPage.h"

#include <QApplication>
#include <QClipboard>

using namespace Qt::StringLiterals;

namespace spanglass {

void TraceListPage::exportSelected() {
    if (m_selection.count() == 0 && !m_exportsAll)
        m_banner->showMessage(BannerKind::Info, tr("No trace is selected."),
            tr("Select what is to be exported; Ctrl+A takes all that are listed."));
    else
        Q_EMIT exportRequested(m_selection.traces());
}

void TraceListPage::replaySelected() {
    ReplaySelection selection;
    selection.traces = m_selection.traces();
    if (selection.traces.empty()) {
        selection.filter = m_filter.appliedText();
        selection.range = m_filter.range();
    }
    Q_EMIT replayRequested(selection);
}

void TraceListPage::askWay() {
    if (const std::vector<TraceId> traces = m_selection.traces(); traces.size() == 1)
        Q_EMIT wayRequested(traces.front());
}

std::vector<TraceId> TraceListPage::chosenTraces() const {
    return m_selection.isResolving() ? std::vector<TraceId>() : m_selection.traces();
}

void TraceListPage::copyIds() {
    QStringList ids;
    for (const TraceId trace : m_selection.traces())
        ids << trace.text();
    QApplication::clipboard()->setText(ids.join(u'\n'));
    Q_EMIT statusMessage(counted(std::uint64_t(ids.size()), tr("%1 trace id copied"), tr("%1 trace ids copied")));
}

void TraceListPage::saveListed() {
    if (m_exportsAll && !m_filter.isNarrowed()) {
        Q_EMIT exportRequested({});
        return;
    }
    if (m_model.rowCount() == 0) {
        m_banner->showMessage(BannerKind::Info, tr("No trace is listed that could be saved."));
        return;
    }
    if (!m_tasks.isBusy())
        m_activity->begin(tr("Listing the traces to save"));
    m_listed.ask(m_source.traces(m_model.query(), 0, static_cast<std::uint32_t>(m_model.rowCount())),
        [this](const Result<TracePage>& page) {
            if (!m_tasks.isBusy())
                m_activity->end();
            if (!page)
                return m_banner->showError(page.error());
            std::vector<TraceId> traces;
            for (const TraceSummary& row : page->rows)
                traces.push_back(row.id);
            Q_EMIT exportRequested(traces);
        });
}

void TraceListPage::stopListing() {
    m_listed.drop();
    if (!m_tasks.isBusy())
        m_activity->end();
}

} // namespace spanglass
