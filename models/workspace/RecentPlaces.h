#pragma once

#include "services/core/WorkspaceControl.h"

#include <QList>
#include <QObject>

class QSettings;

namespace spanglass {

/// A place that was opened, as it is offered again.
struct RecentPlace {
    QString id; ///< of the place
    QString title;
    WorkspaceRequest request;

    bool operator==(const RecentPlace&) const = default;
};

/// The places that were opened last, kept in the settings: names and ids, no secrets. Asks nobody. GUI thread.
class RecentPlaces final : public QObject {
    Q_OBJECT
public:
    static constexpr int MostPlaces = 8;

    /// `settings` must outlive this.
    explicit RecentPlaces(QSettings& settings, QObject* parent = nullptr);

    /// The latest first.
    const QList<RecentPlace>& all() const { return m_places; }
    /// Null when it is not known.
    const RecentPlace* find(const QString& id) const;
    /// It was opened now.
    void note(const RecentPlace& place);
    void forget(const QString& id);

Q_SIGNALS:
    void changed();

private:
    void keep();

    QSettings& m_settings;
    QList<RecentPlace> m_places;
};

} // namespace spanglass
