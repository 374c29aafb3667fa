#pragma once

#include <QKeySequence>
#include <QLabel>

namespace spanglass {

/// A key combination drawn as a key.
class KeyCap final : public QLabel {
    Q_OBJECT
public:
    explicit KeyCap(const QKeySequence& keys, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace spanglass
