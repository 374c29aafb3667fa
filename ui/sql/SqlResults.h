#pragma once

#include "models/sql/SqlSession.h"

#include <QTabWidget>
#include <QTimer>

namespace spanglass {

class SqlResultPage;

/// The answers of the last run, a tab for each statement.
class SqlResults final : public QTabWidget {
    Q_OBJECT
public:
    explicit SqlResults(SqlSession& session, QWidget* parent = nullptr);

    SqlResultPage* page(int run) const;
    SqlResultPage* currentPage() const { return page(currentIndex()); }
    bool isSettled() const;

Q_SIGNALS:
    void said(const QString& sentence);
    void mistakeClicked(int run);
    void saveRequested();
    void settled();

private:
    void begin();
    void showRun(int run);
    QString title(int run) const;

    SqlSession& m_session;
    QTimer m_clock; ///< shows the time while a statement runs
};

} // namespace spanglass
