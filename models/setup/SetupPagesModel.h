#pragma once

#include "models/setup/SetupPages.h"

#include <QAbstractListModel>

namespace spanglass {

class GuidedSetup;

/// The pages with how each stands. GUI thread.
class SetupPagesModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { StateRole = Qt::UserRole, StateWordsRole };

    /// `session` must outlive this.
    explicit SetupPagesModel(GuidedSetup& session, QObject* parent = nullptr);

    SetupPage at(int row) const { return m_pages[row]; }
    int rowOf(SetupPage page) const { return static_cast<int>(m_pages.indexOf(page)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void refresh();

    GuidedSetup& m_session;
    QList<SetupPage> m_pages;
    QList<SetupPageState> m_states;
};

} // namespace spanglass

Q_DECLARE_METATYPE(spanglass::SetupPageState)
