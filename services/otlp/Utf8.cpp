#include "services/otlp/Utf8.h"

#include <QStringDecoder>
#include <QUtf8StringView>

namespace spanglass {

bool isUtf8BeyondAscii(std::string_view text) {
    return QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8();
}

std::string repairedUtf8(std::string_view text) {
    // ConvertInitialBom: a byte order mark at the front is text here and stays.
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString decoded = decoder(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return decoded.toStdString();
}

} // namespace spanglass
