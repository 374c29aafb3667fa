#include "ui/main/AboutDialog.h"

#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QSysInfo>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"aboutDialog"_s);
    setWindowTitle(tr("About Spanglass"));
    const QString version = u"Spanglass %1 · Qt %2 · %3"_s.arg(
        QCoreApplication::applicationVersion(), QLatin1StringView(qVersion()), QSysInfo::prettyProductName());

    auto* icon = new QLabel;
    icon->setPixmap(applicationIcon().pixmap(QSize(96, 96), devicePixelRatioF()));
    auto* title = new QLabel(u"Spanglass"_s);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.8);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    auto* text = new QLabel(
        tr("See what your agents and services really did: receives, keeps and shows OpenTelemetry traces."));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    auto* versions = new QLabel(version);
    versions->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(new CopyButton(tr("Copy version"), [version] { return version; }));
    bottom->addStretch(1);
    bottom->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 12);
    for (QWidget* widget : std::initializer_list<QWidget*>{icon, title, text, versions})
        layout->addWidget(widget, 0, widget == text ? Qt::Alignment() : Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addLayout(bottom);
    setFixedWidth(420);
}

} // namespace spanglass
