#include "ui/common/Amounts.h"

#include <QCoreApplication>
#include <QLocale>

namespace spanglass {

QString bytesText(std::uint64_t bytes) {
    const int digits = bytes < 10ull << 20 ? 1 : 0;
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), digits, QLocale::DataSizeIecFormat);
}

QString countText(std::uint64_t count) {
    if (count < 100'000)
        return QLocale().toString(static_cast<qulonglong>(count));
    const bool millions = count >= 1'000'000;
    const double scaled = static_cast<double>(count) / (millions ? 1e6 : 1e3);
    const QString number = QLocale().toString(scaled, 'f', scaled < 10 ? 2 : scaled < 100 ? 1 : 0);
    return millions ? QCoreApplication::translate("Amounts", "%1 M", "millions").arg(number)
                    : QCoreApplication::translate("Amounts", "%1 k", "thousands").arg(number);
}

} // namespace spanglass
