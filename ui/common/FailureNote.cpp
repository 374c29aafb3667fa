#include "ui/common/FailureNote.h"

#include "ui/common/Labels.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

FailureNote::FailureNote(QWidget* parent)
    : QWidget(parent)
    , m_question(new QToolButton)
    , m_text(wrappedLabel(u"failureText"_s, true)) {
    setObjectName(u"failureNote"_s);
    m_question->setObjectName(u"failureQuestion"_s);
    m_question->setText(tr("What is this?"));
    m_question->setCheckable(true);
    m_question->setAutoRaise(true);
    m_question->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_question, &QToolButton::toggled, this, &FailureNote::fold);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_question, 0, Qt::AlignLeft);
    layout->addWidget(m_text);
    fold();
    hide();
}

void FailureNote::explain(const std::optional<KnownFailure>& failure) {
    m_text->setText(failure ? failureText(*failure) : QString());
    m_question->setChecked(false);
    setVisible(failure.has_value());
}

QString FailureNote::text() const { return m_text->text(); }

void FailureNote::fold() {
    const bool isOpen = m_question->isChecked();
    m_question->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    m_text->setVisible(isOpen);
}

FailureNote* failureNote(const Error& error) {
    const auto known = knownFailure(error);
    if (!known)
        return nullptr;
    auto* note = new FailureNote;
    note->explain(known);
    return note;
}

} // namespace spanglass
