#include "ui/diagnostics/RequestsPage.h"

#include "models/common/Quantity.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/QuietLine.h"
#include "ui/common/RowDelegate.h"
#include "ui/common/Theme.h"
#include "ui/receiver/QuietTable.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QTableView>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Tries that failed are marked where their status stands.
class StatusDelegate final : public RowDelegate {
public:
    StatusDelegate(const RequestsModel& model, QObject* parent)
        : RowDelegate(parent)
        , m_model(model) { }

protected:
    QIcon mark(const QModelIndex& index, const QPalette& palette) const override {
        if (index.column() != RequestsModel::Status)
            return {};
        const RequestRecord* record = m_model.at(index.row());
        const ThemeColors& colors = themeColors(palette);
        return record && RequestsModel::isFaulty(*record) ? tintedIcon("error"_L1, colors.error)
                                                          : tintedIcon("ok"_L1, colors.success);
    }

private:
    const RequestsModel& m_model;
};

} // namespace

RequestsPage::RequestsPage(const OwnRecords& records, QWidget* parent)
    : QWidget(parent)
    , m_records(records)
    , m_model(records)
    , m_search(new QLineEdit)
    , m_faulty(new QCheckBox(tr("Only with a &fault")))
    , m_table(quietTable(u"requestTable"_s, tr("Outgoing requests, the newest first")))
    , m_count(new QuietLine(u"requestCount"_s)) {
    m_search->setObjectName(u"requestSearch"_s);
    m_search->setAccessibleName(tr("Search in the requests"));
    m_search->setPlaceholderText(tr("Search: host, path, status, request id"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon("search"_L1), QLineEdit::LeadingPosition);
    m_faulty->setObjectName(u"requestsFaulty"_s);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new StatusDelegate(m_model, m_table));
    m_table->setTextElideMode(Qt::ElideMiddle);
    setColumnChars(m_table, {13, 8, 24, 0, 9, 9, 4, 13, 14});
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_search, 1);
    row->addWidget(m_faulty);
    row->addWidget(new CopyButton(tr("Copy the requests that are shown"), [this] { return m_model.text(); }));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_count);
    setFocusProxy(m_search);
    m_clock.setInterval(500);
    connect(&m_clock, &QTimer::timeout, this, &RequestsPage::refresh);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model.setSearch(text);
        showCount();
    });
    connect(m_faulty, &QCheckBox::toggled, this, [this](bool only) {
        m_model.setOnlyFaulty(only);
        showCount();
    });
}

RequestsPage::~RequestsPage() { m_table->setModel(nullptr); }

void RequestsPage::refresh() {
    m_model.refresh();
    showCount();
}

void RequestsPage::showCount() {
    m_count->setText(m_records.requestCount() == 0
            ? tr("Nothing has been asked of another computer yet. Each request will be listed here, without bodies, "
                 "header fields or tokens.")
            : tr("%1 shown, %2 since the program started; the newest 1,000 are kept. They hold no bodies, header "
                 "fields or tokens.")
                  .arg(formatCount(std::uint64_t(m_model.rowCount())), formatCount(m_records.requestCount())));
}

void RequestsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    m_clock.start();
}

void RequestsPage::hideEvent(QHideEvent* event) {
    m_clock.stop();
    QWidget::hideEvent(event);
}

} // namespace spanglass
