#pragma once

#include <QDialog>

namespace spanglass {

class ForwardControl;
class ReplayEntriesView;
struct ForwardParts;

/// The requests that were passed on, each with its answer. Deletes itself when closed.
class ForwardedDialog final : public QDialog {
    Q_OBJECT
public:
    ForwardedDialog(const ForwardParts& parts, QWidget* parent);

private:
    void refresh();

    const ForwardControl& m_forward;
    ReplayEntriesView* m_entries;
};

} // namespace spanglass
