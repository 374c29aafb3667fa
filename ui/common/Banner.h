#pragma once

#include "services/core/Error.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace spanglass {

class FailureNote;

enum class BannerKind : quint8 { Info, Success, Warning, Error };

/// A message shown where it belongs: what happened, the next step, and at most one button that takes it. Hidden until
/// show...() is called; keeps no history.
class Banner final : public QFrame {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    /// Plain texts. An empty `action` shows no button.
    void showMessage(BannerKind kind, const QString& message, const QString& remedy = {}, const QString& action = {});
    /// With what is known of the failure, and as an information when it is known to be harmless.
    void showError(const Error& error, const QString& action = {});
    void dismiss();
    /// A message that tells how something stands goes when that ends, and cannot be dismissed by the person.
    void setLasting();

    BannerKind kind() const { return m_kind; }
    QString message() const;
    QString remedy() const;

Q_SIGNALS:
    void actionTriggered();
    void dismissed(); ///< by the person, or by dismiss()

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void updateLook();

    BannerKind m_kind = BannerKind::Info;
    QLabel* m_icon;
    QLabel* m_message;
    QLabel* m_remedy;
    FailureNote* m_note;
    QPushButton* m_action;
    QToolButton* m_close;
};

} // namespace spanglass
