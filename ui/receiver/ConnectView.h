#pragma once

#include "models/receiver/Snippets.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QLabel;

namespace spanglass {

class TextBlock;

/// Ready-made lines and a small program for the language that is chosen.
class ConnectView final : public QWidget {
    Q_OBJECT
public:
    explicit ConnectView(QWidget* parent = nullptr);

    void showSnippets(const ReceiverSnapshot& snapshot, const ReceiverSettings& settings);
    QString language() const { return m_language; }
    void setLanguage(const QString& id);

private:
    void addLanguages();
    void rebuild();

    ReceiverSnapshot m_snapshot;
    ReceiverSettings m_settings;
    std::vector<Snippet> m_snippets;
    QString m_language;
    QString m_base; ///< what the texts were made for
    QHBoxLayout* m_languages;
    QButtonGroup* m_group;
    QComboBox* m_style;
    TextBlock* m_environment;
    TextBlock* m_install;
    TextBlock* m_code;
    QLabel* m_installTitle;
    QLabel* m_codeTitle;
};

} // namespace spanglass
