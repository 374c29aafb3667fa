#pragma once

#include "services/core/Diagnosis.h"

#include <QAbstractListModel>

namespace spanglass {

class DiagnosisRun;

/// All checks along the way, under the titles of its stretches. Titles cannot be chosen.
class ChecksModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, ///< empty for a title
        StatusRole,
        StatusWordsRole, ///< "failed · new since 21 Nov 14:03"
        SummaryRole,
        ChangeRole, ///< CheckChange
    };

    /// `run` must outlive this.
    explicit ChecksModel(const DiagnosisRun& run, QObject* parent = nullptr);

    /// Invalid when it is not there.
    QModelIndex indexOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    void refresh();

private:
    struct Row {
        CheckStage stage = CheckStage::App;
        CheckInfo info = {}; ///< without an id: a title
    };
    QString words(const QString& id) const;
    QVariant titleData(CheckStage stage, int role) const;

    const DiagnosisRun& m_run;
    QList<Row> m_rows;
};

} // namespace spanglass
