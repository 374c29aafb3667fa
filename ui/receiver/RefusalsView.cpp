#include "ui/receiver/RefusalsView.h"

#include "ui/common/CopyButton.h"
#include "ui/common/Labels.h"
#include "ui/common/Theme.h"
#include "ui/receiver/QuietTable.h"
#include "ui/receiver/SeverityDelegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

RefusalsView::RefusalsView(QWidget* parent)
    : QWidget(parent)
    , m_table(quietTable(u"refusalsTable"_s, tr("Refused and remarked")))
    , m_sentence(wrappedLabel(u"refusalSentence"_s, true))
    , m_remedy(wrappedLabel(u"refusalRemedy"_s, true))
    , m_example(new QPlainTextEdit)
    , m_details(new QWidget)
    , m_stack(new QStackedLayout(this)) {
    m_table->setModel(&m_model);
    m_table->setItemDelegateForColumn(RefusalsModel::SeverityColumn, new SeverityDelegate(m_table));
    setColumnChars(m_table, {19, 18, 0, 6, 10});
    m_example->setObjectName(u"refusalExample"_s);
    m_example->setAccessibleName(tr("Last example"));
    m_example->setReadOnly(true);
    m_example->setTabChangesFocus(true);
    m_example->setFont(fixedFont(m_example->font()));
    m_example->setPlaceholderText(tr("No example was kept."));
    m_example->setToolTip(tr("The last example"));
    m_example->setFixedHeight(2 * m_example->fontMetrics().lineSpacing() + 12);
    m_table->setMinimumHeight(64);

    auto* exampleRow = new QHBoxLayout;
    exampleRow->addWidget(m_example, 1);
    exampleRow->addWidget(
        new CopyButton(tr("Copy example"), [this] { return m_example->toPlainText(); }), 0, Qt::AlignTop);
    auto* details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, 8, 0, 0);
    details->setSpacing(4);
    details->addWidget(m_sentence);
    details->addWidget(m_remedy);
    details->addLayout(exampleRow);

    auto* full = new QWidget;
    auto* layout = new QVBoxLayout(full);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_details);
    m_stack->addWidget(
        quietNote(tr("Nothing was refused. What the receiver turns away is counted here, with the reason.")));
    m_stack->addWidget(full);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RefusalsView::showDetails);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &RefusalsView::showDetails);
    showDetails();
    updateLook();
}

void RefusalsView::setCounters(const std::array<RefusalCounter, RefusalCount>& counters) {
    m_model.setCounters(counters);
    m_stack->setCurrentIndex(m_model.rowCount() == 0 ? 0 : 1);
    if (m_model.rowCount() > 0 && !m_table->currentIndex().isValid())
        m_table->selectRow(0);
}

void RefusalsView::refreshAges() { m_table->viewport()->update(); }

void RefusalsView::showDetails() {
    const QModelIndex current = m_table->currentIndex();
    m_details->setVisible(current.isValid());
    m_sentence->setText(current.data(RefusalsModel::SentenceRole).toString());
    m_remedy->setText(current.data(RefusalsModel::RemedyRole).toString());
    const QString example = current.data(RefusalsModel::ExampleRole).toString();
    if (m_example->toPlainText() != example)
        m_example->setPlainText(example);
}

void RefusalsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QWidget::changeEvent(event);
}

/// What happened is told below the table too: where room is short the names have it.
void RefusalsView::resizeEvent(QResizeEvent* event) {
    const bool narrow = width() < 760;
    m_table->setColumnHidden(RefusalsModel::What, narrow);
    m_table->horizontalHeader()->setSectionResizeMode(
        RefusalsModel::Name, narrow ? QHeaderView::Stretch : QHeaderView::Interactive);
    QWidget::resizeEvent(event);
}

void RefusalsView::updateLook() {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_remedy->setFont(bold);
}

} // namespace spanglass
