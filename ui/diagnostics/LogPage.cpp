#include "ui/diagnostics/LogPage.h"

#include "models/common/Quantity.h"
#include "ui/common/Banner.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/QuietLine.h"
#include "ui/common/RowDelegate.h"
#include "ui/common/Theme.h"
#include "ui/receiver/QuietTable.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

class LevelDelegate final : public RowDelegate {
public:
    using RowDelegate::RowDelegate;

protected:
    QIcon mark(const QModelIndex& index, const QPalette& palette) const override {
        if (index.column() != LogModel::Level)
            return {};
        const ThemeColors& colors = themeColors(palette);
        switch (index.data(LogModel::LevelRole).value<LogLevel>()) {
        case LogLevel::Error:
            return tintedIcon("error"_L1, colors.error);
        case LogLevel::Warning:
            return tintedIcon("warning"_L1, colors.warning);
        case LogLevel::Info:
            return tintedIcon("info"_L1, colors.accent);
        case LogLevel::Debug:
            break;
        }
        return tintedIcon("more"_L1, colors.mutedText);
    }
};

} // namespace

LogPage::LogPage(const OwnRecords& records, QWidget* parent)
    : QWidget(parent)
    , m_records(records)
    , m_model(records)
    , m_crash(new Banner)
    , m_level(new QComboBox)
    , m_search(new QLineEdit)
    , m_table(quietTable(u"logTable"_s, tr("Messages of the program")))
    , m_chosen(new QuietLine(u"logMessage"_s))
    , m_count(new QuietLine(u"logCount"_s)) {
    m_crash->setObjectName(u"lastCrash"_s);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new LevelDelegate(m_table));
    setColumnChars(m_table, {13, 12, 24, 0});
    m_chosen->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_crash);
    layout->addWidget(makeTools());
    layout->addWidget(m_table, 1);
    layout->addWidget(m_chosen);
    layout->addWidget(m_count);
    setFocusProxy(m_search);
    m_clock.setInterval(500);
    connect(&m_clock, &QTimer::timeout, this, &LogPage::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogPage::showChosen);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &LogPage::showChosen);
    showChosen();
    if (const auto crash = records.crash())
        m_crash->showMessage(BannerKind::Warning, *crash, tr("What senders were told is stored is there."));
}

LogPage::~LogPage() { m_table->setModel(nullptr); }

QWidget* LogPage::makeTools() {
    m_level->setObjectName(u"logLevel"_s);
    m_level->setAccessibleName(tr("Least level"));
    for (const auto level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
        m_level->addItem(
            level == LogLevel::Error ? tr("Only errors") : tr("%1 and above").arg(logLevelWords(level)), int(level));
    m_level->setCurrentIndex(m_level->findData(int(LogLevel::Info)));
    m_search->setObjectName(u"logSearch"_s);
    m_search->setAccessibleName(tr("Search in the log"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon("search"_L1), QLineEdit::LeadingPosition);
    auto* tools = new QWidget;
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_level);
    row->addWidget(m_search, 1);
    row->addWidget(new CopyButton(tr("Copy the messages that are shown"), [this] { return m_model.text(); }));
    connect(m_level, &QComboBox::currentIndexChanged, this, [this] {
        m_model.setLeast(static_cast<LogLevel>(m_level->currentData().toInt()));
        showCount();
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model.setSearch(text);
        showCount();
    });
    return tools;
}

/// Follows the end while that is in view.
void LogPage::refresh() {
    const QScrollBar* bar = m_table->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    m_model.refresh();
    if (atEnd)
        m_table->scrollToBottom();
    showCount();
}

void LogPage::showCount() {
    const auto shown = std::uint64_t(m_model.rowCount());
    m_count->setText(shown == 0 && m_model.total() > 0
            ? tr("No message of this run is of that level and holds that text. The file: %1").arg(m_records.logFile())
            : tr("%1 of %2 messages of this run. Those of earlier runs are in %3. Tokens are masked.")
                  .arg(formatCount(shown), formatCount(m_model.total()), m_records.logFile()));
}

void LogPage::showChosen() {
    m_chosen->setText(m_model.index(m_table->currentIndex().row(), LogModel::Text).data().toString());
    m_chosen->setVisible(!m_chosen->text().isEmpty());
}

void LogPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    m_table->scrollToBottom();
    m_clock.start();
}

void LogPage::hideEvent(QHideEvent* event) {
    m_clock.stop();
    QWidget::hideEvent(event);
}

} // namespace spanglass
