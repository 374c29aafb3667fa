#include "ui/diagnostics/CountersPage.h"

#include "ui/common/CopyButton.h"
#include "ui/common/QuietLine.h"
#include "ui/diagnostics/FrameChart.h"
#include "ui/receiver/QuietTable.h"
#include "ui/receiver/TitledPane.h"

#include <QTableView>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

CountersPage::CountersPage(const CounterSources& sources, const FrameMeter& meter, QWidget* parent)
    : QWidget(parent)
    , m_model(sources)
    , m_meter(meter)
    , m_table(quietTable(u"counterTable"_s, tr("Counters")))
    , m_chart(new FrameChart(meter.times()))
    , m_words(new QuietLine(u"frameWords"_s)) {
    m_table->setModel(&m_model);
    setColumnChars(m_table, {14, 18, 14, 0});
    auto* counters = new TitledPane(tr("Counters"), m_table);
    counters->addTool(new CopyButton(tr("Copy the counters"), [this] { return m_model.text(); }));
    auto* frames = new QWidget;
    auto* column = new QVBoxLayout(frames);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_chart);
    column->addWidget(m_words);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(counters, 1);
    layout->addWidget(new TitledPane(tr("How fast this window paints"), frames));
    setFocusProxy(m_table);
    m_clock.setInterval(500);
    connect(&m_clock, &QTimer::timeout, this, &CountersPage::refresh);
    refresh();
}

CountersPage::~CountersPage() { m_table->setModel(nullptr); }

/// The chart's own frame is no news: it would be painted for ever.
void CountersPage::refresh() {
    m_model.refresh();
    const std::uint64_t total = m_meter.times().total();
    if (total <= m_frames + 1 && total > 0)
        return;
    m_frames = total;
    m_words->setText(frameWords(m_meter.times()));
    m_chart->update();
}

void CountersPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    m_clock.start();
}

void CountersPage::hideEvent(QHideEvent* event) {
    m_clock.stop();
    QWidget::hideEvent(event);
}

} // namespace spanglass
