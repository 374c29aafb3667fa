#include "models/common/StoreGroup.h"

#include <QCryptographicHash>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString Root = u"stores"_s;
const QString Uses = u"uses"_s; ///< counted over all stores, so that no clock matters

qulonglong usesOf(QSettings& settings, const QString& store) {
    return settings.value(store + u'/' + Uses).toULongLong();
}

void forgetOldest(QSettings& settings) {
    while (settings.childGroups().size() > StoreGroup::MaxStores) {
        const QStringList stores = settings.childGroups();
        settings.remove(*std::ranges::min_element(
            stores, {}, [&settings](const QString& store) { return usesOf(settings, store); }));
    }
}

} // namespace

StoreGroup::StoreGroup(QSettings& settings, const QString& storeFile)
    : m_settings(settings) {
    const QByteArray hash = QCryptographicHash::hash(storeFile.toUtf8(), QCryptographicHash::Sha256);
    const QString store = QString::fromLatin1(hash.toHex().left(16));
    settings.beginGroup(Root);
    const qulonglong uses = settings.value(Uses).toULongLong() + 1;
    settings.setValue(Uses, uses);
    settings.setValue(store + u'/' + Uses, uses);
    forgetOldest(settings);
    settings.endGroup();
    settings.beginGroup(Root + u'/' + store);
}

} // namespace spanglass
