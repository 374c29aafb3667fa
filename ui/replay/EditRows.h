#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace spanglass {

/// Rows of fields, each with a button that takes it away, and below them one that adds another.
class EditRows : public QWidget {
    Q_OBJECT
public:
    /// `add` is the button's text, `remove` names the other ones for screen readers.
    EditRows(const QString& name, const QString& add, const QString& remove, QWidget* parent = nullptr);

Q_SIGNALS:
    void edited(); ///< by the person

protected:
    /// An empty row at the end; its first field is where typing begins.
    virtual QList<QWidget*> makeFields() = 0;
    QList<QWidget*> addRow();
    void clearRows();
    int rows() const { return static_cast<int>(m_rows.size()); }
    const QList<QWidget*>& fields(int row) const { return m_rows[row].fields; }
    void tell() {
        if (!m_filling)
            Q_EMIT edited();
    }
    bool m_filling = false;

private:
    struct Row {
        QWidget* line;
        QList<QWidget*> fields;
    };
    void remove(QWidget* line);

    QString m_remove;
    QList<Row> m_rows;
    QVBoxLayout* m_layout;
    QPushButton* m_add;
};

} // namespace spanglass
