#pragma once

#include <QAbstractItemModel>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;
class QMenu;

namespace spanglass {

/// A list of statements that can be searched: the queries, or the history. Return or a double click puts one into the
/// editor.
class SqlListPage final : public QWidget {
    Q_OBJECT
public:
    struct Content {
        QAbstractItemModel& model;
        QString name; ///< "Queries"
        QString emptyText;
        int textRole = 0;
        int factsRole = 0;
        int warningRole = -1;
        std::function<void(const QString&)> search;
        std::function<void(QMenu&, const QModelIndexList&)> addActions; ///< of its own to the context menu
        std::function<void(const QModelIndexList&)> remove; ///< for the Delete key
    };

    explicit SqlListPage(Content content, QWidget* parent = nullptr);

    void focusSearch();

Q_SIGNALS:
    void chosen(const QString& sql);
    void runRequested(const QString& sql);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose();
    void showMenu(const QPoint& place);
    void showEmpty();
    QString current() const;

    Content m_content;
    QLineEdit* m_search;
    QListView* m_list;
    QLabel* m_empty;
};

} // namespace spanglass
