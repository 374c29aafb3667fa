#include "models/traces/SavedFilters.h"

#include "models/common/ToolTip.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

SavedFilters::SavedFilters(QSettings& settings, QObject* parent)
    : QAbstractListModel(parent)
    , m_settings(settings)
    , m_recent(settings.value("filters/recent"_L1).toStringList().mid(0, MaxRecent)) {
    const int count = settings.beginReadArray("filters/saved"_L1);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        m_entries.push_back({settings.value("name"_L1).toString(), settings.value("text"_L1).toString()});
    }
    settings.endArray();
}

void SavedFilters::add(const QString& name, const QString& text) {
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return;
    std::vector<Entry> entries = m_entries;
    std::erase_if(entries, [&](const Entry& e) { return e.name == trimmed; });
    entries.push_back({trimmed, text});
    change(std::move(entries));
}

void SavedFilters::rename(const QString& from, const QString& to) {
    const QString trimmed = to.trimmed();
    if (trimmed.isEmpty() || trimmed == from)
        return;
    std::vector<Entry> entries = m_entries;
    std::erase_if(entries, [&](const Entry& e) { return e.name == trimmed; });
    for (Entry& entry : entries) {
        if (entry.name == from)
            entry.name = trimmed;
    }
    change(std::move(entries));
}

void SavedFilters::remove(const QString& name) {
    std::vector<Entry> entries = m_entries;
    std::erase_if(entries, [&](const Entry& e) { return e.name == name; });
    change(std::move(entries));
}

void SavedFilters::undo() {
    if (!m_before)
        return;
    change(*m_before);
    m_before.reset();
}

void SavedFilters::noteUsed(const QString& text) {
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return;
    m_recent.removeAll(trimmed);
    m_recent.prepend(trimmed);
    m_recent = m_recent.mid(0, MaxRecent);
    m_settings.setValue("filters/recent"_L1, m_recent);
}

int SavedFilters::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant SavedFilters::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return entry.name;
    if (role == TextRole)
        return entry.text;
    if (role == Qt::ToolTipRole)
        return plainToolTip(entry.text);
    return {};
}

void SavedFilters::change(std::vector<Entry> entries) {
    std::ranges::sort(entries, [](const Entry& a, const Entry& b) { return a.name.localeAwareCompare(b.name) < 0; });
    if (entries == m_entries)
        return;
    m_before = m_entries;
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
    store();
}

void SavedFilters::store() const {
    m_settings.remove("filters/saved"_L1);
    m_settings.beginWriteArray("filters/saved"_L1, static_cast<int>(m_entries.size()));
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        m_settings.setArrayIndex(static_cast<int>(i));
        m_settings.setValue("name"_L1, m_entries[i].name);
        m_settings.setValue("text"_L1, m_entries[i].text);
    }
    m_settings.endArray();
}

} // namespace spanglass
