#include "ui/main/TransferStrip.h"

#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

TransferStrip::TransferStrip(QWidget* parent)
    : QFrame(parent)
    , m_what(new ElidedLabel)
    , m_bar(new QProgressBar) {
    setObjectName(u"transferStrip"_s);
    setAutoFillBackground(true);
    m_bar->setFixedWidth(220);
    auto* cancel = new QPushButton(themedIcon("close"_L1), tr("Cancel"));
    cancel->setObjectName(u"cancelTransfer"_s);
    connect(cancel, &QPushButton::clicked, this, &TransferStrip::cancelRequested);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addWidget(m_what, 1);
    layout->addWidget(m_bar);
    layout->addWidget(cancel);
    hide();
}

void TransferStrip::begin(const QString& what) {
    m_what->setText(what);
    m_bar->setAccessibleName(what);
    m_bar->setRange(0, 0); // until the first news of how far it is
    show();
}

void TransferStrip::setProgress(int value, int maximum) {
    m_bar->setRange(0, maximum);
    m_bar->setValue(value);
}

void TransferStrip::end() { hide(); }

} // namespace spanglass
