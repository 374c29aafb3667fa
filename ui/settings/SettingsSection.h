#pragma once

#include <QWidget>

class QFormLayout;
class QLabel;

namespace spanglass {

/// A titled group of settings: labels on the left, fields on the right, an explanation under the title.
class SettingsSection : public QWidget {
    Q_OBJECT
public:
    SettingsSection(const QString& title, const QString& explanation, QWidget* parent = nullptr);

protected:
    QFormLayout& form() { return *m_form; }
    /// A field over the whole width.
    void addWide(QWidget* field);
    /// A button at its natural width.
    void addButton(QWidget* button);
    /// A quiet line of explanation under the field before it.
    QLabel* addNote(const QString& text);

    void changeEvent(QEvent* event) override;

private:
    QLabel* makeNote(const QString& text);
    void updateLook();

    QFormLayout* m_form;
    QList<QLabel*> m_notes;
};

} // namespace spanglass
