#pragma once

#include "models/sql/SqlParameters.h"

#include <QFrame>
#include <QHash>

class QGridLayout;
class QLineEdit;

namespace spanglass {

/// A field for each `:name` of the statements. What was written into one is kept by its name while the program runs.
/// Hidden when there is none.
class SqlParameterStrip final : public QFrame {
    Q_OBJECT
public:
    explicit SqlParameterStrip(QWidget* parent = nullptr);

    /// `table` is what :table begins with.
    void setTable(const QString& table);
    void showNeeds(std::vector<SqlNeed> needs);
    std::vector<SqlParameter> values() const;
    /// By lower-case name.
    QHash<QString, QString> texts() const;
Q_SIGNALS:
    void changed();

private:
    struct Field {
        SqlNeed need;
        QLineEdit* edit;
    };

    QString initialValue(const SqlNeed& need) const;
    void remember(const SqlNeed& need, const QString& value);

    QGridLayout* m_layout;
    std::vector<Field> m_fields;
    QHash<QString, QString> m_given; ///< what the person wrote, by lower-case name
    QString m_table;
};

} // namespace spanglass
