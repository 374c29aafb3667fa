#include "ui/main/StorePage.h"

#include "ui/common/CopyButton.h"
#include "ui/common/EmptyState.h"

#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString titleFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::Busy:
        return StorePage::tr("The store is in use");
    case ErrorCode::TooNew:
        return StorePage::tr("The store was written by a newer Spanglass");
    case ErrorCode::Damaged:
        return StorePage::tr("The store is damaged");
    case ErrorCode::ReadOnly:
        return StorePage::tr("The store cannot be written to");
    case ErrorCode::NoSpace:
        return StorePage::tr("There is no room for the store");
    default:
        return StorePage::tr("The store cannot be opened");
    }
}

} // namespace

StorePage::StorePage(QWidget* parent)
    : QWidget(parent)
    , m_state(new EmptyState) {
    setObjectName(u"storePage"_s);
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(m_state);
}

void StorePage::showOpening(const QString& file) {
    m_state->clearButtons();
    m_state->setDetail(nullptr);
    m_state->setContent("store"_L1, tr("Opening the store…"), QDir::toNativeSeparators(file));
}

void StorePage::showProblem(const QString& file, const Error& error) {
    const QString text = error.message + (error.remedy.isEmpty() ? QString() : u'\n' + error.remedy) + u"\n\n"_s
        + QDir::toNativeSeparators(file);
    m_state->clearButtons();
    m_state->setContent("warning"_L1, titleFor(error.code), text);
    m_state->setDetail(new CopyButton(tr("Copy message"), [text] { return text; }));
    auto* retry = m_state->addButton(tr("Try again"), "refresh"_L1);
    retry->setObjectName(u"retryStore"_s);
    connect(retry, &QPushButton::clicked, this, &StorePage::retryRequested);
    auto* other = m_state->addButton(tr("Open another store…"), "open"_L1);
    other->setObjectName(u"otherStore"_s);
    connect(other, &QPushButton::clicked, this, &StorePage::otherStoreRequested);
    auto* fresh = m_state->addButton(tr("Start with a new one…"), "plus"_L1);
    fresh->setObjectName(u"newStore"_s);
    connect(fresh, &QPushButton::clicked, this, &StorePage::newStoreRequested);
    retry->setFocus();
}

} // namespace spanglass
