#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace spanglass {

/// Takes a pasted configuration. Deletes itself when closed.
class PasteDialog final : public QDialog {
    Q_OBJECT
public:
    static constexpr qsizetype MostCharacters = 1 << 20;

    PasteDialog(const QString& text, QWidget* parent);

Q_SIGNALS:
    void pasted(const QString& text);

private:
    QPlainTextEdit* m_text;
};

} // namespace spanglass
