#pragma once

#include "services/core/SpanSource.h"

#include <QAbstractItemModel>

#include <deque>
#include <vector>

namespace spanglass {

/// One line of a details tree: a group, a fact in words, or an attribute that keeps its typed value.
struct DetailsEntry {
    QString key;
    QString text; ///< as shown: cut to a few hundred characters
    std::optional<Value> value; ///< a view into DetailsContent::owner
    TraceId linkTrace; ///< valid: a link that can be followed once `linkPresent`
    SpanId linkSpan;
    bool linkPresent = false;
    bool isGroup = false;
    bool startsOpen = false; ///< shows what is below it from the start
    std::vector<DetailsEntry> children;
};

struct DetailsContent {
    std::shared_ptr<const SpanBatch> owner; ///< keeps the values alive
    std::vector<DetailsEntry> entries;
};

/// Facts about a span as a tree of two columns that can be narrowed to what holds a text. GUI thread.
class DetailsModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { KeyColumn, ValueColumn, ColumnCount };
    enum Role {
        RawTextRole = Qt::UserRole, ///< the whole value as text; may be megabytes
        JsonRole, ///< the row and what is below it as JSON
        TypeRole, ///< "string", "int", ...; empty for facts and groups
        GroupRole,
        OpenRole, ///< whether what is below it is shown from the start
        LinkTraceRole, ///< 32 hex digits, empty when the row is no link
        LinkSpanRole,
        LinkPresentRole,
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setContent(DetailsContent content);
    const DetailsContent& content() const { return m_content; }
    /// Keeps rows whose key or whole value holds `text` in any case, the groups above them, and what is below a match.
    void setFilter(const QString& text);
    const QString& filter() const { return m_filter; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    /// Shown lines by number: the number is the index's internal id.
    struct Line {
        const DetailsEntry* entry = nullptr;
        int parent = -1;
        int row = 0;
        std::vector<int> children;
    };

    const Line& lineOf(const QModelIndex& index) const;
    void rebuild();
    bool addLine(const DetailsEntry& entry, int parent, bool matched);

    DetailsContent m_content;
    QString m_filter;
    std::deque<Line> m_lines;
    std::vector<int> m_top;
};

/// The whole value of an entry as text.
QString rawText(const DetailsEntry& entry);
/// An entry and what is below it as JSON, typed.
QString entryJson(const DetailsEntry& entry);

} // namespace spanglass
