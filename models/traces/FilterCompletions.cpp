#include "models/traces/FilterCompletions.h"

#include "services/core/FilterText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

FilterCompletions::FilterCompletions(SpanSource& source, QObject* parent)
    : QAbstractListModel(parent)
    , m_source(source) { }

void FilterCompletions::setCursor(const QString& text, qsizetype cursor) {
    m_text = text;
    m_cursor = filterCursor(text, cursor);
    m_answer.drop();
    beginResetModel();
    m_items.clear();
    switch (m_cursor.part) {
    case FilterCursor::Part::Field:
        offerFields();
        break;
    case FilterCursor::Part::Operator:
        offerOperators();
        break;
    case FilterCursor::Part::Value:
        offerValues();
        break;
    case FilterCursor::Part::Quote:
        break;
    }
    endResetModel();
    Q_EMIT changed();
}

void FilterCompletions::clear() {
    m_answer.drop();
    beginResetModel();
    m_items.clear();
    endResetModel();
    Q_EMIT changed();
}

FilterCompletions::Edited FilterCompletions::accept(int row) const {
    QString insert = m_items[static_cast<std::size_t>(row)].insert;
    QString text = m_text;
    // Behind a closing quote or bracket a word would grow together with it.
    if (m_cursor.afterCondition && m_cursor.position > 0 && !text[m_cursor.position - 1].isSpace())
        insert.prepend(u' ');
    text.replace(m_cursor.position, m_cursor.length, insert);
    return {text, m_cursor.position + insert.size()};
}

int FilterCompletions::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant FilterCompletions::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Item& item = m_items[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return item.text;
    if (role == HintRole)
        return item.hint;
    if (role == Qt::AccessibleTextRole)
        return QString(item.text + u", "_s + item.hint);
    return {};
}

void FilterCompletions::offerFields() {
    if (m_cursor.afterCondition) {
        for (const QString& word : {u"AND"_s, u"OR"_s})
            offer(word, word + u' ', tr("combine"));
    } else {
        offer(u"NOT"_s, u"NOT "_s, tr("combine"));
    }
    for (const QString& name : filterFieldNames())
        offer(name, name + u' ', name.startsWith("trace."_L1) ? tr("whole trace") : tr("field"));
    ask(FilterField::Attribute, {});
}

void FilterCompletions::offerOperators() {
    for (const FilterOp op : filterOps(m_cursor.field)) {
        const QString text = filterOpText(op);
        QString hint;
        switch (op) {
        case FilterOp::Equal:
            hint = tr("is");
            break;
        case FilterOp::NotEqual:
            hint = tr("is not");
            break;
        case FilterOp::Less:
            hint = tr("less than");
            break;
        case FilterOp::LessEqual:
            hint = tr("at most");
            break;
        case FilterOp::Greater:
            hint = tr("more than");
            break;
        case FilterOp::GreaterEqual:
            hint = tr("at least");
            break;
        case FilterOp::Matches:
            hint = tr("matches the regular expression");
            break;
        case FilterOp::NotMatches:
            hint = tr("does not match");
            break;
        case FilterOp::Exists:
            hint = tr("has any value");
            break;
        }
        offer(text, text + u' ', hint);
    }
}

void FilterCompletions::offerValues() {
    const QStringList choices = filterChoices(m_cursor.field);
    for (const QString& value : choices)
        offer(value, filterValueText(value) + u' ', {});
    if (choices.isEmpty())
        ask(m_cursor.field, m_cursor.key);
}

void FilterCompletions::offer(const QString& text, const QString& insert, const QString& hint) {
    if (text.startsWith(m_cursor.prefix, Qt::CaseInsensitive))
        m_items.push_back({text, insert, hint});
}

void FilterCompletions::ask(FilterField field, const QString& key) {
    m_answer.ask(m_source.suggest({field, key, m_cursor.prefix, 50}), [this](Result<QStringList> answer) {
        if (answer) // a completion that cannot be looked up is no reason to disturb
            append(*answer);
    });
}

void FilterCompletions::append(const QStringList& found) {
    const bool keys = m_cursor.part == FilterCursor::Part::Field;
    std::vector<Item> fresh;
    for (const QString& text : found) {
        const QString insert = keys ? filterFieldText(FilterField::Attribute, text) : filterValueText(text);
        if (std::ranges::none_of(m_items, [&](const Item& item) { return item.text == text; }))
            fresh.push_back({text, insert + u' ', keys ? tr("attribute") : QString()});
    }
    if (!fresh.empty()) {
        const int first = static_cast<int>(m_items.size());
        beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
        m_items.insert(m_items.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    Q_EMIT changed();
}

} // namespace spanglass
