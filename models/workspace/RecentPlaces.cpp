#include "models/workspace/RecentPlaces.h"

#include <QSettings>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const auto Group = u"recentPlaces"_s;

} // namespace

RecentPlaces::RecentPlaces(QSettings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings) {
    const int count = std::min(m_settings.beginReadArray(Group), MostPlaces);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        const auto text = [this](QLatin1StringView key) { return m_settings.value(key).toString(); };
        RecentPlace place{text("id"_L1), text("title"_L1), {.connectionId = text("connection"_L1)}};
        place.request.warehouseId = text("warehouse"_L1);
        place.request.warehouseName = text("warehouseName"_L1);
        place.request.spansTable = text("table"_L1);
        place.request.experimentId = text("experiment"_L1);
        place.request.experimentName = text("experimentName"_L1);
        if (!place.id.isEmpty() && !place.request.connectionId.isEmpty())
            m_places << place;
    }
    m_settings.endArray();
}

const RecentPlace* RecentPlaces::find(const QString& id) const {
    const auto found = std::ranges::find(m_places, id, &RecentPlace::id);
    return found == m_places.end() ? nullptr : &*found;
}

void RecentPlaces::note(const RecentPlace& place) {
    m_places.removeIf([&](const RecentPlace& each) { return each.id == place.id; });
    m_places.prepend(place);
    m_places.resize(std::min<qsizetype>(m_places.size(), MostPlaces));
    keep();
}

void RecentPlaces::forget(const QString& id) {
    if (m_places.removeIf([&](const RecentPlace& each) { return each.id == id; }) > 0)
        keep();
}

void RecentPlaces::keep() {
    m_settings.remove(Group);
    m_settings.beginWriteArray(Group, static_cast<int>(m_places.size()));
    for (int i = 0; i < m_places.size(); ++i) {
        m_settings.setArrayIndex(i);
        const RecentPlace& place = m_places[i];
        m_settings.setValue("id"_L1, place.id);
        m_settings.setValue("title"_L1, place.title);
        m_settings.setValue("connection"_L1, place.request.connectionId);
        m_settings.setValue("warehouse"_L1, place.request.warehouseId);
        m_settings.setValue("warehouseName"_L1, place.request.warehouseName);
        m_settings.setValue("table"_L1, place.request.spansTable);
        m_settings.setValue("experiment"_L1, place.request.experimentId);
        m_settings.setValue("experimentName"_L1, place.request.experimentName);
    }
    m_settings.endArray();
    Q_EMIT changed();
}

} // namespace spanglass
