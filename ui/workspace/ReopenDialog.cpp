#include "ui/workspace/ReopenDialog.h"

#include "models/workspace/PlaceOpening.h"
#include "ui/common/Icons.h"
#include "ui/workspace/StepLine.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int PatienceMs = 300;
constexpr int Width = 600;

} // namespace

ReopenDialog::ReopenDialog(
    WorkspaceControl& control, const WorkspaceRequest& request, const QString& title, QWidget* parent)
    : QDialog(parent)
    , m_opening(new PlaceOpening(control, request, this))
    , m_words(new QLabel)
    , m_line(new StepLine) {
    setObjectName(u"reopenDialog"_s);
    setWindowTitle(tr("Open %1").arg(title));
    m_words->setObjectName(u"reopenWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    const auto button = [&](const QString& name, const QString& text, QDialogButtonBox::ButtonRole role) {
        QPushButton* made = buttons->addButton(text, role);
        made->setObjectName(name);
        return made;
    };
    m_start = button(u"reopenStart"_s, tr("&Start it and open"), QDialogButtonBox::ActionRole);
    m_start->setIcon(themedIcon("play"_L1));
    m_signIn = button(u"reopenSignIn"_s, tr("S&ign in…"), QDialogButtonBox::ActionRole);
    m_other = button(u"reopenOther"_s, tr("&Choose anew…"), QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addWidget(m_words);
    layout->addWidget(m_line);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(Width);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, m_opening, &PlaceOpening::startWarehouse);
    connect(m_signIn, &QPushButton::clicked, m_opening, &PlaceOpening::signIn);
    connect(m_other, &QPushButton::clicked, this, [this] {
        reject();
        Q_EMIT otherWayRequested(m_opening->request().connectionId);
    });
    connect(m_line, &StepLine::cancelRequested, this, &QDialog::reject);
    connect(m_line, &StepLine::actionRequested, m_opening, &PlaceOpening::begin);
    connect(m_opening, &PlaceOpening::changed, this, &ReopenDialog::refresh);
    connect(m_opening, &PlaceOpening::opened, this, &QDialog::accept);
    connect(this, &QDialog::finished, m_opening, &PlaceOpening::cancel);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &ReopenDialog::refresh);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &QDialog::open);
}

void ReopenDialog::begin() {
    m_clock.start();
    m_patience.start(PatienceMs);
    m_opening->begin();
}

void ReopenDialog::refresh() {
    using Stage = PlaceOpening::Stage;
    const Stage stage = m_opening->stage();
    m_words->setVisible(stage == Stage::Stopped);
    m_words->setText(m_opening->words());
    m_start->setVisible(stage == Stage::Stopped);
    m_signIn->setVisible(m_opening->canSignIn());
    m_cancel->setVisible(stage != Stage::Busy); // the line of what is waited for has one
    m_other->setVisible(stage == Stage::Failed || stage == Stage::Stopped);
    if (stage == Stage::Busy)
        m_line->showBusy(m_opening->words());
    else if (stage == Stage::Failed)
        m_line->showError(*m_opening->problem(), tr("Try again"));
    else
        m_line->showNothing();
    if (stage == Stage::Stopped)
        m_start->setDefault(true);
    if (stage == Stage::Open)
        m_patience.stop();
}

} // namespace spanglass
