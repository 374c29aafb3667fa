#include "ui/replay/ReplayEntriesView.h"

#include "models/common/Quantity.h"
#include "models/replay/ReplayWords.h"
#include "ui/common/CopyButton.h"
#include "ui/common/QuietLine.h"
#include "ui/common/RowDelegate.h"
#include "ui/common/TextBlock.h"
#include "ui/replay/ReplayLook.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTabBar>
#include <QTableView>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int AllRequests = -1;
constexpr int ShownLines = 5;

class EntryDelegate final : public RowDelegate {
public:
    using RowDelegate::RowDelegate;

protected:
    QIcon mark(const QModelIndex& index, const QPalette& palette) const override {
        return index.column() == ReplayEntriesModel::State
            ? parcelStateIcon(index.data(ReplayEntriesModel::StateRole).value<ParcelState>(), palette)
            : QIcon();
    }
};

} // namespace

ReplayEntriesView::ReplayEntriesView(ReplayControl& control, QWidget* parent)
    : QWidget(parent)
    , m_model(control)
    , m_tabs(new QTabBar)
    , m_table(new QTableView)
    , m_note(new QuietLine(u"entriesNote"_s))
    , m_line(new StepLine)
    , m_details(makeDetails()) {
    m_tabs->setObjectName(u"entryStates"_s);
    m_tabs->setAccessibleName(tr("Which requests"));
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_table->setObjectName(u"entries"_s);
    m_table->setAccessibleName(tr("Requests of the replay"));
    prepareChoiceTable(*m_table, m_model, ReplayEntriesModel::Answer);
    m_table->setItemDelegate(new EntryDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    // Widths by the contents would walk all rows.
    QHeaderView& header = *m_table->horizontalHeader();
    const int em = m_table->fontMetrics().horizontalAdvance(u'0');
    const QList<int> chars{8, 18, 7, 9, 6, 13, 0, 13, 8};
    for (int column = 0; column < chars.size(); ++column) {
        if (chars[column] == 0)
            continue;
        header.setSectionResizeMode(column, QHeaderView::Interactive);
        header.resizeSection(column, chars[column] * em + 8);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_tabs);
    layout->addWidget(m_line);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_details);
    setFocusProxy(m_table);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        if (!m_refreshing)
            showTab();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& at) {
        if (const ReplayEntry* chosen = m_model.at(at.row()); chosen && !m_refreshing)
            m_chosen = chosen->number;
        showChosen();
    });
    connect(&m_model, &ReplayEntriesModel::changed, this, &ReplayEntriesView::refresh);
    connect(m_line, &StepLine::actionRequested, &m_model, &ReplayEntriesModel::refresh);
    refresh();
}

ReplayEntriesView::~ReplayEntriesView() { m_table->setModel(nullptr); }

QWidget* ReplayEntriesView::makeDetails() {
    m_text = new TextBlock(u"entryText"_s, tr("The chosen request"), TextBlock::Height::Free);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setFixedHeight(ShownLines * m_text->fontMetrics().lineSpacing() + 12);
    auto* made = new QWidget;
    auto* row = new QHBoxLayout(made);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_text, 1);
    row->addWidget(
        new CopyButton(tr("Copy all that is known of the request"), [this] { return m_text->toPlainText(); }), 0,
        Qt::AlignTop);
    return made;
}

void ReplayEntriesView::showReplay(const ReplayStatus& status) {
    const bool other = status.id != m_status.id;
    const bool moved = !std::ranges::equal(status.parcels, m_status.parcels) || status.attempts != m_status.attempts;
    m_status = status;
    if (other)
        m_chosen = 0;
    fillTabs(status);
    if (other)
        showTab();
    else if (moved)
        m_model.refresh();
}

/// A tab for each state that a request is in; the one in view stays while it is looked at.
void ReplayEntriesView::fillTabs(const ReplayStatus& status) {
    m_refreshing = true;
    const QVariant shown = m_tabs->count() > 0 ? m_tabs->tabData(m_tabs->currentIndex()) : QVariant(AllRequests);
    QList<int> wanted{AllRequests};
    for (int state = 0; state < int(ParcelStateCount); ++state) {
        const bool inView = m_model.state() && int(*m_model.state()) == state && !m_status.id.isEmpty();
        if (status.parcels[state] > 0 || inView)
            wanted << state;
    }
    QList<int> there;
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        there << m_tabs->tabData(tab).toInt();
    if (there != wanted) {
        while (m_tabs->count() > 0)
            m_tabs->removeTab(0);
        for (const int state : wanted)
            m_tabs->setTabData(m_tabs->addTab({}), state);
        m_tabs->setCurrentIndex(std::max(0, int(wanted.indexOf(shown.toInt()))));
    }
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        const int state = m_tabs->tabData(tab).toInt();
        m_tabs->setTabText(tab,
            state == AllRequests
                ? tr("All requests")
                : tr("%1 %2").arg(formatCount(status.parcels[state]), parcelStateWords(ParcelState(state))));
    }
    m_refreshing = false;
}

void ReplayEntriesView::showState(ParcelState state) {
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->tabData(tab).toInt() == int(state))
            m_tabs->setCurrentIndex(tab);
    }
    m_table->setFocus();
}

void ReplayEntriesView::showTab() {
    const int state = m_tabs->tabData(m_tabs->currentIndex()).toInt();
    const auto wanted = state == AllRequests ? std::nullopt : std::optional(ParcelState(state));
    m_model.show(m_status.id, wanted, m_status.plan.target.wire);
}

void ReplayEntriesView::refresh() {
    m_refreshing = true;
    if (m_chosen > 0)
        chooseRow(*m_table, m_model.rowOf(m_chosen));
    m_refreshing = false;
    if (m_model.problem())
        m_line->showError(*m_model.problem(), tr("Try again"));
    else
        m_line->showNothing();
    const int rows = m_model.rowCount();
    m_note->setText(m_model.isCut()
            ? tr("The first %1 are listed; the exported result has all.").arg(formatCount(std::uint64_t(rows)))
            : rows == 0 && isSettled() ? tr("No request stands here.")
                                       : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    showChosen();
}

void ReplayEntriesView::showChosen() {
    const ReplayEntry* chosen = m_model.at(m_table->currentIndex().row());
    m_details->setVisible(chosen != nullptr);
    if (!chosen)
        return;
    if (const QString text = entryText(*chosen, m_model.wire()); text != m_text->toPlainText())
        m_text->showText(text);
}

} // namespace spanglass
