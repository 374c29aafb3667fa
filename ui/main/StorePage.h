#pragma once

#include "services/core/Error.h"

#include <QWidget>

namespace spanglass {

class EmptyState;

/// What fills the window while there is no open store: it is being opened, or cannot be.
class StorePage final : public QWidget {
    Q_OBJECT
public:
    explicit StorePage(QWidget* parent = nullptr);

    void showOpening(const QString& file);
    void showProblem(const QString& file, const Error& error);

Q_SIGNALS:
    void retryRequested();
    void otherStoreRequested(); ///< the person will be asked which
    void newStoreRequested(); ///< the same for a new one

private:
    EmptyState* m_state;
};

} // namespace spanglass
