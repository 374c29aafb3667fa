#pragma once

#include "models/common/Awaited.h"
#include "services/core/FilterCompletion.h"
#include "services/core/SpanSource.h"

#include <QAbstractListModel>

namespace spanglass {

/// What can stand at the cursor of a filter box: fields and attribute keys, then operators, then values found in the
/// source. Fixed words are there at once, found ones follow. GUI thread.
class FilterCompletions : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        HintRole = Qt::UserRole, ///< what the word is: "field", "attribute", ...
    };

    explicit FilterCompletions(SpanSource& source, QObject* parent = nullptr);

    void setCursor(const QString& text, qsizetype cursor);
    void clear();

    struct Edited {
        QString text;
        qsizetype cursor = 0;
    };
    /// The text of the last setCursor() with the completion of a row in place.
    Edited accept(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void changed();

private:
    struct Item {
        QString text; ///< shown
        QString insert; ///< as it stands in a filter
        QString hint;
    };
    void offerFields();
    void offerOperators();
    void offerValues();
    void offer(const QString& text, const QString& insert, const QString& hint);
    void ask(FilterField field, const QString& key);
    void append(const QStringList& found);

    SpanSource& m_source;
    QString m_text;
    FilterCursor m_cursor;
    std::vector<Item> m_items;
    Awaited<QStringList> m_answer;
};

} // namespace spanglass
