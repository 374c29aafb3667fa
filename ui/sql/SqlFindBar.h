#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;

namespace spanglass {

class SqlEditor;

/// Looks for words in the editor. Hidden until open().
class SqlFindBar final : public QFrame {
    Q_OBJECT
public:
    explicit SqlFindBar(SqlEditor& editor, QWidget* parent = nullptr);

    void open();
    void findNext(bool backwards);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void close();
    void showCount();

    SqlEditor& m_editor;
    QLineEdit* m_words;
    QLabel* m_count;
};

} // namespace spanglass
