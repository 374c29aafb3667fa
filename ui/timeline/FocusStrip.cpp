#include "ui/timeline/FocusStrip.h"

#include "models/timeline/TraceSession.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"
#include "ui/timeline/RowStyle.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace spanglass {

FocusStrip::FocusStrip(TraceSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_text(new ElidedLabel) {
    setObjectName(u"focusStrip"_s);
    m_text->setObjectName(u"focusText"_s);
    auto* whole = new QPushButton(themedIcon("close"_L1), tr("Show the whole trace"));
    whole->setObjectName(u"leaveFocus"_s);
    whole->setToolTip(tr("Show the whole trace (Esc)"));
    whole->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_text);
    row->addWidget(whole);
    row->addStretch(1);
    connect(whole, &QPushButton::clicked, &session, [&session] { session.setFocus(NoNode); });
    connect(&session, &TraceSession::rowsChanged, this, &FocusStrip::refresh);
    connect(&session, &TraceSession::traceChanged, this, &FocusStrip::refresh);
    refresh();
}

void FocusStrip::refresh() {
    const std::uint32_t focus = m_session.trace() ? m_session.rows().focus() : NoNode;
    setVisible(focus != NoNode);
    if (focus != NoNode)
        m_text->setText(tr("Only “%1” and the spans below it are shown.")
                            .arg(rowName(*m_session.trace(), m_session.trace()->nodes()[focus])));
}

} // namespace spanglass
