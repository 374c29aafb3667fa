#pragma once

#include "models/common/Awaited.h"
#include "services/core/ReplayControl.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace spanglass {

/// What the ledger has of one replay, or those of its requests that are in one state, in the order of sending. Reads
/// on as a view scrolls, and again while the replay moves. GUI thread.
class ReplayEntriesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, State, Spans, Size, Attempts, Status, Answer, Sent, Took, ColumnCount };
    enum Role { StateRole = Qt::UserRole }; ///< ParcelState
    static constexpr std::uint32_t Page = 500;
    static constexpr int Most = 10'000; ///< the exported result has all

    /// `control` must outlive this.
    explicit ReplayEntriesModel(ReplayControl& control, QObject* parent = nullptr);

    /// Nothing for an empty id.
    void show(const QString& id, std::optional<ParcelState> state, OtlpWire wire);
    std::optional<ParcelState> state() const { return m_state; }
    /// Something changed: reads again what is shown, at most twice a second.
    void refresh();
    /// Null when there is no such row.
    const ReplayEntry* at(int row) const;
    int rowOf(std::int64_t number) const;
    OtlpWire wire() const { return m_wire; }
    bool isReading() const { return m_reading.isPending() || m_pause.isActive(); }
    bool isCut() const { return m_rows.size() >= Most; }
    const std::optional<Error>& problem() const { return m_problem; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void changed(); ///< rows, problem or isReading()

private:
    void read(std::uint64_t offset, std::uint32_t limit);
    void take(std::uint64_t offset, std::uint32_t limit, const Result<QList<ReplayEntry>>& answer);
    void putInPlace(const QList<ReplayEntry>& rows);

    ReplayControl& m_control;
    QString m_id;
    std::optional<ParcelState> m_state;
    OtlpWire m_wire = OtlpWire::HttpProtobuf;
    QList<ReplayEntry> m_rows;
    bool m_more = false;
    bool m_again = false; ///< something changed while it was read
    QTimer m_pause;
    Awaited<QList<ReplayEntry>> m_reading;
    std::optional<Error> m_problem;
};

} // namespace spanglass
