#include "ui/common/CallsView.h"

#include "models/common/Quantity.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/TextBlock.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ShownPurposes = 12;

} // namespace

QString callsText(const QList<SetupCall>& calls) {
    QStringList parts;
    for (const SetupCall& call : calls) {
        const QString mark = call.kind == SetupCall::Kind::Sql ? u"-- "_s : u"# "_s;
        parts << QString(mark + call.purpose + u'\n' + call.text);
    }
    return parts.join(u"\n\n"_s);
}

CallsView::CallsView(QWidget* parent)
    : QWidget(parent)
    , m_title(new QToolButton)
    , m_purposes(wrappedLabel(u"callPurposes"_s))
    , m_text(new TextBlock(u"callTexts"_s, tr("What Apply will send, word by word"), TextBlock::Height::OfText)) {
    m_title->setObjectName(u"callsToggle"_s);
    m_title->setCheckable(true);
    m_title->setAutoRaise(true);
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setToolTip(tr("Show each call word by word"));
    m_purposes->setContentsMargins(24, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(m_title);
    row->addWidget(new CopyButton(tr("Copy what Apply will send"), [this] { return callsText(m_calls); }));
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_purposes);
    layout->addWidget(m_text);
    connect(m_title, &QToolButton::toggled, this, &CallsView::unfold);
    unfold(false);
    hide();
}

void CallsView::setCalls(const QList<SetupCall>& calls) {
    setVisible(!calls.isEmpty());
    if (calls == m_calls)
        return;
    m_calls = calls;
    m_title->setText(counted(static_cast<std::uint64_t>(calls.size()), tr("What Apply will send: %1 call"),
        tr("What Apply will send: %1 calls")));
    QStringList purposes;
    for (const SetupCall& call : calls.mid(0, ShownPurposes))
        purposes << QString(u"• "_s + call.purpose);
    if (calls.size() > ShownPurposes)
        purposes << tr("and %1 more").arg(calls.size() - ShownPurposes);
    m_purposes->setText(purposes.join(u'\n'));
    m_text->showText(callsText(calls));
}

void CallsView::unfold(bool open) {
    m_title->setIcon(themedIcon(open ? "chevron-down"_L1 : "chevron-right"_L1));
    m_purposes->setVisible(!open);
    m_text->setVisible(open);
}

} // namespace spanglass
