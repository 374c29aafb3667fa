#pragma once

#include <QMenu>
#include <QPointer>

namespace spanglass {

class PlaceStanding;

/// A place as the menu names it.
struct NamedPlace {
    QString id;
    QString title;
};

/// Which place traces are read from: those that are open, those that were, and how the way to the one in view stands.
class PlaceMenu final : public QMenu {
    Q_OBJECT
public:
    explicit PlaceMenu(QWidget* parent = nullptr);

    /// The first of `open` is the local store, which stays. `standing` may be null.
    void fill(const QList<NamedPlace>& open, const QString& current, const QList<NamedPlace>& recent,
        PlaceStanding* standing);

Q_SIGNALS:
    void placeChosen(const QString& id);
    void reopenRequested(const QString& id);
    void forgetRequested(const QString& id);
    void openRequested(); ///< another workspace
    void closeRequested(const QString& id);
    void connectionRequested(); ///< of the place in view, to be mended

private:
    void addOpen(const QList<NamedPlace>& open, const QString& current);
    void addStanding();
    void addRecent(const QList<NamedPlace>& recent);
    void showStanding();

    QPointer<PlaceStanding> m_standing;
    QAction* m_connection = nullptr;
    QAction* m_warehouse = nullptr;
    QAction* m_signIn = nullptr;
    QAction* m_start = nullptr;
    QAction* m_mend = nullptr;
};

} // namespace spanglass
