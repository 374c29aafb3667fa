#include "ui/settings/StoreSection.h"

#include "models/common/Quantity.h"
#include "ui/common/Banner.h"
#include "ui/common/CopyButton.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"

#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

StoreSection::StoreSection(StoreControl& store, QWidget* parent)
    : SettingsSection(tr("Store"), tr("One file holds everything that was received."), parent)
    , m_store(store)
    , m_file(new ElidedLabel)
    , m_amount(new ElidedLabel)
    , m_clear(new QPushButton(themedIcon("trash"_L1), tr("&Empty the store…")))
    , m_question(new Banner) {
    m_file->setObjectName(u"storeFile"_s);
    m_file->setElideMode(Qt::ElideMiddle);
    m_clear->setObjectName(u"clearStore"_s);
    m_question->setObjectName(u"clearQuestion"_s);

    auto* fileRow = new QWidget;
    auto* fileLayout = new QHBoxLayout(fileRow);
    fileLayout->setContentsMargins(0, 0, 0, 0);
    fileLayout->addWidget(m_file);
    fileLayout->addWidget(new CopyButton(tr("Copy the store's path"), [this] { return m_file->text(); }));
    form().addRow(tr("File"), fileRow);
    form().addRow(tr("Holds"), m_amount);

    auto* open = new QPushButton(themedIcon("open"_L1), tr("&Open another…"));
    auto* fresh = new QPushButton(themedIcon("plus"_L1), tr("&New store…"));
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {open, fresh, m_clear})
        row->addWidget(button);
    row->addStretch(1);
    addWide(m_question);
    addWide(buttons);

    connect(open, &QPushButton::clicked, this, &StoreSection::openRequested);
    connect(fresh, &QPushButton::clicked, this, &StoreSection::newRequested);
    connect(m_clear, &QPushButton::clicked, this, &StoreSection::ask);
    connect(m_question, &Banner::actionTriggered, this, &StoreSection::clear);
    connect(m_question, &Banner::dismissed, this, [this] { m_asking = false; });
    connect(&m_clearing, &QFutureWatcherBase::finished, this, &StoreSection::cleared);
    connect(&m_store, &StoreControl::statusChanged, this, &StoreSection::load);
    load();
}

void StoreSection::load() {
    const StoreStatus status = m_store.status();
    m_file->setText(QDir::toNativeSeparators(status.file));
    const QStringList held{counted(status.traces, tr("%1 trace"), tr("%1 traces")),
        counted(status.spans, tr("%1 span"), tr("%1 spans")),
        counted(status.logs, tr("%1 log record"), tr("%1 log records")),
        counted(status.metricPoints, tr("%1 metric point"), tr("%1 metric points")),
        formatBytes(static_cast<double>(status.bytes))};
    m_amount->setText(held.join(QStringLiteral(" · ")));
    m_clear->setEnabled(
        !m_clearing.isRunning() && status.traces + status.logs + status.metricPoints + status.requests > 0);
}

void StoreSection::ask() {
    const StoreStatus status = m_store.status();
    m_asking = true;
    m_question->showMessage(BannerKind::Warning,
        tr("Delete all %1 traces, and every log record and metric point with them?").arg(formatCount(status.traces)),
        tr("This cannot be undone. Save the traces to a file first if they are still needed."),
        tr("Delete everything"));
}

void StoreSection::clear() {
    if (!m_asking)
        return;
    m_question->dismiss();
    m_clear->setEnabled(false);
    m_clear->setText(tr("Emptying…"));
    m_clearing.setFuture(m_store.clear());
}

void StoreSection::cleared() {
    m_clear->setText(tr("&Empty the store…"));
    load();
    const bool answered = m_clearing.future().resultCount() > 0;
    if (answered && !m_clearing.result())
        m_question->showError(m_clearing.result().error());
    else if (answered)
        Q_EMIT said(tr("The store is empty."));
}

} // namespace spanglass
