#include "models/timeline/DetailsModel.h"

#include "models/common/ToolTip.h"
#include "models/timeline/JsonText.h"

using namespace Qt::StringLiterals;

namespace spanglass {

QString rawText(const DetailsEntry& entry) { return entry.value ? valueText(*entry.value) : entry.text; }

QString entryJson(const DetailsEntry& entry) {
    if (entry.value)
        return valueJson(*entry.value);
    if (entry.children.empty())
        return jsonQuoted(entry.text);
    QString json;
    if (!entry.isGroup && !entry.text.isEmpty())
        json = u"\"value\": "_s + jsonQuoted(entry.text);
    for (const DetailsEntry& child : entry.children)
        json += (json.isEmpty() ? u""_s : u", "_s) + jsonQuoted(child.key) + u": "_s + entryJson(child);
    return u'{' + json + u'}';
}

void DetailsModel::setContent(DetailsContent content) {
    beginResetModel();
    m_content = std::move(content);
    rebuild();
    endResetModel();
}

void DetailsModel::setFilter(const QString& text) {
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    rebuild();
    endResetModel();
}

void DetailsModel::rebuild() {
    m_lines.clear();
    m_top.clear();
    for (const DetailsEntry& entry : m_content.entries)
        addLine(entry, -1, m_filter.isEmpty());
}

bool DetailsModel::addLine(const DetailsEntry& entry, int parent, bool matched) {
    matched = matched || entry.key.contains(m_filter, Qt::CaseInsensitive)
        || ((entry.children.empty() || !entry.value) && rawText(entry).contains(m_filter, Qt::CaseInsensitive));
    const int number = static_cast<int>(m_lines.size());
    m_lines.push_back({&entry, parent, 0, {}});
    bool wanted = matched && (!entry.isGroup || m_filter.isEmpty());
    for (const DetailsEntry& child : entry.children)
        wanted |= addLine(child, number, matched);
    if (!wanted) {
        m_lines.resize(static_cast<std::size_t>(number));
        return false;
    }
    auto& siblings = parent < 0 ? m_top : m_lines[static_cast<std::size_t>(parent)].children;
    m_lines[static_cast<std::size_t>(number)].row = static_cast<int>(siblings.size());
    siblings.push_back(number);
    return true;
}

const DetailsModel::Line& DetailsModel::lineOf(const QModelIndex& index) const {
    return m_lines[static_cast<std::size_t>(index.internalId())];
}

QModelIndex DetailsModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    const auto& siblings = parent.isValid() ? lineOf(parent).children : m_top;
    return createIndex(row, column, static_cast<quintptr>(siblings[static_cast<std::size_t>(row)]));
}

QModelIndex DetailsModel::parent(const QModelIndex& child) const {
    if (!child.isValid())
        return {};
    const int parent = lineOf(child).parent;
    return parent < 0 ? QModelIndex()
                      : createIndex(m_lines[static_cast<std::size_t>(parent)].row, 0, static_cast<quintptr>(parent));
}

int DetailsModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0)
        return 0;
    return static_cast<int>(parent.isValid() ? lineOf(parent).children.size() : m_top.size());
}

int DetailsModel::columnCount(const QModelIndex&) const { return ColumnCount; }

QVariant DetailsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const DetailsEntry& entry = *lineOf(index).entry;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == KeyColumn ? entry.key : entry.text;
    case Qt::ToolTipRole:
        return entry.isGroup ? QString() : plainToolTip(index.data().toString());
    case Qt::AccessibleTextRole:
        return index.column() == KeyColumn ? entry.key : QString(entry.key + u": "_s + entry.text);
    case RawTextRole:
        return rawText(entry);
    case JsonRole:
        return entryJson(entry);
    case TypeRole:
        return entry.value ? valueTypeName(*entry.value) : QString();
    case GroupRole:
        return entry.isGroup;
    case OpenRole:
        return entry.startsOpen;
    case LinkTraceRole:
        return entry.linkTrace.isValid() ? entry.linkTrace.text() : QString();
    case LinkSpanRole:
        return entry.linkTrace.isValid() ? entry.linkSpan.text() : QString();
    case LinkPresentRole:
        return entry.linkPresent;
    default:
        return {};
    }
}

QVariant DetailsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Name") : tr("Value");
}

Qt::ItemFlags DetailsModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace spanglass
