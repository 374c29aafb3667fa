#include "ui/setup/FindingsView.h"

#include "models/setup/SetupPagesModel.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Labels.h"
#include "ui/common/RowDelegate.h"
#include "ui/common/TextBlock.h"
#include "ui/setup/SetupLook.h"
#include "ui/workspace/ChoiceTable.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ShownRows = 10;
constexpr int WidestSubject = 320; // long names leave room for what was seen

class FindingDelegate final : public RowDelegate {
public:
    using RowDelegate::RowDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QSize size = RowDelegate::sizeHint(option, index);
        if (index.column() == FindingsModel::Subject)
            return {std::min(size.width(), WidestSubject), size.height()};
        return size + QSize(index.column() == FindingsModel::State ? 24 : 0, 0);
    }

protected:
    QIcon mark(const QModelIndex& index, const QPalette& palette) const override {
        return index.column() == FindingsModel::State
            ? setupStateIcon(index.data(FindingsModel::StateRole).value<SetupPageState>(), palette)
            : QIcon();
    }
};

} // namespace

FindingsView::FindingsView(const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableView)
    , m_evidence(wrappedLabel(u"findingEvidence"_s, true))
    , m_remedy(new TextBlock(u"findingRemedy"_s, tr("What mends it"), TextBlock::Height::OfText))
    , m_remedyRow(new QWidget)
    , m_chosen(new QWidget) {
    m_table->setObjectName(u"findings"_s);
    m_table->setAccessibleName(accessibleName);
    prepareChoiceTable(*m_table, m_model, FindingsModel::Evidence);
    m_table->setItemDelegate(new FindingDelegate(m_table));
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* remedyRow = new QHBoxLayout(m_remedyRow);
    remedyRow->setContentsMargins(0, 0, 0, 0);
    remedyRow->addWidget(m_remedy, 1);
    remedyRow->addWidget(
        new CopyButton(tr("Copy what mends it"), [this] { return m_remedy->toPlainText(); }), 0, Qt::AlignTop);
    auto* chosen = new QVBoxLayout(m_chosen);
    chosen->setContentsMargins(8, 0, 0, 0);
    chosen->setSpacing(4);
    chosen->addWidget(m_evidence);
    chosen->addWidget(m_remedyRow);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_table);
    layout->addWidget(m_chosen);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FindingsView::showChosen);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& at) { Q_EMIT rowActivated(at.row()); });
    m_chosen->hide();
    hide();
}

void FindingsView::setFindings(const QList<SetupFinding>& findings, bool openFirst) {
    const int before = m_table->currentIndex().row();
    const bool hadSubject = before >= 0;
    const QString subject = hadSubject ? m_model.at(before).subject : QString();
    m_model.setFindings(findings, openFirst);
    setVisible(!findings.isEmpty());
    if (hadSubject && !m_table->currentIndex().isValid()) {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.at(row).subject == subject) {
                m_table->selectRow(row);
                break;
            }
        }
    }
    fit();
    showChosen();
}

void FindingsView::fit() {
    const int rows = std::min(m_model.rowCount(), ShownRows);
    const int height = m_table->horizontalHeader()->sizeHint().height()
        + rows * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth();
    m_table->setFixedHeight(height);
}

void FindingsView::showChosen() {
    const int row = m_table->currentIndex().row();
    const bool has = row >= 0 && row < m_model.rowCount();
    const SetupFinding chosen = has ? m_model.at(row) : SetupFinding();
    m_chosen->setVisible(has && !(chosen.evidence.isEmpty() && chosen.remedy.isEmpty()));
    m_evidence->setText(chosen.evidence);
    m_remedy->showText(chosen.remedy);
    m_remedyRow->setVisible(!chosen.remedy.isEmpty());
}

} // namespace spanglass
