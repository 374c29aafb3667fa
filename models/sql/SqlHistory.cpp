#include "models/sql/SqlHistory.h"

#include "models/common/Quantity.h"
#include "models/sql/SqlSecrets.h"
#include "models/sql/SqlWords.h"

#include <QLocale>
#include <QSettings>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace spanglass {

SqlHistory::SqlHistory(QSettings& settings, QObject* parent)
    : QAbstractListModel(parent)
    , m_settings(settings) {
    load();
    filter();
}

void SqlHistory::add(Entry entry) {
    entry.sql = withoutSecrets(entry.sql.trimmed());
    if (entry.sql.isEmpty() || entry.sql.size() > MaxText)
        return;
    std::vector<Entry> entries = m_entries;
    std::erase_if(entries, [&](const Entry& each) { return each.sql == entry.sql; });
    entries.insert(entries.begin(), std::move(entry));
    if (entries.size() > MaxEntries)
        entries.resize(MaxEntries);
    m_before.reset();
    change(std::move(entries));
}

void SqlHistory::search(const QString& words) {
    if (m_words == words)
        return;
    m_words = words;
    beginResetModel();
    filter();
    endResetModel();
}

void SqlHistory::removeRows(const QModelIndexList& rows) {
    std::vector<Entry> gone;
    for (const QModelIndex& row : rows)
        gone.push_back(m_entries[m_shown[static_cast<std::size_t>(row.row())]]);
    if (gone.empty())
        return;
    std::vector<Entry> entries = m_entries;
    std::erase_if(entries, [&](const Entry& each) { return std::ranges::find(gone, each) != gone.end(); });
    m_before = m_entries;
    change(std::move(entries));
}

void SqlHistory::clear() {
    if (m_entries.empty())
        return;
    m_before = m_entries;
    change({});
}

void SqlHistory::undo() {
    if (m_before)
        change(*std::exchange(m_before, std::nullopt));
}

int SqlHistory::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant SqlHistory::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Entry& entry = m_entries[m_shown[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case Qt::DisplayRole:
        return sqlInOneLine(entry.sql);
    case Qt::ToolTipRole:
        return sqlToolTip(entry.sql);
    case TextRole:
        return entry.sql;
    case FailedRole:
        return entry.rows < 0;
    case FactsRole: {
        const QString outcome = entry.rows < 0
            ? tr("failed")
            : counted(static_cast<std::uint64_t>(entry.rows), tr("%1 row"), tr("%1 rows"));
        return tr("%1 · %2 · %3")
            .arg(QLocale().toString(entry.when.toLocalTime(), QLocale::ShortFormat), entry.source, outcome);
    }
    default:
        return {};
    }
}

void SqlHistory::load() {
    const int count = m_settings.beginReadArray("sql/history"_L1);
    for (int i = 0; i < std::min(count, static_cast<int>(MaxEntries)); ++i) {
        m_settings.setArrayIndex(i);
        m_entries.push_back({m_settings.value("sql"_L1).toString(), m_settings.value("source"_L1).toString(),
            m_settings.value("when"_L1).toDateTime(), m_settings.value("milliseconds"_L1).toLongLong(),
            m_settings.value("rows"_L1, -1).toLongLong()});
    }
    m_settings.endArray();
}

void SqlHistory::store() const {
    m_settings.remove("sql/history"_L1);
    m_settings.beginWriteArray("sql/history"_L1, static_cast<int>(m_entries.size()));
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        m_settings.setArrayIndex(static_cast<int>(i));
        m_settings.setValue("sql"_L1, m_entries[i].sql);
        m_settings.setValue("source"_L1, m_entries[i].source);
        m_settings.setValue("when"_L1, m_entries[i].when);
        m_settings.setValue("milliseconds"_L1, m_entries[i].milliseconds);
        m_settings.setValue("rows"_L1, m_entries[i].rows);
    }
    m_settings.endArray();
}

void SqlHistory::change(std::vector<Entry> entries) {
    beginResetModel();
    m_entries = std::move(entries);
    filter();
    endResetModel();
    store();
}

void SqlHistory::filter() {
    const QStringList words = m_words.split(u' ', Qt::SkipEmptyParts);
    m_shown.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries[i];
        if (std::ranges::all_of(words, [&](const QString& word) {
                return entry.sql.contains(word, Qt::CaseInsensitive)
                    || entry.source.contains(word, Qt::CaseInsensitive);
            }))
            m_shown.push_back(i);
    }
}

} // namespace spanglass
