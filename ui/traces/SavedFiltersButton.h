#pragma once

#include "models/traces/SavedFilters.h"

#include <QToolButton>

namespace spanglass {

/// A menu of filters with a name and of those used lately; saves, renames and deletes, and takes the last change back.
class SavedFiltersButton final : public QToolButton {
    Q_OBJECT
public:
    explicit SavedFiltersButton(SavedFilters& filters, QWidget* parent = nullptr);

    /// The text that "Save" gives a name to.
    void setCurrentText(const QString& text) { m_current = text; }

Q_SIGNALS:
    void chosen(const QString& text);
    void changed(const QString& sentence);

private:
    void fillMenu();

    SavedFilters& m_filters;
    QString m_current;
};

} // namespace spanglass
