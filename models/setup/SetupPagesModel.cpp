#include "models/setup/SetupPagesModel.h"

#include "models/setup/GuidedSetup.h"

namespace spanglass {

SetupPagesModel::SetupPagesModel(GuidedSetup& session, QObject* parent)
    : QAbstractListModel(parent)
    , m_session(session) {
    connect(&session, &GuidedSetup::changed, this, &SetupPagesModel::refresh);
    refresh();
}

void SetupPagesModel::refresh() {
    const QList<SetupPage> pages = m_session.pages();
    QList<SetupPageState> states;
    for (const SetupPage page : pages)
        states << m_session.state(page);
    if (pages != m_pages) {
        beginResetModel();
        m_pages = pages;
        m_states = states;
        endResetModel();
    } else if (states != m_states) {
        m_states = states;
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
}

int SetupPagesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_pages.size());
}

QVariant SetupPagesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const SetupPage page = m_pages[index.row()];
    const SetupPageState state = m_states[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return tr("%1. %2").arg(index.row() + 1).arg(setupPageTitle(page));
    case StateRole:
        return QVariant::fromValue(state);
    case StateWordsRole:
        return setupStateWords(state);
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(setupPageTitle(page), setupStateWords(state));
    default:
        return {};
    }
}

} // namespace spanglass
