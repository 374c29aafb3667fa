#include "ui/diagnostics/AnswerView.h"

#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/common/Theme.h"
#include "ui/diagnostics/CheckView.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

struct Look {
    QLatin1StringView icon;
    QColor mark;
    QColor ground;
};

Look lookOf(DiagnosisAnswer::Kind kind, const ThemeColors& colors) {
    switch (kind) {
    case DiagnosisAnswer::Kind::Failed:
        return {"error"_L1, colors.error, colors.errorGround};
    case DiagnosisAnswer::Kind::Doubtful:
        return {"warning"_L1, colors.warning, colors.warningGround};
    case DiagnosisAnswer::Kind::Fine:
        return {"ok"_L1, colors.success, colors.successGround};
    case DiagnosisAnswer::Kind::Nothing:
    case DiagnosisAnswer::Kind::Looking:
        break;
    }
    return {"search"_L1, colors.accent, colors.infoGround};
}

} // namespace

AnswerView::AnswerView(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_headline(wrappedLabel(u"answerHeadline"_s, true))
    , m_cause(wrappedLabel(u"answerCause"_s, true))
    , m_steps(wrappedLabel(u"answerSteps"_s, true))
    , m_when(new QuietLine(u"answerWhen"_s))
    , m_action(namedButton(u"answerAction"_s, {}))
    , m_show(namedButton(u"answerShow"_s, tr("Show this check"))) {
    setObjectName(u"answer"_s);
    QFont large = m_headline->font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    large.setWeight(QFont::DemiBold);
    m_headline->setFont(large);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_action);
    buttons->addWidget(m_show);
    buttons->addWidget(m_when, 1);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_headline);
    texts->addWidget(m_cause);
    texts->addWidget(m_steps);
    texts->addLayout(buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addWidget(new CopyButton(tr("Copy the answer"), [this] { return text(); }), 0, Qt::AlignTop);
    connect(m_action, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(m_answer.checkId); });
    connect(m_show, &QPushButton::clicked, this, [this] { Q_EMIT checkRequested(m_answer.checkId); });
    hide();
}

void AnswerView::showAnswer(const DiagnosisAnswer& answer, const QString& action, const QString& when) {
    setVisible(answer.kind != DiagnosisAnswer::Kind::Nothing);
    const bool told = answer == m_answer;
    m_answer = answer;
    m_headline->setText(answer.headline);
    m_cause->setText(answer.cause);
    m_cause->setVisible(!answer.cause.isEmpty());
    m_steps->setText(numberedSteps(answer.steps));
    m_steps->setVisible(!answer.steps.isEmpty());
    m_when->setText(when);
    m_action->setText(QString(action).replace(u'&', u"&&"_s));
    m_action->setVisible(!action.isEmpty());
    m_show->setVisible(!answer.checkId.isEmpty());
    updateLook();
    setAccessibleName(answer.headline);
    setAccessibleDescription(answer.cause);
    if (told || !isVisible())
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString AnswerView::text() const {
    QStringList lines{m_answer.headline, m_answer.cause, numberedSteps(m_answer.steps), m_when->text()};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

void AnswerView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QFrame::changeEvent(event);
}

void AnswerView::updateLook() {
    const Look look = lookOf(m_answer.kind, themeColors(palette()));
    m_icon->setPixmap(tintedIcon(look.icon, look.mark).pixmap(QSize(20, 20), devicePixelRatioF()));
    update();
}

void AnswerView::paintEvent(QPaintEvent*) {
    const Look look = lookOf(m_answer.kind, themeColors(palette()));
    QPainter painter(this);
    painter.fillRect(rect(), look.ground);
    painter.fillRect(QRect(0, 0, 3, height()), look.mark);
}

} // namespace spanglass
