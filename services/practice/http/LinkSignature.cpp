#include "services/practice/http/LinkSignature.h"

#include <QMessageAuthenticationCode>

namespace spanglass::practice {

std::string linkSignature(const std::string& key, const std::string& text) {
    return QMessageAuthenticationCode::hash(
        QByteArray::fromStdString(text), QByteArray::fromStdString(key), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

} // namespace spanglass::practice
