#pragma once

#include <QAbstractTableModel>

namespace spanglass {

class ForwardControl;
class OwnRecords;
class ReceiverControl;
class ReplayControl;
class StoreControl;

/// What the counters are read from. All outlive the model.
struct CounterSources {
    ReceiverControl& receiver;
    StoreControl& store;
    ForwardControl& forward;
    ReplayControl& replays;
    OwnRecords& records;
};

/// The program's counters, each with what it means. GUI thread.
class CountersModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Part, Name, Value, Meaning, ColumnCount };

    explicit CountersModel(const CounterSources& sources, QObject* parent = nullptr);

    /// Reads all again.
    void refresh();
    /// As lines of cells, to be copied.
    QString text() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Row = QStringList; ///< of ColumnCount cells
    QList<Row> read() const;
    void readReceiver(QList<Row>& rows) const;
    void readStore(QList<Row>& rows) const;
    void readForward(QList<Row>& rows) const;
    void readRest(QList<Row>& rows) const;

    CounterSources m_sources;
    QList<Row> m_rows;
};

} // namespace spanglass
