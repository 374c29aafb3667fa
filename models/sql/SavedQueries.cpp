#include "models/sql/SavedQueries.h"

#include "models/sql/SqlSecrets.h"
#include "models/sql/SqlWords.h"

#include <QFile>
#include <QSettings>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

// Q_INIT_RESOURCE declares a function and so must stand outside any namespace. Resources of a static library are not
// there before it.
static void initSqlResources() { Q_INIT_RESOURCE(sql); }

namespace spanglass {

namespace {

/// Files in resources/sql, in the order in which they are shown.
constexpr std::array BuiltIns{"traces-a-day", "slow-traces", "error-rate", "durations", "duration-histogram",
    "spans-a-minute", "tokens-by-model", "ingest-delay"};

QLatin1StringView suffixOf(SqlTableShape shape) {
    switch (shape) {
    case SqlTableShape::Store:
        return ".store"_L1;
    case SqlTableShape::Map:
        return ".map"_L1;
    case SqlTableShape::Variant:
        return ".variant"_L1;
    }
    return {};
}

/// The file made for the shape, or the one for all.
QString fileText(const QString& name, SqlTableShape shape) {
    QFile own(u":/sql/"_s + name + suffixOf(shape) + u".sql"_s);
    QFile common(u":/sql/"_s + name + u".sql"_s);
    QFile& file = own.exists() ? own : common;
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

/// The first two comment lines are the name and what the query tells.
QString commentLine(const QString& text, qsizetype line) {
    const QString found = text.section(u'\n', line, line);
    return found.startsWith(u"-- "_s) ? found.mid(3) : QString();
}

} // namespace

SavedQueries::SavedQueries(QSettings& settings, QObject* parent)
    : QAbstractListModel(parent)
    , m_settings(settings) {
    initSqlResources();
    const int count = settings.beginReadArray("sql/saved"_L1);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        m_own.push_back({settings.value("name"_L1).toString(), settings.value("text"_L1).toString(), {}, false});
    }
    settings.endArray();
    show();
}

void SavedQueries::add(const QString& name, const QString& text) {
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return;
    std::vector<Query> own = m_own;
    std::erase_if(own, [&](const Query& each) { return each.name == trimmed; });
    own.push_back({trimmed, withoutSecrets(text), {}, false});
    change(std::move(own));
}

bool SavedQueries::has(const QString& name) const {
    return std::ranges::find(m_own, name.trimmed(), &Query::name) != m_own.end();
}

void SavedQueries::rename(const QString& from, const QString& to) {
    const QString trimmed = to.trimmed();
    if (trimmed.isEmpty() || trimmed == from)
        return;
    std::vector<Query> own = m_own;
    std::erase_if(own, [&](const Query& each) { return each.name == trimmed; });
    for (Query& each : own) {
        if (each.name == from)
            each.name = trimmed;
    }
    change(std::move(own));
}

void SavedQueries::remove(const QString& name) {
    std::vector<Query> own = m_own;
    std::erase_if(own, [&](const Query& each) { return each.name == name; });
    change(std::move(own));
}

void SavedQueries::undo() {
    if (!m_before)
        return;
    change(*m_before);
    m_before.reset();
}

void SavedQueries::setShape(SqlTableShape shape) {
    if (m_shape == shape)
        return;
    m_shape = shape;
    beginResetModel();
    show();
    endResetModel();
}

void SavedQueries::search(const QString& words) {
    m_words = words;
    beginResetModel();
    show();
    endResetModel();
}

int SavedQueries::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant SavedQueries::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Query& query = m_shown[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return query.name;
    case Qt::ToolTipRole:
        return sqlToolTip(query.text);
    case TextRole:
        return query.text;
    case BuiltInRole:
        return query.builtIn;
    case DescriptionRole:
        return query.builtIn ? query.description : tr("Your own");
    default:
        return {};
    }
}

void SavedQueries::change(std::vector<Query> own) {
    std::ranges::sort(own, [](const Query& a, const Query& b) {
        return a.name.toCaseFolded().localeAwareCompare(b.name.toCaseFolded()) < 0;
    });
    if (own == m_own)
        return;
    m_before = m_own;
    beginResetModel();
    m_own = std::move(own);
    show();
    endResetModel();
    store();
}

void SavedQueries::store() const {
    m_settings.remove("sql/saved"_L1);
    m_settings.beginWriteArray("sql/saved"_L1, static_cast<int>(m_own.size()));
    for (std::size_t i = 0; i < m_own.size(); ++i) {
        m_settings.setArrayIndex(static_cast<int>(i));
        m_settings.setValue("name"_L1, m_own[i].name);
        m_settings.setValue("text"_L1, m_own[i].text);
    }
    m_settings.endArray();
}

void SavedQueries::show() {
    m_shown = m_own;
    std::ranges::move(builtIns(m_shape), std::back_inserter(m_shown));
    const QStringList words = m_words.split(u' ', Qt::SkipEmptyParts);
    std::erase_if(m_shown, [&](const Query& query) {
        const QString all = query.name + u'\n' + query.description + u'\n' + query.text;
        return !std::ranges::all_of(
            words, [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
    });
}

std::vector<SavedQueries::Query> SavedQueries::builtIns(SqlTableShape shape) {
    std::vector<Query> queries;
    for (const char* name : BuiltIns) {
        const QString text = fileText(QString::fromLatin1(name), shape);
        queries.push_back({commentLine(text, 0), text, commentLine(text, 1), true});
    }
    return queries;
}

} // namespace spanglass
