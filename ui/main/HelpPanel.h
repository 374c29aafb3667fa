#pragma once

#include "ui/common/Panel.h"

class QTextBrowser;

namespace spanglass {

/// The program's own short help: the first five minutes, the verbs, the limits.
class HelpPanel final : public Panel {
    Q_OBJECT
public:
    explicit HelpPanel(QWidget* parent = nullptr);

Q_SIGNALS:
    void panelRequested(const QString& panelId); ///< a link to a panel was followed
    void sampleRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void load();

    QTextBrowser* m_text;
};

} // namespace spanglass
