#include "ui/replay/UncertainView.h"

#include "models/common/Quantity.h"
#include "models/replay/ReplayDetail.h"
#include "models/replay/ReplayWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

UncertainView::UncertainView(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_title(wrappedLabel(u"uncertainTitle"_s))
    , m_names(wrappedLabel(u"uncertainNames"_s))
    , m_check(namedButton(u"checkUncertain"_s, tr("Check arrival")))
    , m_again(namedButton(u"sendUncertain"_s, tr("Send again…")))
    , m_take(namedButton(u"takeUncertain"_s, tr("Count as taken"))) {
    setObjectName(u"uncertain"_s);
    m_names->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_check->setToolTip(tr("Ask the target which of the spans are there, and note it"));
    m_again->setToolTip(tr("The target may then have them twice"));
    m_take->setToolTip(tr("Nothing is sent; they are noted as taken"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_check);
    buttons->addWidget(m_again);
    buttons->addWidget(m_take);
    buttons->addStretch(1);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_title);
    texts->addWidget(m_names);
    texts->addLayout(buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    connect(m_check, &QPushButton::clicked, this, &UncertainView::checkRequested);
    connect(m_again, &QPushButton::clicked, this, &UncertainView::askSendAgain);
    connect(m_take, &QPushButton::clicked, this, [this] { Q_EMIT mendRequested(ReplayMending::TakeUncertain); });
    updateLook();
    hide();
}

void UncertainView::showDetail(const ReplayDetail& detail) {
    m_count = detail.status().count(ParcelState::Uncertain);
    setVisible(m_count > 0);
    if (m_count == 0)
        return;
    m_title->setText(
        counted(m_count, tr("%1 request may have been taken: its answer did not come. It is not sent again by itself."),
            tr("%1 requests may have been taken: their answers did not come. They are not sent again by themselves.")));
    QStringList names;
    for (const ReplayEntry& each : detail.uncertain())
        names << entryName(each);
    if (const auto named = std::uint64_t(names.size()); named > 0 && m_count > named)
        names << tr("and %1 more, listed below").arg(formatCount(m_count - named));
    m_names->setText(names.join(u'\n'));
    m_names->setVisible(!names.isEmpty());
    const bool checkable = detail.canCheckArrival();
    m_check->setVisible(checkable);
    m_check->setEnabled(!detail.arrival().isBusy());
    m_again->setEnabled(detail.isFree());
    m_take->setEnabled(detail.isFree());
    setAccessibleName(m_title->text());
}

void UncertainView::askSendAgain() {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Send again"),
        counted(m_count, tr("Send the uncertain request again?"), tr("Send the %1 uncertain requests again?")),
        QMessageBox::Cancel, window());
    box->setObjectName(u"sendAgainQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Those that the target took have their spans there twice afterwards."));
    auto* yes = box->addButton(tr("Send again"), QMessageBox::AcceptRole);
    yes->setObjectName(u"sendAgainYes"_s);
    connect(yes, &QPushButton::clicked, this, [this] { Q_EMIT mendRequested(ReplayMending::SendUncertain); });
    box->open();
}

void UncertainView::paintEvent(QPaintEvent*) {
    const ThemeColors& colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.warningGround);
    painter.fillRect(QRect(0, 0, 3, height()), colors.warning);
}

void UncertainView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QFrame::changeEvent(event);
}

void UncertainView::updateLook() {
    m_icon->setPixmap(
        tintedIcon("warning"_L1, themeColors(palette()).warning).pixmap(QSize(16, 16), devicePixelRatioF()));
}

} // namespace spanglass
